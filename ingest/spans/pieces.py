"""Sentences of the blocks, and what they announce that our copy lacks."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.blocks.block_draft import PROSE, Draft
from ingest.blocks.lists import ITEMS, is_cut, is_followed
from ingest.structure import BlockKind, FaultKind
from ingest.text.sentence_faults import announces_evidence, announces_lost_list
from ingest.text.sentences import Sentence, split_sentences


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, the position of its block, and what is lost after it if it announces something."""

    block: int
    sentence: Sentence
    lost: FaultKind | None


def pieces_of(text: str, drafts: Sequence[Draft]) -> list[Piece]:
    """Return the sentences of all prose blocks, in order."""
    pieces: list[Piece] = []
    for index, draft in enumerate(drafts):
        if draft.kind in PROSE:
            sentences = split_sentences(text, draft.body, draft.end)
            pieces.extend(Piece(index, sentence, None) for sentence in sentences[:-1])
            pieces.extend(
                Piece(index, sentence, _lost(text, drafts, index, sentence)) for sentence in sentences[-1:]
            )
    return pieces


def _lost(text: str, drafts: Sequence[Draft], index: int, sentence: Sentence) -> FaultKind | None:
    """Return what is lost after the last sentence of a block, if it announces something."""
    draft = drafts[index]
    words = text[sentence.start : sentence.end]
    if draft.kind is BlockKind.COMMENT or not words.endswith(":"):
        return None
    if announces_evidence(words):
        return FaultKind.EVIDENCE_LOST
    following = drafts[index + 1] if index + 1 < len(drafts) else None
    if following and ((following.kind in ITEMS and following.list_id is not None) or following.table_id):
        return None
    if is_followed(text, draft, following):
        return None
    lost = announces_lost_list(words) or is_cut(text, draft.end)
    return FaultKind.LIST_LOST if lost else None
