"""The pages without Gradio: every document in full, the list of documents, and what this is."""

from typing import Any

from markupsafe import Markup
from starlette.responses import HTMLResponse

from chatbot.languages import Words
from chatbot.rendering.citation import title_words
from chatbot.rendering.document_page import render_document
from chatbot.rendering.markup import source_path
from chatbot.rendering.templating import filled
from chatbot.web.shell import PageSpec, plain_page
from ingest.structure import ParsedDocument


def source_page(
    documents: dict[str, ParsedDocument], doc_id: str, start: str, end: str, texts: Words
) -> HTMLResponse:
    """A whole document with ``[start, end)`` marked. ``start`` and ``end`` are as the address gives them."""
    document = documents.get(doc_id)
    if document is None:
        return unknown_page(documents, texts)
    title = title_words(document.source.title, document.source.file)
    marked = _range(start, end, len(document.text))
    path = source_path("", doc_id, *(marked or ())).lstrip("/")
    spec = PageSpec(path=path, title=title, scripts=("source.js",))
    return _page(
        spec,
        texts,
        "source.html",
        document=document,
        title=title,
        marked=marked is not None,
        asked=start or end,
        body=Markup(render_document(document, texts, marked=marked)),  # noqa: S704 - it escapes what it shows
    )


def listing_page(name: str, documents: dict[str, ParsedDocument], texts: Words) -> HTMLResponse:
    """``documents``: what each document says of itself; ``about``: what this is, and what it answers from."""
    spec = PageSpec(path=name, title=texts[f"{name}_title"])
    return _page(spec, texts, f"{name}.html", documents=documents)


def unknown_page(documents: dict[str, ParsedDocument], texts: Words) -> HTMLResponse:
    """A kind 404 that leads to the documents."""
    spec = PageSpec(path="documents", title=texts.unknown_title)
    return _page(spec, texts, "unknown.html", status=404, documents=documents)


def _page(spec: PageSpec, texts: Words, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401
    return HTMLResponse(plain_page(spec, texts, filled(template, t=texts, **values)), status)


def _range(start: str, end: str, length: int) -> tuple[int, int] | None:
    if not (start.isdecimal() and end.isdecimal()) or max(len(start), len(end)) > 9:
        return None
    return (int(start), int(end)) if int(start) < int(end) <= length else None
