"""Blocks while they are being made out."""

from dataclasses import dataclass

from ingest.structure import BlockKind, Voice


@dataclass(slots=True, kw_only=True)
class BlockDraft:
    """A block under construction: ``[start, end)`` of the document, its words from ``body`` on.

    ``body`` is after a list marker or ``#`` signs; else it equals ``start``. ``level`` ranks headings
    (0: the title of a part, 1: highest). ``list_id``, ``table_id`` and ``thread_id`` are equal in the blocks
    of one list, table or exchange. ``section`` holds the headings above, outermost first. ``voice`` None
    means the document's usual voice, ``date`` None its usual date. ``reference`` is the number of an entry in
    the list of references. ``inner``: it opens a list that is set in under the item before it.
    """

    kind: BlockKind
    start: int
    end: int
    body: int
    level: int = 0
    list_id: int | None = None
    table_id: int | None = None
    thread_id: int | None = None
    section: tuple[str, ...] = ()
    voice: Voice | None = None
    date: str | None = None
    reference: int | None = None
    inner: bool = False


PROSE = frozenset(map(BlockKind, "paragraph lead_in list_item definition comment reply editor_note".split()))
"""Kinds of block that are read sentence by sentence."""
