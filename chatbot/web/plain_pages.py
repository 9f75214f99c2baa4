"""The pages without Gradio: every document in full, the list of documents, and what this is."""

from dataclasses import dataclass

from chatbot.languages import Words
from chatbot.rendering.citation import audience_words, date_words, known, title_words
from chatbot.rendering.document_page import render_contents, render_document
from chatbot.rendering.markup import element, esc, fold, isolated, paragraph, source_path
from chatbot.web.shell import PageSpec, plain_page
from corpus.document import Source
from ingest.structure import Extent, ParsedDocument


@dataclass(frozen=True)
class Reply:
    """A page and its HTTP status."""

    html: str
    status: int = 200


def source_page(
    documents: dict[str, ParsedDocument], doc_id: str, start: str, end: str, texts: Words
) -> Reply:
    """A whole document with ``[start, end)`` marked. ``start`` and ``end`` are as the address gives them."""
    document = documents.get(doc_id)
    if document is None:
        return unknown_page(documents, texts)
    title = title_words(document.source.title, document.source.file)
    extent = _extent(start, end, len(document.text))
    if extent is not None:
        jump = element("a", esc(texts.to_mark), href="#quote", class_="action")
        note = element("span", esc(texts.source_marked)) + " " + jump
    else:
        note = element("span", esc(texts.source_bad_mark if start or end else texts.source_unmarked))
    back = element("a", esc(texts.source_back), href=f"{texts.prefix}/", class_="action back")
    facts = element("details", element("summary", esc(texts.source_about)) + _facts(document.source, texts))
    article = (
        element("h1", isolated(title), lang=document.source.language)
        + element("p", f"{note} {back}", class_="source-bar")
        + facts
        + _faults(document, texts)
        + _contents(document, texts)
        + _find(texts)
        + render_document(document, texts, extent=extent)
    )
    main = element("article", article, class_="source")
    place = (doc_id,) if extent is None else (doc_id, extent.start, extent.end)
    spec = PageSpec(path=source_path("", *place).lstrip("/"), title=title, scripts=("source.js",))
    return Reply(plain_page(spec, texts, main))


def _contents(document: ParsedDocument, texts: Words) -> str:
    headings = render_contents(document)
    summary = element("summary", esc(texts.contents))
    return element("details", summary + headings, class_="contents") if headings else ""


def _find(texts: Words) -> str:
    """A search box, shown where the browser can mark what is found."""
    return (
        f'<form class="find" role="search"><label>{esc(texts.find_label)} <input type="search"></label>'
        f'<button type="submit" class="action">{esc(texts.find_next)}</button>'
        f'<output data-none="{esc(texts.find_none)}"></output></form>'
    )


def documents_page(documents: dict[str, ParsedDocument], texts: Words) -> Reply:
    """What each document says of itself, with a link to all of it."""
    lead = paragraph(texts("documents_lead", count=len(documents)), class_="lead")
    main = element("h1", esc(texts.documents_title)) + lead + _cards(documents, texts)
    return Reply(plain_page(PageSpec(path="documents", title=texts.documents_title), texts, main))


def about_page(documents: dict[str, ParsedDocument], texts: Words) -> Reply:
    """What this is, what it is not, and which documents it answers from."""
    main = element("h1", esc(texts.about_title))
    for section in ("what", "not", "who", "privacy"):
        title, *paragraphs = texts[f"about.{section}"].splitlines()
        main += element("section", element("h2", esc(title)) + "".join(paragraph(p) for p in paragraphs))
    main += element("section", element("h2", esc(texts.documents_title)) + _links(documents, texts))
    return Reply(plain_page(PageSpec(path="about", title=texts.about_title), texts, main))


def unknown_page(documents: dict[str, ParsedDocument], texts: Words) -> Reply:
    """A kind 404 that leads to the documents."""
    main = element("h1", esc(texts.unknown_title)) + paragraph(texts.unknown_text) + _links(documents, texts)
    return Reply(plain_page(PageSpec(path="documents", title=texts.unknown_title), texts, main), status=404)


def _extent(start: str, end: str, length: int) -> Extent | None:
    if not (start.isdecimal() and end.isdecimal()) or max(len(start), len(end)) > 9:
        return None
    extent = Extent(start=int(start), end=int(end))
    return extent if extent.start < extent.end <= length else None


def _cards(documents: dict[str, ParsedDocument], texts: Words) -> str:
    cards = []
    for document in documents.values():
        source = document.source
        title = title_words(source.title, source.file)
        label = f"{texts.read_whole}: {title}"
        link = element(
            "a",
            esc(texts.read_whole),
            href=source_path(texts.prefix, source.doc_id),
            class_="action",
            aria_label=label,
        )
        heading = element("h2", isolated(title), lang=source.language)
        cards.append(
            element("li", heading + _facts(source, texts) + _faults(document, texts) + element("p", link))
        )
    return element("ul", "".join(cards), class_="cards")


def _links(documents: dict[str, ParsedDocument], texts: Words) -> str:
    links = (
        element("a", esc(title_words(d.source.title, d.source.file)), href=source_path(texts.prefix, key))
        for key, d in documents.items()
    )
    return element("ul", "".join(f"<li>{link}</li>" for link in links))


def _facts(source: Source, texts: Words) -> str:
    dates = "; ".join(f"{date_words(stated.date, texts)} ({stated.meaning})" for stated in source.dates)
    facts = (
        (texts.fact_publisher, known(source.publisher)),
        (texts.fact_authors, ", ".join(source.authors)),
        (texts.fact_dates, dates),
        (texts.fact_audience, audience_words(source.audience, texts)),
        (texts.fact_kind, known(source.kind)),
        (texts.fact_rights, known(source.rights)),
        (texts.fact_file, source.file),
    )
    rows = (element("dt", esc(name)) + element("dd", esc(said or texts.not_stated)) for name, said in facts)
    return element("dl", "".join(rows), class_="facts")


def _faults(document: ParsedDocument, texts: Words) -> str:
    faults = document.faults
    if not faults:
        return ""
    label = texts("faults", count=len(faults))
    items = []
    for fault in faults:
        words = fold(document.text[fault.start : fault.end])
        words = words if len(words) <= 90 else f"{words[:80]}…"
        place = source_path(texts.prefix, document.source.doc_id, fault.start, fault.end)
        kind = texts[f"fault_kinds.{fault.kind.value}"]
        link = element("a", f"“{esc(words)}”", href=place, lang=document.source.language)
        items.append(f"<li>{esc(kind)}: {link}</li>")
    return element("details", element("summary", esc(label)) + f"<ul>{''.join(items)}</ul>", class_="faults")
