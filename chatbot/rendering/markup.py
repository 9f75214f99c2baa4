"""Small pure functions for texts and addresses on a page; the templates escape every value."""

import re
from urllib.parse import quote as percent

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPACE = re.compile(r"\s+")


def visible(text: str) -> str:
    """``text`` with U+FFFD for each character that no page may hold."""
    return _CONTROL.sub("\ufffd", text)


def one_block(markup: str) -> str:
    """``markup`` without line breaks: Gradio's Markdown then takes it as one piece of raw HTML."""
    return _SPACE.sub(" ", markup)


def source_path(prefix: str, doc_id: str, start: int | None = None, end: int | None = None) -> str:
    """The address of a document, at a range of code points if one is given."""
    address = f"{prefix}/source/{percent(doc_id, safe='')}"
    return address if start is None or end is None else f"{address}?start={start}&end={end}#quote"
