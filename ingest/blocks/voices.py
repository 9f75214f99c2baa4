"""Who speaks in each block, and as of when; in comment threads wording tells, as no line names the author."""

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby

from corpus.document import Source
from ingest.blocks.block_draft import BlockDraft
from ingest.languages import compiled
from ingest.structure import BlockKind, Voice
from ingest.text.furniture import heads_comments, is_furniture, opens_thread
from ingest.text.lines import Line
from ingest.text.stated_dates import find_date, is_bare_date, is_date_line, is_page_date, source_date

_SILENT = frozenset({BlockKind.HEADING, BlockKind.TITLE})
_NAME = r"[^\W\d_][\w.’'-]{0,30}(?: [^\W\d_][\w.’'-]{0,30}){0,2}"
_SALUTATION = rf"(?i)<greets> (?!<no_name>\b){_NAME}[,:] ?|{_NAME}, <thanks>\b"
_EDITOR = r"(?i)\W{0,3}<editor>\b"
_CLOSING = r"(?i)<closing>"
_FIRST_SINGULAR = r"\b<first_person>\b"
_STAFF = r"(?i)\b<staff>\b"
_pattern = partial(compiled, table="voices")
_CLOSING_REACH = 160


def usual_voice(source: Source) -> Voice:
    """Return who speaks in a document unless a part of it says otherwise."""
    return Voice.ADVOCATE if "advocate" in source.kind.casefold() else Voice.PUBLISHER


def assign_voices(text: str, drafts: Iterable[BlockDraft], source: Source) -> None:
    """Give every block that has none its voice: under an interview's question, the clinician's.

    Only interviews have headings that are questions and paragraphs under them spoken in answer;
    ``source.kind`` says which documents are interviews.
    """
    usual = usual_voice(source)
    interview = "interview" in source.kind.casefold()
    answering = False
    for draft in drafts:
        if draft.kind is BlockKind.HEADING:
            answering = interview and text[draft.start : draft.end].endswith("?")
        if draft.voice is None and draft.kind is BlockKind.FURNITURE:
            draft.voice = Voice.PUBLISHER
        elif draft.voice is None:
            draft.voice = Voice.CLINICIAN if answering and draft.kind not in _SILENT else usual


def assign_dates(text: str, drafts: Sequence[BlockDraft], source: Source) -> None:
    """Give every block the most specific date that the text states for its part.

    A byline under a title dates the part from there on; ``last updated`` in a closing line dates it back
    to its title, a bare closing date back to its heading; an editor's note carries its event's date; a
    line like ``Last Revised: 2024-04-10`` dates the whole document.
    """
    usual = source_date(source)
    part = heading = closed = 0
    current: str | None = None
    for index, draft in enumerate(drafts):
        words = text[draft.start : draft.end] if draft.end - draft.start <= 2000 else ""
        if draft.kind is BlockKind.TITLE:
            part = heading = index
            current = None
        elif draft.kind is BlockKind.HEADING and draft.level <= 1:
            heading = index
        elif draft.kind is BlockKind.EDITOR_NOTE:
            draft.date = find_date(words)
        elif is_page_date(words):
            usual = find_date(words) or usual
        elif is_date_line(words):
            draft.date = find_date(words)
            if index and drafts[index - 1].kind is BlockKind.TITLE:
                current = drafts[index - 1].date = draft.date
            else:
                bare = is_bare_date(words)
                for earlier in drafts[max(closed, heading if bare else part) : index]:
                    earlier.date = draft.date if bare else earlier.date or draft.date
                current = current if heading == part else None
                closed = index
        draft.date = draft.date or current
    for draft in drafts:
        draft.date = draft.date or usual


def thread_start(lines: Sequence[Line], kind: str) -> int | None:
    """Return the index of the line that opens the comment thread, or None.

    ``kind`` is what ``sources.toml`` calls the document: in one with comments, a line ``Comments`` opens
    them; in others only lines that web pages print above comments do.
    """
    opens = heads_comments if "comment" in kind.casefold() else opens_thread
    return next((index for index, line in enumerate(lines) if opens(line.text)), None)


def take_thread(text: str, lines: Sequence[Line]) -> list[BlockDraft]:
    """Return the blocks of a comment thread: comments, replies, editor's notes, furniture.

    A paragraph is a reply only if it opens like one (``Dear Laura, …``, ``Laura, thanks for …``)
    or goes on from one that has not closed yet (``Thank you for your comment``) in the plural voice of
    a hospital. Whatever is in doubt is a visitor's comment, which is never evidence. Each comment opens
    an exchange (``thread_id``); replies and notes belong to the exchange before them.
    """
    drafts: list[BlockDraft] = []
    exchange = 0
    open_reply = False
    for paragraph in (list(group) for filled, group in groupby(lines, lambda one: bool(one.text)) if filled):
        start, end = paragraph[0].start, paragraph[-1].end
        words = text[start:end]
        kind, voice = BlockKind.COMMENT, Voice.VISITOR
        if len(paragraph) == 1 and (is_furniture(words) or heads_comments(words)):
            kind, voice = BlockKind.FURNITURE, Voice.PUBLISHER
        elif _pattern(_EDITOR).match(words):
            kind, voice = BlockKind.EDITOR_NOTE, Voice.EDITOR
            open_reply = False
        elif opens_like_reply(words) or (open_reply and _continues_reply(words)):
            kind, voice = BlockKind.REPLY, Voice.STAFF
            open_reply = not _pattern(_CLOSING).search(words[-_CLOSING_REACH:].rpartition(". ")[2])
        else:
            exchange += 1
            open_reply = False
        thread = None if kind is BlockKind.FURNITURE else exchange
        drafts.append(BlockDraft(kind=kind, start=start, end=end, body=start, voice=voice, thread_id=thread))
    return drafts


def opens_like_reply(words: str) -> bool:
    """Tell whether a paragraph greets a commenter by name and then speaks as the hospital does."""
    if not _pattern(_SALUTATION).match(words):
        return False
    mine = len(_pattern(_FIRST_SINGULAR).findall(words))
    return mine == 0 or len(_pattern(_STAFF).findall(words)) > 2 * mine


def _continues_reply(words: str) -> bool:
    theirs = "https://" in words or any(_pattern(shape).search(words) for shape in (_STAFF, _CLOSING))
    return theirs and not _pattern(_FIRST_SINGULAR).search(words)
