"""The Gradio application: every Gradio page in one ``gr.Blocks``, and the HTTP API."""

from __future__ import annotations

import importlib.util
import json
import os
import warnings
from collections.abc import Callable, Sequence
from copy import copy
from functools import partial
from typing import Any, Literal

from starlette.applications import Starlette
from starlette.routing import Mount

from chatbot.answer import AUDIENCES, answer_to_json
from chatbot.web.door import Door, guard_functions
from chatbot.web.forgetting import forget_values, move_no_files
from chatbot.web.service import Failed
from chatbot.web.site import GradioPage, Site
from index.location import stay_offline

_FONTS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"]
_ENVIRONMENT = {
    "GRADIO_ANALYTICS_MAX_EVENTS": "1",  # nothing is counted here: the queue would sum up its last 10,000
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": "1000000000",  # calls with pandas after every single one
}
_STATUS_SECONDS = 5.0
"""Between two messages on how long the queue is. By default everybody waiting is told after every answer,
which with fifty people costs more than the answers."""
_MONO = ["ui-monospace", "Consolas", "monospace"]


def mount_gradio(app: Starlette, site: Site, pages: Sequence[GradioPage], *, door: Door | None) -> None:
    """Build the pages (the first is served at "/") in the site's language and mount them under its prefix.

    The launch settings are those of the design: nothing shared, recorded, reported or rendered by a
    second server, and no error text sent out. ``mount_gradio_app`` keeps ``strict_cors=True``. With a
    ``door`` the functions of all pages but the first run only for who has logged in.
    """
    stay_offline()
    os.environ.update(_ENVIRONMENT)
    import gradio as gr

    blocks = _blocks(gr, site, pages, door)
    # Said of every application with several pages, though ssr_mode is False.
    warnings.filterwarnings("ignore", "SSR mode is not supported", UserWarning)
    with_mcp = importlib.util.find_spec("mcp") is not None and not site.texts.prefix
    gr.mount_gradio_app(
        app,
        blocks,
        path=site.texts.prefix or "/",
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        max_file_size=site.service.limits.body_bytes,
        mcp_server=with_mcp,
        theme=gr.themes.Base(font=_FONTS, font_mono=_MONO, text_size=gr.themes.sizes.text_lg),
    )
    mounted = app.router.routes[-1]
    assert isinstance(mounted, Mount)  # noqa: S101 - what mount_gradio_app has just added
    forget_values(mounted.app, blocks)
    answer_in_place(blocks)
    move_no_files()


def _blocks(gr: Any, site: Site, pages: Sequence[GradioPage], door: Door | None) -> Any:  # noqa: ANN401 - Gradio ships no types
    first, *others = pages
    limits = site.service.limits
    with gr.Blocks(title=site.texts.name, analytics_enabled=False, fill_width=True) as blocks:
        gr.Navbar(visible=False)
        first.fill(site)
        if not site.texts.prefix:
            gr.api(
                ask_function(site, _plain(gr)),
                api_name="ask",
                concurrency_limit=limits.concurrency,
                concurrency_id="answer",
            )
        open_to_all = frozenset(blocks.fns)
    if door:
        closed = partial(_plain(gr), site.texts.login_lost, print_exception=False)
        guard_functions(blocks, open_to_all=open_to_all, door=door, refused=closed)
    for page in others:
        spec = page.spec(site)
        with blocks.route(spec.title, spec.path, show_in_navbar=False):
            gr.Navbar(visible=False)
            page.fill(site)
    blocks.queue(
        max_size=limits.waiting,  # its bare refusal is put into words by the gate
        api_open=False,
        default_concurrency_limit=limits.concurrency,
        status_update_rate=_STATUS_SECONDS,
    )
    return blocks


def _plain(gr: Any) -> Any:  # noqa: ANN401 - Gradio ships no types
    """Gradio's exception for a sentence of ours, without the quotation marks that its own puts around it."""

    class PlainError(gr.Error):  # type: ignore[misc] # Gradio ships no types
        def __str__(self) -> str:
            return str(self.message)

    return PlainError


def ask_function(site: Site, error: Callable[..., Exception]) -> Callable[..., dict[str, Any]]:
    """The function behind ``/ask``. ``error`` makes Gradio's exception for a sentence."""

    def ask(
        question: str, history: list[str] | None = None, audience: Literal["patient", "staff"] = "patient"
    ) -> dict[str, Any]:
        """Answer a question with quotes from the source documents.

        Args:
            question: The question, in everyday words.
            history: Earlier questions of the same conversation, oldest first.
            audience: Who asks, "patient" or "staff".

        Returns:
            The answer object: outcome, notices and parts with verbatim, cited quotes.
        """
        turns = [] if history is None else history
        texts = isinstance(turns, list) and all(isinstance(text, str) for text in (question, *turns))
        if not texts or audience not in AUDIENCES:
            raise error(site.texts.refused_values, print_exception=False)
        result = site.service.ask(question, turns, audience)
        if isinstance(result, Failed):
            raise error(site.sentence(result), print_exception=False)
        return answer_to_json(result)

    scope = site.said.scope
    if scope and ask.__doc__:
        # What a model that may call this knows of it.
        ask.__doc__ = ask.__doc__.replace("the source documents.", f"documents about {scope}.", 1)
    return ask


def answer_in_place(blocks: Any) -> None:  # noqa: ANN401 - Gradio ships no types
    """Let the tools of ``blocks``, if it has any, call their functions themselves and give JSON.

    The queue's limits do not hold then; those of ``AnswerService`` and of ``Gate`` do.
    """
    server = blocks.mcp_server_obj
    if server is None:
        return
    found = server.get_block_fn_from_endpoint_name

    def without_queue(endpoint: str) -> Any:  # noqa: ANN401
        function = copy(found(endpoint))
        if function is not None:
            function.queue = False
        return function

    def in_json(values: list[object], _: str) -> list[Any]:
        texts = (json.dumps(value, ensure_ascii=False) for value in values)
        return [server.types.TextContent(type="text", text=text) for text in texts]

    server.get_block_fn_from_endpoint_name = without_queue
    server.postprocess_output_data = in_json
