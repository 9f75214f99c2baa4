"""Who speaks in each block, and as of when."""

from collections.abc import Iterable, Sequence

from corpus.document import Source
from ingest.blocks.block_draft import Draft
from ingest.structure import BlockKind, Voice
from ingest.text.stated_dates import find_date, is_bare_date, is_date_line, is_page_date, source_date

_SILENT = frozenset({BlockKind.HEADING, BlockKind.TITLE})


def usual_voice(source: Source) -> Voice:
    """Return who speaks in a document unless a part of it says otherwise."""
    return Voice.ADVOCATE if "advocate" in source.kind.casefold() else Voice.PUBLISHER


def assign_voices(text: str, drafts: Iterable[Draft], source: Source) -> None:
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


def assign_dates(text: str, drafts: Sequence[Draft], source: Source) -> None:
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
