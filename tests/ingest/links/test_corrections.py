"""What an editor's note corrects, on drafts of blocks made by hand."""

from __future__ import annotations

from ingest.blocks.block_draft import BlockDraft
from ingest.links.corrections import find_corrections
from ingest.structure import BlockKind

REPLY = "Zaltomab works against tumours in adults."
NOTE = "Zaltomab was withdrawn; speak with your doctor."
NAMED = "A trial gives zaltomab to children."


def corrected(*blocks: tuple[BlockKind, str, int | None]) -> list[str]:
    """The texts of the blocks that a note must accompany, in their order."""
    text, drafts = "", []
    for kind, words, thread in blocks:
        start = len(text)
        text += words + "\n\n"
        end = start + len(words)
        drafts.append(BlockDraft(kind=kind, start=start, end=end, body=start, thread_id=thread))
    found = find_corrections(text, drafts)
    return [text[drafts[number].start : drafts[number].end] for number in sorted(found)]


Block = tuple[BlockKind, str, int | None]


def with_note(reply: str, note: str, *, others: int, saying: str) -> list[Block]:
    """A reply with its note, a paragraph that says something, and others that say nothing."""
    return [
        *[(BlockKind.PARAGRAPH, "Rest and eat well.", None)] * others,
        (BlockKind.PARAGRAPH, saying, None),
        (BlockKind.REPLY, reply, 1),
        (BlockKind.EDITOR_NOTE, note, 1),
    ]


def test_the_reply_and_what_else_names_the_notes_subject_are_corrected() -> None:
    # Of 30 statements three name the drug, the note among them: one in ten is still rare.
    assert corrected(*with_note(REPLY, NOTE, others=27, saying=NAMED)) == [NAMED, REPLY]


def test_a_word_of_more_than_one_statement_in_ten_is_no_subject() -> None:
    assert corrected(*with_note(REPLY, NOTE, others=26, saying=NAMED)) == [REPLY]


def test_the_reply_to_somebody_else_is_left_alone() -> None:
    other = (BlockKind.REPLY, "Another drug suits you better.", 2)
    assert corrected(*with_note(REPLY, NOTE, others=27, saying=NAMED), other) == [NAMED, REPLY]
