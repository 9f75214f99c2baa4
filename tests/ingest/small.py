"""A parsed document made by hand, small enough to count on one's fingers."""

from __future__ import annotations

from corpus.document import Source
from ingest.structure import (
    Block,
    BlockKind,
    Context,
    ContextRole,
    Fault,
    FaultKind,
    GlossaryTerm,
    ParsedDocument,
    Passage,
    Span,
    Voice,
)

TEXT = "Key Facts\n\nLMS is rare.[9] It <grows>.\nSigns are:\n- pain\n- none\n\nMy aunt had it.\n"

SOURCE = Source(
    doc_id="s",
    file="small.txt",
    title="<Small>",
    publisher="unknown",
    authors=("A. & B.",),
    dates=(),
    date="unknown",
    audience="patients",
    kind="digest",
    language="en",
    rights="unknown",
    url="unknown",
    sha256="0" * 64,
    original="small.txt",
)


def place(words: str) -> tuple[int, int]:
    """Return the range of the first place where ``words`` stand."""
    start = TEXT.index(words)
    return start, start + len(words)


def block(
    kind: BlockKind, words: str, voice: Voice = Voice.PUBLISHER, *, list_id: int | None = None
) -> Block:
    """Return the block of these words."""
    start, end = place(words)
    section = ("Key Facts",) if start else ()
    return Block(
        kind=kind, start=start, end=end, section=section, voice=voice, date="unknown", list_id=list_id
    )


def span(
    words: str, kind: BlockKind, voice: Voice = Voice.PUBLISHER, *, quotable: bool = True, leaning: str = ""
) -> Span:
    """Return the span of these words."""
    start, end = place(words)
    return Span(
        doc_id="s",
        start=start,
        end=end,
        text=words,
        search_text=words,
        kind=kind,
        voice=voice,
        section=("Key Facts",),
        date="unknown",
        quotable=quotable,
        context=(Context(role=ContextRole.LEANS_ON, start=place(leaning)[0], end=place(leaning)[1]),)
        if leaning
        else (),
    )


def passage(*spans: Span) -> Passage:
    """Return the passage around these spans."""
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    return Passage(
        source=SOURCE,
        start=start,
        end=end,
        text=TEXT[start:end],
        search_text=TEXT[start:end],
        kind=spans[0].kind,
        voice=spans[0].voice,
        section=("Key Facts",),
        spans=spans,
    )


FAULTS = (
    Fault(
        kind=FaultKind.LIST_LOST,
        start=place("Signs are:")[0],
        end=place("Signs are:")[1],
        reason="announces a list & has <none>",
        restated_at=(("000", 5, 9),),
    ),
    Fault(
        kind=FaultKind.REFERENCE_MISSING, start=place("[9]")[0], end=place("[9]")[1], reason="no reference 9"
    ),
)

SMALL = ParsedDocument(
    source=SOURCE,
    text=TEXT,
    blocks=(
        block(BlockKind.HEADING, "Key Facts\n"),
        Block(
            kind=BlockKind.BLANK,
            start=10,
            end=11,
            section=("Key Facts",),
            voice=Voice.PUBLISHER,
            date="unknown",
        ),
        block(BlockKind.PARAGRAPH, "LMS is rare.[9] It <grows>.\n"),
        block(BlockKind.LEAD_IN, "Signs are:\n", list_id=1),
        block(BlockKind.LIST_ITEM, "- pain\n", list_id=1),
        block(BlockKind.LIST_ITEM, "- none\n\n", list_id=1),
        block(BlockKind.COMMENT, "My aunt had it.\n", Voice.VISITOR),
    ),
    passages=(
        passage(span("LMS is rare.[9]", BlockKind.PARAGRAPH), span("It <grows>.", BlockKind.PARAGRAPH)),
        passage(
            span("Signs are:\n- pain\n- none", BlockKind.LIST_ITEM),
            span("Signs are:", BlockKind.LEAD_IN, quotable=False),
            span("pain", BlockKind.LIST_ITEM, leaning="Signs are:"),
            span("none", BlockKind.LIST_ITEM),
        ),
        passage(span("My aunt had it.", BlockKind.COMMENT, Voice.VISITOR, quotable=False)),
    ),
    references=(),
    faults=FAULTS,
    glossary=(
        GlossaryTerm(
            term="LMS", expansion="leiomyosarcoma", doc_id="s", start=place("LMS")[0], end=place("rare.")[1]
        ),
    ),
)
