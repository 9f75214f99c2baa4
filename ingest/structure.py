"""What a parsed document is made of: blocks, spans, passages, references, faults, glossary terms.

All offsets are half-open ranges of Unicode code points in the document's text.
"""

from dataclasses import dataclass
from enum import StrEnum

from corpus.document import Source


class Voice(StrEnum):
    """Who speaks."""

    PUBLISHER = "publisher"
    CLINICIAN = "clinician"
    STAFF = "staff"
    EDITOR = "editor"
    ADVOCATE = "advocate"
    VISITOR = "visitor"


class BlockKind(StrEnum):
    """What a stretch of a document is. Every character belongs to exactly one block."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LEAD_IN = "lead_in"
    LIST_ITEM = "list_item"
    DEFINITION = "definition"
    COMMENT = "comment"
    REPLY = "reply"
    EDITOR_NOTE = "editor_note"
    TABLE_HEADER = "table_header"
    TABLE_ROW = "table_row"
    TABLE_FOOTNOTE = "table_footnote"
    REFERENCE = "reference"
    PLACEHOLDER = "placeholder"
    FURNITURE = "furniture"
    BLANK = "blank"


class FaultKind(StrEnum):
    """What is broken in the copy of the document that we hold."""

    LIST_LOST = "list_lost"
    EVIDENCE_LOST = "evidence_lost"
    MARK_CUT = "mark_cut"
    SENTENCE_CUT = "sentence_cut"
    PLACEHOLDER = "placeholder"
    LINK_LOST = "link_lost"
    PHONE_CONFLICT = "phone_conflict"
    REFERENCE_MISSING = "reference_missing"
    GARBLED = "garbled"


class ContextRole(StrEnum):
    """Why a span needs another one beside it."""

    LEANS_ON = "leans_on"
    LEAD_IN = "lead_in"
    LIST = "list"
    HEADER = "header"
    CAPTION = "caption"
    CORRECTION = "correction"


@dataclass(frozen=True, kw_only=True)
class Context:
    """A range that must accompany a span, and why.

    ``leans_on``: the sentence(s) before it that its pronoun or connective refers to.
    ``lead_in``: the sentence that introduces the list it is an item of; ``list``: that whole
    list, lead-in included. ``header``, ``caption``: those of the table it is a row of.
    ``correction``: the editor's note that withdraws or corrects it.
    """

    role: ContextRole
    start: int
    end: int


@dataclass(frozen=True)
class Fault:
    """Something lost or contradictory at ``[start, end)``, with a reason for people to read.

    ``restated_at`` are places (doc_id, start, end) where the lost content stands elsewhere.
    """

    kind: FaultKind
    start: int
    end: int
    reason: str
    restated_at: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Block:
    """One structural piece of a document. Blocks are in order, adjoin, and cover the text."""

    kind: BlockKind
    start: int
    end: int
    section: tuple[str, ...]
    voice: Voice
    date: str
    list_id: int | None = None
    table_id: int | None = None
    thread_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Reference:
    """One numbered entry of a document's reference list. Empty strings where it gives nothing."""

    number: int
    start: int
    end: int
    text: str
    doi: str
    pmid: str
    pmcid: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Span:
    """The smallest piece that may be quoted: a sentence, a list item or whole list, a table row.

    ``text == document.text[start:end]`` exactly. ``search_text`` is what the indexes see: the
    span with white space folded, and for a row its header, for an item its lead-in. ``quotable``
    is False for what is kept only so that a question can be recognised as unanswerable
    (a lead-in whose list is lost, a visitor's comment, a reference title, a placeholder).
    ``references`` are the numbers of its marks that resolve; a mark that does not is a fault.
    """

    doc_id: str
    start: int
    end: int
    text: str
    search_text: str
    kind: BlockKind
    voice: Voice
    section: tuple[str, ...]
    date: str
    quotable: bool
    references: tuple[int, ...] = ()
    context: tuple[Context, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A coherent stretch (paragraph, reply, list with lead-in, table) with its spans.

    ``search_text`` is the folded text under its section headings. ``spans`` are in order and
    lie inside ``[start, end)``; a whole list is a span beside the spans of its items.
    """

    source: Source
    start: int
    end: int
    text: str
    search_text: str
    kind: BlockKind
    voice: Voice
    section: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True)
class GlossaryTerm:
    """A term or abbreviation with the span of the document that defines it.

    ``term`` is what readers meet (``"AGM"``); ``expansion`` the words the document gives for
    an abbreviation, or "" for a definition in prose.
    """

    term: str
    expansion: str
    doc_id: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class ParsedDocument:
    """Everything ingestion understood of one document."""

    source: Source
    text: str
    blocks: tuple[Block, ...]
    passages: tuple[Passage, ...]
    references: tuple[Reference, ...]
    faults: tuple[Fault, ...]
    glossary: tuple[GlossaryTerm, ...]
    pages: tuple[int, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """The spans of all passages, in order."""
        return tuple(span for passage in self.passages for span in passage.spans)
