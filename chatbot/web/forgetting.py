"""Gradio without a memory for what people type, and without a hand for files.

For "deep links" Gradio keeps, for each browser session, the last value that went through each
component, until ten thousand newer sessions push it out. This program promises to keep nothing.
"""

from copy import copy
from typing import Any

CLOSED_SESSION_SECONDS = 60
"""How long a ``gr.State`` outlives its closed page."""


def forget_values(gradio_app: Any, blocks: Any) -> None:  # noqa: ANN401 - Gradio ships no types
    """Give ``gradio_app`` sessions that do not record component values. ``gr.State`` still works.

    Gradio 6.31, ``gradio.state_holder``: values are recorded in ``SessionState.config_values`` alone,
    which only deep links read. Leaving it empty also halves the cost of an API call, which opens a
    session of its own.
    """
    from gradio.state_holder import SessionState, StateHolder

    class ForgetfulState(SessionState):  # type: ignore[misc] # Gradio ships no types
        def __init__(self, blocks: Any) -> None:  # noqa: ANN401
            self.blocks_config = copy(blocks.default_config)
            self.config_values: dict[int, Any] = {}
            self.state_data: dict[int, Any] = {}
            self._state_ttl: dict[int, Any] = {}
            self.is_closed = False
            self.STATE_TTL_WHEN_CLOSED = CLOSED_SESSION_SECONDS

        def _update_config(self, key: int) -> None:
            """Record nothing."""

        def _update_value_in_config(self, key: int, value: object) -> None:
            """Record nothing."""

    class ForgetfulHolder(StateHolder):  # type: ignore[misc] # Gradio ships no types
        def __getitem__(self, session_id: str) -> SessionState:
            if session_id not in self.session_data:
                self.session_data[session_id] = ForgetfulState(self.blocks)
            return super().__getitem__(session_id)

    gradio_app.state_holder = ForgetfulHolder()
    gradio_app.state_holder.set_blocks(blocks)


def move_no_files() -> None:
    """Let Gradio copy no file and fetch no address that a value names: no page of ours takes or sends files.

    Gradio 6.31, ``gradio.processing_utils``: every value on its way into or out of an event passes there.
    """
    from gradio import processing_utils

    async def unmoved(data: object, *_: object, **__: object) -> object:
        return data

    processing_utils.async_move_files_to_cache = unmoved
