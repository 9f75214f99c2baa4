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
from ingest.structure import Extent, ParsedDocument


def source_page(
    documents: dict[str, ParsedDocument], doc_id: str, start: str, end: str, texts: Words
) -> HTMLResponse:
    """A whole document with ``[start, end)`` marked. ``start`` and ``end`` are as the address gives them."""
    document = documents.get(doc_id)
    if document is None:
        return unknown_page(documents, texts)
    title = title_words(document.source.title, document.source.file)
    extent = _extent(start, end, len(document.text))
    place = (doc_id,) if extent is None else (doc_id, extent.start, extent.end)
    spec = PageSpec(path=source_path("", *place).lstrip("/"), title=title, scripts=("source.js",))
    return _page(
        spec,
        texts,
        "source.html",
        document=document,
        title=title,
        marked=extent is not None,
        asked=start or end,
        body=Markup(render_document(document, texts, extent=extent)),  # noqa: S704 - it escapes what it shows
    )


def documents_page(documents: dict[str, ParsedDocument], texts: Words) -> HTMLResponse:
    """What each document says of itself, with a link to all of it."""
    spec = PageSpec(path="documents", title=texts.documents_title)
    return _page(spec, texts, "documents.html", documents=documents)


def about_page(documents: dict[str, ParsedDocument], texts: Words) -> HTMLResponse:
    """What this is, what it is not, and which documents it answers from."""
    return _page(PageSpec(path="about", title=texts.about_title), texts, "about.html", documents=documents)


def unknown_page(documents: dict[str, ParsedDocument], texts: Words) -> HTMLResponse:
    """A kind 404 that leads to the documents."""
    spec = PageSpec(path="documents", title=texts.unknown_title)
    return _page(spec, texts, "unknown.html", status=404, documents=documents)


def _page(spec: PageSpec, texts: Words, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401
    return HTMLResponse(plain_page(spec, texts, filled(template, t=texts, **values)), status)


def _extent(start: str, end: str, length: int) -> Extent | None:
    if not (start.isdecimal() and end.isdecimal()) or max(len(start), len(end)) > 9:
        return None
    extent = Extent(start=int(start), end=int(end))
    return extent if extent.start < extent.end <= length else None
