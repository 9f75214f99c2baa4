"""Statements that an editor's note corrects, and phone numbers that contradict each other."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.blocks.block_draft import PROSE, BlockDraft
from ingest.structure import BlockKind, Context, ContextRole, Fault, FaultKind

_WORD = re.compile(r"[^\W\d_]{6,}")
_PHONE = re.compile(r"(?<![\d-])(?:\+?1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?![\d-])")
_STATEMENTS = PROSE - {BlockKind.LEAD_IN}
_RARE = 0.1
MAX_NUMBERS = 100
"""A document with more phone numbers is a directory: like numbers in it contradict nothing."""


def find_corrections(text: str, drafts: Sequence[BlockDraft]) -> dict[int, Context]:
    """Return, by position of the block, the editor's note that must accompany it.

    A note corrects the reply it follows in the same exchange, and every other statement that names
    what the note is about: the rarest word that note and reply share.
    """
    spoken = [index for index, draft in enumerate(drafts) if draft.kind in _STATEMENTS]
    frequency = Counter(word for index in spoken for word in _words(text, drafts[index]))
    replies: dict[int | None, list[int]] = {}
    for index in spoken:
        if drafts[index].kind is BlockKind.REPLY:
            replies.setdefault(drafts[index].thread_id, []).append(index)
    corrections: dict[int, Context] = {}
    subjects: dict[str, Context] = {}
    for note in (draft for draft in drafts if draft.kind is BlockKind.EDITOR_NOTE):
        context = Context(role=ContextRole.CORRECTION, start=note.start, end=note.end)
        replied = replies.get(note.thread_id, ())
        corrections.update(dict.fromkeys(replied, context))
        shared = _words(text, note) & {word for index in replied for word in _words(text, drafts[index])}
        rarest = min((frequency[word] for word in shared), default=0)
        if rarest <= max(2, _RARE * len(spoken)):
            subjects.update({word: context for word in shared if frequency[word] == rarest})
    for index in spoken if subjects else ():
        named = subjects.keys() & _words(text, drafts[index])
        if named and drafts[index].kind is not BlockKind.EDITOR_NOTE:
            corrections.setdefault(index, subjects[min(named)])
    return corrections


def _words(text: str, draft: BlockDraft) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text, draft.start, draft.end)}


def phone_conflicts(text: str, doc_id: str) -> list[Fault]:
    """Return a fault for each phone number that differs in one or two digits from a commoner one."""
    found = [
        (re.sub(r"\D", "", match[0])[-10:], match.start(), match.end()) for match in _PHONE.finditer(text)
    ]
    counts = Counter(number for number, _, _ in found)
    if len(counts) > MAX_NUMBERS:
        return []
    faults = []
    for number, start, end in found:
        for other in counts:
            apart = sum(1 for ours, theirs in zip(number, other, strict=True) if ours != theirs)
            if 1 <= apart <= 2 and counts[other] > counts[number]:
                places = tuple((doc_id, at, stop) for digits, at, stop in found if digits == other)
                reason = f"{len(places)} other places give {text[places[0][1] : places[0][2]]}"
                faults.append(Fault(FaultKind.PHONE_CONFLICT, start, end, reason, places))
    return faults
