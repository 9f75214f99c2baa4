"""Lists: where they end, and the sentence that leads into them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ingest.blocks.block_draft import PROSE, BlockDraft
from ingest.languages import compiled
from ingest.structure import BlockKind
from ingest.text.headings import HeadingCase, ends_like_prose, heading_case
from ingest.text.lines import Line, next_filled, read_marker
from ingest.text.marks import CUT_AT_END
from ingest.text.sentence_faults import announces_evidence, announces_lost_list, breaks_off
from ingest.text.sentences import split_sentences

LONGEST_ITEM = 160
"""A line longer than this is no item of a list that lost its bullets."""

SHORT_LIST = 700
"""A list of up to this many characters, lead-in included, is also quoted whole."""

ITEMS = frozenset({BlockKind.LIST_ITEM, BlockKind.DEFINITION})
_CAN_LEAD = frozenset({BlockKind.PARAGRAPH, BlockKind.DEFINITION})
_PROSE_GOES_ON = r"(?<=[a-z)])\s+(?=[A-Z])(?=(?i:<prose>)\b)"
_LONGEST_PHRASE = 300
_LEADS_ON = r"(?:[,;]|\b<leads_on>)$"
_PAGE_PROSE = PROSE - {BlockKind.COMMENT, BlockKind.REPLY, BlockKind.EDITOR_NOTE}
_COUNT = r"(?i)\b<count>\b"
_pattern = partial(compiled, table="lists")


@dataclass(frozen=True, kw_only=True, slots=True)
class ListParts:
    """One list: its items' positions among the blocks, its lead-in's if it has one, its extent."""

    items: tuple[int, ...]
    lead_in: int | None
    start: int
    end: int
    whole: bool


def unmarked_items(lines: Sequence[Line], index: int, *, is_other: Callable[[int], bool]) -> list[int]:
    """Return the lines from ``index`` on that are items of a list without bullets, fewer than two being none.

    Items are phrases on lines of their own, with or without blank lines between them. The last one may
    end with a full stop where the one before leads on to it (``…, and``). A last line in Title Case above
    prose is the next heading, and so is a single word that the prose takes up. ``is_other`` tells of
    lines that belong to something else.
    """
    places: list[int] = []
    at = index
    while at < len(lines):
        line = lines[at].text
        goes_on = bool(places) and _pattern(_LEADS_ON).search(lines[places[-1]].text) is not None
        if len(line) > LONGEST_ITEM or read_marker(line) or is_other(at):
            break
        if ends_like_prose(line) and not (goes_on and line.endswith(".")):
            break
        places.append(at)
        if ends_like_prose(line):
            return places
        at = next_filled(lines, at)
    while at < len(lines) and len(places) > 1 and _heads_prose(lines, places, at):
        at = places.pop()
    return places if len(places) > 1 else []


def _heads_prose(lines: Sequence[Line], places: Sequence[int], below: int) -> bool:
    """Tell whether the last of some lines is the heading of what stands at ``below``, not an item."""
    cases = [heading_case(lines[place].text) for place in places]
    if cases[-1] is HeadingCase.TITLE:
        return any(case is not HeadingCase.TITLE for case in cases)
    return (
        cases[-1] is HeadingCase.SINGLE and lines[places[-1]].text.casefold() in lines[below].text.casefold()
    )


def split_list_ends(text: str, drafts: Sequence[BlockDraft]) -> list[BlockDraft]:
    """Cut off prose that goes on in the line of a list's last item (``- Risk of relapse In general, …``).

    Only where the items before it are phrases without a full stop, and the last one turns into
    sentences after a lower-case word.
    """
    result: list[BlockDraft] = []
    for index, draft in enumerate(drafts):
        result.append(draft)
        last = index + 1 == len(drafts) or drafts[index + 1].list_id != draft.list_id
        if draft.kind is not BlockKind.LIST_ITEM or not last or index == 0:
            continue
        above = drafts[index - 1]
        if above.list_id != draft.list_id or _closes(text, above) or not _closes(text, draft):
            continue
        reach = min(draft.end, draft.body + _LONGEST_PHRASE)
        turn = _pattern(_PROSE_GOES_ON).search(text, draft.body, reach)
        if turn:
            start = turn.end()
            result.append(replace(draft, kind=BlockKind.PARAGRAPH, start=start, body=start, list_id=None))
            draft.end = turn.start()
    return result


def _closes(text: str, draft: BlockDraft) -> bool:
    return text[draft.end - 1] in ".!?"


def split_lead_ins(text: str, drafts: Sequence[BlockDraft]) -> list[BlockDraft]:
    """Give every sentence that announces a list, present or lost, a block of its own."""
    result: list[BlockDraft] = []
    for index, draft in enumerate(drafts):
        result.append(draft)
        if draft.kind not in _CAN_LEAD or draft.reference is not None:
            continue
        following = drafts[index + 1] if index + 1 < len(drafts) else None
        tail = text[max(draft.start, draft.end - 12) : draft.end].rstrip("[ ")
        opens_list = following is not None and following.kind in ITEMS and following.list_id is not None
        # One sentence may count what the list under it holds (``three pieces of advice``), …
        short = draft.end - draft.start <= 200
        counts = opens_list and short and _pattern(_COUNT).search(text, draft.start, draft.end)
        # … a paragraph's last one may go on in the items (``… is treated with``).
        free = opens_list and draft.list_id is None
        if not (tail.endswith(":") or counts or (free and breaks_off(text[draft.body : draft.end]))):
            continue
        if not (sentences := split_sentences(text, draft.body, draft.end)):
            continue
        lead = sentences[-1]
        before = sentences[-2] if len(sentences) > 1 and not tail.endswith(":") else None
        if before and _pattern(_COUNT).search(text, before.start, lead.start):
            lead = before
        words = text[lead.start : sentences[-1].end]
        if opens_list or announces_lost_list(words) or announces_evidence(words) or is_cut(text, draft.end):
            if lead is not sentences[0] and draft.kind is BlockKind.PARAGRAPH:
                result.append(replace(draft, kind=BlockKind.LEAD_IN, start=lead.start, body=lead.start))
                draft.end = sentences[sentences.index(lead) - 1].tail
            else:
                draft.kind = BlockKind.LEAD_IN
            if free and following is not None:
                result[-1].list_id = following.list_id
    return result


def is_cut(text: str, end: int) -> bool:
    """Tell whether a stretch that ends at ``end`` ends in the bracket of a lost mark."""
    return bool(CUT_AT_END.search(text, max(0, end - 12), end))


def is_followed(text: str, draft: BlockDraft, following: BlockDraft | None) -> bool:
    """Tell whether what a sentence announces follows it as paragraphs or as marked headings.

    In a copy without blank lines nobody can tell such paragraphs from the prose after a lost list.
    """
    if following is None or is_cut(text, draft.end):
        return False
    if following.kind is BlockKind.HEADING:
        return text.startswith("#", following.start) and len(following.section) > len(draft.section)
    apart = text.count("\n", draft.end, following.start) > 1
    return apart and following.kind in _PAGE_PROSE and following.section == draft.section


def relate_lists(drafts: Sequence[BlockDraft]) -> dict[int, ListParts]:
    """Return the parts of every list by ``list_id``."""
    items: dict[int, list[int]] = {}
    for index, draft in enumerate(drafts):
        if draft.list_id is not None and draft.kind in ITEMS:
            items.setdefault(draft.list_id, []).append(index)
    lists: dict[int, ListParts] = {}
    for list_id, places in items.items():
        first, last = places[0], places[-1]
        led = drafts[first].inner or (
            first > 0 and drafts[first - 1].kind is BlockKind.LEAD_IN and drafts[first - 1].list_id == list_id
        )
        lead: int | None = first - 1 if led else None
        start = drafts[first if lead is None or drafts[first].inner else lead].body
        end = drafts[last].end
        together = len(places) > 1 and last - first + 1 == len(places)
        phrases = all(drafts[place].end - drafts[place].body <= 120 for place in places)
        whole = together and end - start <= SHORT_LIST and (lead is not None or phrases)
        headed = first > 0 and drafts[first - 1].kind is BlockKind.HEADING
        if lead is None and headed and whole:
            lead = first - 1
        lists[list_id] = ListParts(items=tuple(places), lead_in=lead, start=start, end=end, whole=whole)
    return lists
