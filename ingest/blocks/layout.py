"""Lines to blocks: titles, headings, paragraphs, lists, tables, reference lists, furniture."""

import re
from collections.abc import Callable
from itertools import pairwise

from ingest.blocks.block_draft import BlockDraft
from ingest.blocks.entries import is_running_list, reads_as_reference_heading, take_entries, take_running_list
from ingest.blocks.lists import unmarked_items
from ingest.blocks.tables import aligned, is_prose_beside_prose, opens_table, take_table
from ingest.structure import BlockKind, Voice
from ingest.text.furniture import is_byline, is_call, is_furniture, is_placeholder
from ingest.text.headings import (
    ITEM_HEADING,
    UNMARKED,
    UNRANKED,
    HeadingCase,
    ends_like_prose,
    hashes,
    heading_case,
    is_mid_sentence,
    is_question,
    is_question_heading,
    looks_like_heading,
)
from ingest.text.lines import Line, Marker, continues, next_filled, read_marker
from ingest.text.sentence_faults import announces_lost_list, breaks_off

LIST_REACH = 12
"""Within so many lines the second item of a numbered list follows the first."""
QUESTIONS = 3
"""So many lines that ask and stand above their answers make a document one of questions and answers."""
_ASIDE = re.compile(r"(?P<dash>[-–—])\s.{2,80}?\s(?P=dash)\s+[a-z]")
_DEFINITION = re.compile(r"definition:\s", re.IGNORECASE)


def wrap_width(lines: list[Line]) -> int:
    """Return how wide the lines of a hard-wrapped text are, 0 for a text whose lines are paragraphs.

    Hard-wrapped: three lines or more break off and the next goes on in lower case.
    """
    broken = [
        len(above.text)
        for above, below in pairwise(lines)
        if 30 <= len(above.text) <= 200
        and below.text[:1].islower()
        and "|" not in above.text + below.text
        and not ends_like_prose(above.text)
        and read_marker(below.text) is None
    ]
    return max(broken) if len(broken) >= 3 else 0


def question_headings(lines: list[Line]) -> frozenset[int]:
    """Return the places of the lines that open a paragraph, ask, and have no other question below.

    None where they are fewer than ``QUESTIONS``.
    """
    asking = {
        place for place, line in enumerate(lines) if is_question(line.text) and read_marker(line.text) is None
    }
    found = {
        place
        for place in asking
        if not (place and lines[place - 1].text)
        and next_filled(lines, place) < len(lines)
        and next_filled(lines, place) not in asking
    }
    return frozenset(found) if len(found) >= QUESTIONS else frozenset()


