"""Documents to structure: the one way in."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.document import UNKNOWN, Corpus, Document
from ingest.blocks.block_draft import BlockDraft
from ingest.blocks.layout import Layout
from ingest.blocks.lists import split_lead_ins, split_list_ends
from ingest.blocks.sections import assign_sections
from ingest.blocks.voices import assign_dates, assign_voices, take_thread, thread_start, usual_voice
from ingest.links.corrections import phone_conflicts
from ingest.links.glossary import find_terms
from ingest.links.lost_lists import restate
from ingest.links.references import read_references
from ingest.spans.passages import make_passages
from ingest.spans.span_maker import SpanMaker
from ingest.spans.span_parts import MarkResolver
from ingest.structure import Block, BlockKind, Fault, FaultKind, ParsedDocument, Span, Voice
from ingest.text.furniture import is_placeholder
from ingest.text.language import document_language
from ingest.text.lines import split_lines
from ingest.text.marks import find_marks

Told = Callable[[int], None]
"""Is told how many characters are read; the number never falls."""


def parse_document(document: Document, *, progress: Told = lambda _: None) -> ParsedDocument:
    """Parse one document: blocks that cover it, passages with quotable spans, references, faults.

    Every offset counts code points of ``document.text``. Any text parses; nothing is normalised.
    """
    text = document.text
    source = replace(document.source, language=document_language(text, document.source.language))
    drafts = _drafts(document)
    references = read_references(text, drafts)
    marks = MarkResolver(text, find_marks(text), frozenset(reference.number for reference in references))
    conflicts = phone_conflicts(text, source.doc_id)
    spans = [
        replace(span, faults=(*span.faults, *(one for one in conflicts if _lies_in(span, one))))
        for span in SpanMaker(text, source.doc_id, drafts, marks).make(progress)
    ]
    faults = {*conflicts, *_block_faults(drafts, text), *(fault for span in spans for fault in span.faults)}
    return ParsedDocument(
        source=source,
        text=text,
        blocks=tuple(_cover(drafts, len(text), usual_voice(source))),
        passages=tuple(make_passages(source, text, drafts, spans)),
        references=tuple(references),
        faults=tuple(sorted(faults, key=lambda fault: (fault.start, fault.end, fault.kind, fault.reason))),
        glossary=tuple(find_terms(source.doc_id, spans)),
        pages=document.pages,
    )


def parse_corpus(corpus: Corpus, *, progress: Told = lambda _: None) -> tuple[ParsedDocument, ...]:
    """Parse every document and link lost lists to the places in the corpus that restate them.

    ``progress`` counts through all of them.
    """
    parsed, before = [], 0

    def told(read: int) -> None:
        progress(before + read)

    for document in corpus.documents:
        parsed.append(parse_document(document, progress=told))
        before += len(document.text)
        progress(before)
    return restate(parsed)


def _drafts(document: Document) -> list[BlockDraft]:
    text, source = document.text, document.source
    lines = split_lines(text)
    interview = "interview" in source.kind.casefold()
    thread = thread_start(lines, source.kind)
    drafts = Layout(text, lines[:thread], title=source.title, questions=interview).read()
    drafts = split_lead_ins(text, split_list_ends(text, drafts))
    if thread is not None:
        drafts.extend(take_thread(text, lines[thread:]))
    assign_sections(text, drafts)
    assign_voices(text, drafts, source)
    assign_dates(text, drafts, source)
    return drafts


def _cover(drafts: Sequence[BlockDraft], length: int, voice: Voice) -> Iterator[Block]:
    """Yield the blocks with blank ones between them, so that every character is in exactly one."""
    at = 0
    for draft in drafts:
        block = Block(
            kind=draft.kind,
            start=draft.start,
            end=draft.end,
            section=draft.section,
            voice=draft.voice or voice,
            date=draft.date or UNKNOWN,
            list_id=draft.list_id,
            table_id=draft.table_id,
            thread_id=draft.thread_id,
        )
        if draft.start > at:
            blank = replace(block, kind=BlockKind.BLANK, start=at, end=draft.start)
            yield replace(blank, list_id=None, table_id=None, thread_id=None)
        yield block
        at = draft.end
    if at < length:
        yield Block(kind=BlockKind.BLANK, start=at, end=length, section=(), voice=voice, date=UNKNOWN)


def _lies_in(span: Span, fault: Fault) -> bool:
    return span.start <= fault.start and fault.end <= span.end


def _block_faults(drafts: Iterable[BlockDraft], text: str) -> Iterator[Fault]:
    for draft in drafts:
        if draft.kind is BlockKind.PLACEHOLDER:
            kind, reason = FaultKind.PLACEHOLDER, "a template's placeholder stands where a title should be"
            if not is_placeholder(text[draft.start : draft.end]):
                kind = FaultKind.SENTENCE_CUT
                reason = "columns stand beside each other, so that their sentences are mixed up"
            yield Fault(kind, draft.start, draft.end, reason)
