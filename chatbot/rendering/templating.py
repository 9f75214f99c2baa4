"""The templates of an answer, filled: the engine escapes every value."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from chatbot.languages.catalogue import language_names
from chatbot.rendering import citation, quote_parts
from chatbot.rendering.markup import source_path, visible
from chatbot.rendering.terminal import shown
from index.offered import tells_survival
from ingest.text.lines import fold

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
_NUMBER = re.compile(r"(?<![\w-])(\d{3}(?: \d{3})?)(?![\w-])")
"""A telephone number in a sentence of the program's own."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~&])")
_AT_START = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))")
"""What Markdown takes for a mark of its own: anywhere, or where a line begins."""


def filled(template: str, **values: Any) -> str:  # noqa: ANN401 - whatever the template shows
    """Return the HTML (or the text, of ``.txt``) of ``template``."""
    return environment().get_template(template).render(**values)


@cache
def environment() -> Environment:
    """Return the template engine with what the templates call."""
    engine = engine_over(TEMPLATES)
    engine.finalize = _shown
    engine.filters.update(
        fold=fold, kept_lines=_kept_lines, around_numbers=_NUMBER.split, one_line=shown, markdown=_markdown
    )
    for module in (citation, quote_parts):
        engine.globals.update({name: value for name, value in vars(module).items() if callable(value)})
    engine.globals.update(
        language_names=language_names, source_path=source_path, tells_survival=tells_survival
    )
    return engine


def engine_over(*folders: Path) -> Environment:
    """Return a template engine over ``folders``: pages escape every value, and none may be missing."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    return Environment(
        loader=FileSystemLoader(folders),
        autoescape=select_autoescape(disabled_extensions=("txt",), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _shown(value: object) -> object:
    """A text with a mark for each character that no page may hold; finished HTML as it is."""
    return visible(value) if type(value) is str else value


def _markdown(text: str) -> str:
    """A text so that Markdown shows it as it is."""
    text = _SPECIAL.sub(r"\\\1", text)
    return _AT_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", text)


def _kept_lines(text: str) -> Markup:
    """A text for an attribute: a line break as a reference survives ``one_block``."""
    return Markup(str(escape(visible(text))).replace("\n", "&#10;"))  # noqa: S704 - escaped just before
