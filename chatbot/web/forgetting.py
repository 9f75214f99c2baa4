"""Gradio without a memory for what people type, and without a hand for files.

For "deep links" Gradio keeps, for each browser session, the last value that went through each
component, until ten thousand newer sessions push it out. This program promises to keep nothing.
"""

from collections import OrderedDict
from typing import Any

UNFETCHED = 1000
"""Sessions whose answers wait to be fetched; then the oldest are dropped."""


def forget_values(gradio_app: Any, blocks: Any) -> None:  # noqa: ANN401 - Gradio ships no types
    """Let ``gradio_app`` keep nothing of a session: no values, and no session whose answers are fetched.

    Gradio 6.31, ``gradio.state_holder``: a session records values for deep links and for ``gr.State``, which
    no page here uses; each call of the API is a session. ``gradio.queueing``: the names of all sessions that
    ever asked stay, and two thousand of their queues.
    """
    from gradio.state_holder import SessionState, StateHolder

    class ForgetfulState(SessionState):  # type: ignore[misc] # Gradio ships no types
        def __init__(self, blocks: Any) -> None:  # noqa: ANN401
            self.blocks_config = blocks.default_config
            self.config_values: dict[int, Any] = {}
            self.state_data: dict[int, Any] = {}
            self._state_ttl: dict[int, Any] = {}
            self.is_closed = False

        def _update_config(self, key: int) -> None:
            """Record nothing."""

        def _update_value_in_config(self, key: int, value: object) -> None:
            """Record nothing."""

    class ForgetfulHolder(StateHolder):  # type: ignore[misc] # Gradio ships no types
        def __getitem__(self, session_id: str) -> SessionState:
            return ForgetfulState(self.blocks)

    gradio_app.state_holder = ForgetfulHolder()
    gradio_app.state_holder.set_blocks(blocks)
    queue = blocks._queue
    queue.pending_messages_per_session = _Waiting(queue.pending_event_ids_session)


class _Waiting(OrderedDict[str, Any]):
    """The messages of each session that has something to fetch. ``events``: what each still waits for."""

    def __init__(self, events: dict[str, set[str]]) -> None:
        super().__init__()
        self._events = events

    def __setitem__(self, session: str, messages: Any) -> None:  # noqa: ANN401 - Gradio's own
        gone = [one for one, waits_for in self._events.items() if not waits_for or one not in self]
        for done in gone:
            del self._events[done]
            self.pop(done, None)
        while len(self) >= UNFETCHED:
            self._events.pop(self.popitem(last=False)[0], None)
        super().__setitem__(session, messages)


def move_no_files() -> None:
    """Let Gradio copy no file and fetch no address that a value names: no page of ours takes or sends files.

    Gradio 6.31, ``gradio.processing_utils``: every value on its way into or out of an event passes there.
    """
    from gradio import processing_utils

    async def unmoved(data: object, *_: object, **__: object) -> object:
        return data

    processing_utils.async_move_files_to_cache = unmoved