class Layout:
    """Reads the lines of one document, or its part before a comment thread, from top to bottom.

    ``questions`` tells whether single questions are headings, as in an interview. After ``read``,
    ``drafts`` are the blocks in order, without the blank ones between them.
    """

    def __init__(self, text: str, lines: list[Line], *, title: str, questions: bool) -> None:
        self.text = text
        self.lines = lines
        self.title = title.casefold().strip()
        self.questions = questions
        filled = sum(1 for line in lines if line.text)
        self.blank_separated = 10 * (len(lines) - filled) >= filled
        self.wrap_width = wrap_width(lines)
        self.marked = any(hashes(line.text) for line in lines)
        self.answered = question_headings(lines)
        self.drafts: list[BlockDraft] = []
        self.tables = 0
        self.lists = 0
        self.open: dict[str, tuple[Marker, int]] = {}

    def read(self) -> list[BlockDraft]:
        """Return the blocks of all lines."""
        takers: tuple[Callable[[int], int], ...] = (
            self._take_table,
            self._take_mark,
            self._take_references,
            self._take_columns,
            self._take_unmarked_items,
            self._take_heading,
            self._take_item,
            self._take_paragraph,
        )
        index = 0
        while index < len(self.lines):
            ends = (take(index) for take in takers if self.lines[index].text)
            index = next((end for end in ends if end > index), index + 1)
        return self.drafts

    def _add(self, kind: BlockKind, first: int, last: int, *, width: int = 0, level: int = 0) -> BlockDraft:
        start, end = self.lines[first].start, self.lines[last].end
        draft = BlockDraft(kind=kind, start=start, end=end, body=min(start + width, end), level=level)
        self.drafts.append(draft)
        return draft

    def _above(self, index: int) -> str:
        return self.lines[index - 1].text if index else ""

    def _follows_directly(self, index: int) -> bool:
        return index + 1 < len(self.lines) and bool(self.lines[index + 1].text)

    def _take_table(self, index: int) -> int:
        if opens_table(self.lines, index):
            self.tables += 1
            drafts, index = take_table(self.lines, index, self.tables)
            self.drafts.extend(drafts)
        return index

    def _take_columns(self, index: int) -> int:
        """Take lines in columns: a row each, or, where they are prose, as something that cannot be read."""
        end = aligned(self.lines, index)
        mixed = is_prose_beside_prose(self.lines[index:end])
        for place in range(index, end):
            self._add(BlockKind.PLACEHOLDER if mixed else BlockKind.PARAGRAPH, place, place)
        return end

    def _take_mark(self, index: int) -> int:
        line = self.lines[index].text
        if is_placeholder(line):
            self._add(BlockKind.PLACEHOLDER, index, index)
        elif is_furniture(line) and not read_marker(line):
            self._add(BlockKind.FURNITURE, index, index)
        elif self._is_promotion(index):
            self._add(BlockKind.FURNITURE, index, index)
            self._add(BlockKind.PARAGRAPH, index + 1, index + 1).voice = Voice.PUBLISHER
            return index + 2
        elif is_byline(line):
            self._add(BlockKind.PARAGRAPH, index, index)
        else:
            return index
        return index + 1

    def _is_promotion(self, index: int) -> bool:
        """A heading-like line directly above one that ends in a promotional link, alone together."""
        return (
            self._follows_directly(index)
            and not self._above(index)
            and not self._follows_directly(index + 1)
            and heading_case(self.lines[index].text) is HeadingCase.TITLE
            and is_call(self.lines[index + 1].text)
        )

    def _take_references(self, index: int) -> int:
        if is_running_list(self.lines[index].text):
            self.drafts.extend(take_running_list(self.text, self.lines[index]))
            return index + 1
        if self.drafts and reads_as_reference_heading(self.text, self.drafts[-1]):
            drafts, index = take_entries(self.lines, index)
            self.drafts.extend(drafts)
        return index

    def _take_heading(self, index: int) -> int:
        level = self._heading_level(index)
        if level < 0:
            return index
        marked = hashes(self.lines[index].text)
        kind = BlockKind.TITLE if level == 0 else BlockKind.HEADING
        self._add(kind, index, index, width=marked[1] if marked else 0, level=level)
        self.open = {}
        return index + 1

    def _heading_level(self, index: int) -> int:
        """Return 0 for a title, 1 to ``UNRANKED`` for a heading, -1 for no heading."""
        line = self.lines[index].text
        marked = hashes(line)
        if marked:
            return 0 if marked[0] == 1 and not self.drafts else min(marked[0], 6)
        if read_marker(line) is not None:
            return -1
        following = next_filled(self.lines, index)
        below = self.lines[following].text if following < len(self.lines) else ""
        if line.casefold() == self.title or self._is_part_title(index):
            return 0
        alone = not self._above(index) and not self._follows_directly(index)
        asked = self.questions and alone and is_question_heading(line, after=below)
        if asked or index in self.answered:
            return 1 if asked else UNMARKED if self.marked else 2
        case = heading_case(line)
        under = self._under_item(index) or is_byline(self._above(index))
        ended = not self.wrap_width or (case is HeadingCase.TITLE and under)
        above = "" if ended else self._above(index)
        if not looks_like_heading(line, before=above, after=below):
            return -1
        ranks = {HeadingCase.TITLE: 1, HeadingCase.SENTENCE: 2, HeadingCase.SINGLE: UNRANKED, None: -1}
        return UNMARKED if self.marked else ranks[case]

    def _under_item(self, index: int) -> bool:
        """Tell whether the line above ends a list item, which may have no full stop."""
        last = self.drafts[-1] if self.drafts else None
        ends = bool(last and last.list_id and index and last.end == self.lines[index - 1].end)
        return ends or read_marker(self._above(index)) is not None

    def _is_part_title(self, index: int) -> bool:
        """A short line after a blank one, directly above a byline: the title of a text in the document."""
        line = self.lines[index].text
        return (
            not self._above(index)
            and len(line) <= 100
            and self._follows_directly(index)
            and is_byline(self.lines[index + 1].text)
            and not is_byline(line)
        )

    def _take_item(self, index: int) -> int:
        line = self.lines[index].text
        marker = read_marker(line)
        if marker is None or not self._continues(marker):
            return index
        above = self.drafts[-1] if self.drafts else None
        list_id = self._list_of(marker)
        inner = list_id == self.lists + 1 and above is not None and self._is_inner(index, above)
        self.lists = max(self.lists, list_id)
        self.open[marker.style] = marker, list_id
        last = index
        alone = marker.width >= len(line)  # above its text
        if alone:
            if not self._follows_directly(index) or read_marker(self.lines[index + 1].text):
                self._add(BlockKind.FURNITURE, index, index)
                return index + 1
            last = index + 1
        first_words = self.lines[last].text if last > index else line[marker.width :]
        if marker.rank and self._is_item_heading(last, first_words):
            draft = self._add(BlockKind.HEADING, index, last, width=marker.width, level=ITEM_HEADING)
        else:
            last = self._extend_item(last, marker)
            kind = BlockKind.DEFINITION if _DEFINITION.match(first_words) else BlockKind.LIST_ITEM
            width = self.lines[last].start - self.lines[index].start if alone else marker.width
            draft = self._add(kind, index, last, width=width)
        draft.list_id, draft.inner = list_id, inner
        return last + 1

    def _take_unmarked_items(self, index: int) -> int:
        """Take the short lines under a sentence that announces them: a list that lost its bullets."""
        lead = self.drafts[-1] if self.drafts else None
        if lead is None or lead.kind is not BlockKind.PARAGRAPH or self.text[lead.end - 1] != ":":
            return index
        if not announces_lost_list(self.text[lead.start : lead.end]):
            return index
        if not (places := unmarked_items(self.lines, index, is_other=self._is_mark)):
            return index
        self.lists += 1
        for place in places:
            self._add(BlockKind.LIST_ITEM, place, place).list_id = self.lists
        self.open = {}
        return places[-1] + 1

    def _continues(self, marker: Marker) -> bool:
        return continues(marker, self.open.get(marker.style, (None,))[0])

    def _list_of(self, marker: Marker) -> int:
        """Return the list that an item belongs to, an open one of its style or a new one."""
        known = self.open.get(marker.style)
        above = self.drafts[-1].list_id if self.drafts else None
        running = above in {list_id for _, list_id in self.open.values()}
        if known is None or marker.rank == 1 or (marker.rank == 0 and not running):
            return self.lists + 1
        return known[1]

    def _is_inner(self, index: int, above: BlockDraft) -> bool:
        """Tell whether the first item of a list is set in under the item of another one just above it."""
        if above.kind is not BlockKind.LIST_ITEM or above.end != self.lines[index - 1].end:
            return False
        over = next(place for place in range(index - 1, -1, -1) if self.lines[place].start == above.start)
        return self.lines[index].indent > self.lines[over].indent

    def _is_item_heading(self, index: int, words: str) -> bool:
        if not self._follows_directly(index) or ends_like_prose(words) or len(words) > 60:
            return False
        below = self.lines[index + 1].text
        return not below[0].islower() and read_marker(below) is None and not self._is_other(index + 1)

    def _extend_item(self, index: int, marker: Marker) -> int:
        while self._follows_directly(index):
            above, below = self.lines[index], self.lines[index + 1]
            if read_marker(below.text) or self._is_other(index + 1):
                break
            if marker.rank == 0 and not below.text[0].islower() and below.indent <= above.indent:
                break
            index += 1
        return index

    def _is_mark(self, index: int) -> bool:
        """Tell whether a line shows by its own words that it is no prose."""
        line = self.lines[index].text
        return (
            opens_table(self.lines, index)
            or is_placeholder(line)
            or is_furniture(line)
            or is_byline(line)
            or is_running_list(line)
            or hashes(line) is not None
        )

    def _is_other(self, index: int) -> bool:
        """Tell whether a line opens a block of another kind than prose."""
        return self._is_mark(index) or self._heading_level(index) >= 0

    def _wraps_into(self, index: int) -> bool:
        """Tell whether a line goes on in the next one although that begins with a dash, or a number and stop.

        A dash opens an aside that another one closes in its line. Before a number the line breaks off at the
        full width of a wrapped text, and no list that the number opens goes on below.
        """
        above, below = self.lines[index], self.lines[index + 1]
        marker = read_marker(below.text)
        if marker is None or ends_like_prose(above.text):
            return False
        if not marker.rank:
            return self._is_aside(index + 1)
        under = self.lines[index + 2].text if self._follows_directly(index + 1) else ""
        if below.text[marker.width : marker.width + 1].isdigit() and read_marker(under) is None:
            return True  # "1. 5 kg", a decimal in a bad copy
        full = len(above.text) >= 0.6 * self.wrap_width > 0
        if above.text.endswith((",", ";")) or not (full or breaks_off(above.text)):
            return False
        markers = (read_marker(line.text) for line in self.lines[index + 2 : index + 2 + LIST_REACH])
        following = next((other for other in markers if other and other.style == marker.style), None)
        return following is None or following.rank != marker.rank + 1

    def _is_aside(self, index: int) -> bool:
        """Tell whether a line opens with words between two dashes, and prose goes on behind them."""
        if not _ASIDE.match(self.lines[index].text):
            return False
        below = self.lines[index + 1].text if self._follows_directly(index) else ""
        return below[0].islower() if below else ends_like_prose(self.lines[index].text)

    def _take_paragraph(self, index: int) -> int:
        last = index
        while self._follows_directly(last):
            above, below = self.lines[last].text, self.lines[last + 1].text
            marker = read_marker(below)
            if self._wraps_into(last):
                last += 1
                continue
            if (marker and self._continues(marker)) or self._is_other(last + 1):
                break
            if above.endswith((":", "[")) and not below[0].islower():
                break
            full = len(above) >= 0.6 * self.wrap_width > 0
            if ends_like_prose(above):
                if not (self.blank_separated or full):
                    break
            elif not (below[0].islower() or full or is_mid_sentence(above, below, is_prose=last > index)):
                break
            last += 1
        defined = _DEFINITION.match(self.lines[index].text)
        prose = BlockKind.DEFINITION if defined else BlockKind.PARAGRAPH
        self._add(BlockKind.LEAD_IN if self._is_label(index, last) else prose, index, last)
        return last + 1

    def _is_label(self, first: int, last: int) -> bool:
        """A short line without an end mark directly above prose: it says whom the prose is about."""
        line = self.lines[first].text
        return (
            first == last
            and self._follows_directly(last)
            and len(line) <= 100
            and not re.search(r"\d:\d\d", line)
            and not ends_like_prose(line)
            and not self._is_other(last + 1)
            and line[0].isupper()
            and not breaks_off(line)
        )
