"""Whether every sentence of a reply is a template's or a source's: what is neither is named.

A quote counts only whole: its words, what stands beside it, its citation and its correction, unchanged but
for white space. A template counts sentence by sentence. All else is the staff member's own, or is what is
left of a quote that was changed.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from chatbot.desk.quoting import QuoteBlock
from ingest.text.lines import fold

_SENTENCE_END = re.compile(r"(?<=[.!?…:])[\"'”’»)\]]*\s+|\n+")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_WORD = re.compile(r"[^\W_]+")
SAME_WORDS = 6
"""This many words in a row as in a quote are no chance: the sentence is taken from it."""


class Label(StrEnum):
    """Whose a piece of a reply is."""

    TEMPLATE = "template"
    QUOTE = "quote"
    STAFF = "staff"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a reply may hold: its paragraphs, filled template texts and blocks of quotes, in order.

    An earlier text may hold more: ``earlier`` templates, which are templates still, and ``gone`` quotes,
    which are quotes no more: words of theirs count as those of a changed quote.
    """

    paragraphs: tuple[str | QuoteBlock, ...]
    earlier: tuple[str, ...] = ()
    gone: tuple[QuoteBlock, ...] = ()

    @property
    def text(self) -> str:
        """The reply as plain text."""
        return "\n\n".join(p.text if isinstance(p, QuoteBlock) else p for p in self.paragraphs)

    @property
    def quotes(self) -> tuple[QuoteBlock, ...]:
        """Its blocks of quotes."""
        return tuple(p for p in self.paragraphs if isinstance(p, QuoteBlock))


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """A piece ``[start, end)`` of the draft (code points).

    ``key``: of the quote that it is or is left of. ``whole``: of a change, that quote's block, to be put back
    in the place of ``text``; "" if there is none to put back.
    """

    label: Label
    start: int
    end: int
    text: str
    key: str = ""
    whole: str = ""

    @property
    def changed(self) -> bool:
        """Whether it is what is left of an altered quote."""
        return self.label is Label.CHANGED


def check_draft(draft_text: str, draft: Draft) -> tuple[Labelled, ...]:
    """Return what of ``draft_text`` is neither a template's nor a whole quote, in order; a change as one."""
    blocks = {block.key: block.text for block in draft.quotes}
    found: list[Labelled] = []
    last: Labelled | None = None
    for piece in label_draft(draft_text, draft):
        apart = last and not piece.key and _BLANK_LINE.search(draft_text, last.end, piece.start)
        goes_on = piece.changed and last and last.changed and last.key == piece.key and not apart
        start = found.pop().start if goes_on else piece.start
        if piece.label in {Label.STAFF, Label.CHANGED}:
            text, whole = draft_text[start : piece.end], blocks.get(piece.key, "") if piece.changed else ""
            found.append(replace(piece, start=start, text=text, whole=whole))
        last = piece
    return tuple(found)


def label_draft(draft_text: str, draft: Draft) -> tuple[Labelled, ...]:
    """Return the pieces of ``draft_text`` in order; they cover all of it but white space."""
    whole = [(block, Label.QUOTE) for block in draft.quotes]
    whole += [(block, Label.CHANGED) for block in draft.gone]
    quoted = sorted(_whole(draft_text, whole), key=lambda piece: piece.start)
    templates = (*(p for p in draft.paragraphs if isinstance(p, str)), *draft.earlier)
    known = {fold(sentence) for text in templates for sentence in sentences(text)}
    sources = _Sources((*draft.quotes, *draft.gone))
    pieces: list[Labelled] = []
    position = 0
    for quote in (*quoted, None):
        end = quote.start if quote else len(draft_text)
        for start, stop in _sentences(draft_text, position, end):
            text = draft_text[start:stop]
            label = Label.TEMPLATE if fold(text) in known else sources.label(text)
            pieces.append(Labelled(label=label, start=start, end=stop, text=text))
        if quote:
            pieces.append(quote)
            position = quote.end
    return tuple(_with_what_is_changed(draft_text, pieces, sources))


def _with_what_is_changed(text: str, pieces: list[Labelled], sources: _Sources) -> Iterator[Labelled]:
    """What stands in one paragraph with the rest of an altered quote was altered with it: one change."""
    groups: list[list[Labelled]] = []
    for piece in pieces:
        last = groups[-1][-1] if groups else None
        apart = last is None or _BLANK_LINE.search(text, last.end, piece.start)
        if apart or last is None or {piece.label, last.label} - {Label.STAFF, Label.CHANGED}:
            groups.append([])
        groups[-1].append(piece)
    for group in groups:
        if any(piece.label is Label.CHANGED for piece in group):
            key = sources.nearest(text[group[0].start : group[-1].end])
            yield from (replace(piece, label=Label.CHANGED, key=key) for piece in group)
        else:
            yield from group


def _whole(text: str, blocks: list[tuple[QuoteBlock, Label]]) -> list[Labelled]:
    """The blocks that stand in ``text`` from their first word to their last."""
    found: list[Labelled] = []
    for block, label in sorted(blocks, key=lambda pair: -len(pair[0].text)):
        pattern = r"\s+".join(re.escape(word) for word in block.text.split())
        for match in re.finditer(rf"(?<!\S){pattern}(?!\S)", text):
            start, end = match.span()
            if all(end <= other.start or other.end <= start for other in found):
                key = block.key if label is Label.QUOTE else ""
                found.append(Labelled(label=label, start=start, end=end, text=match[0], key=key))
    return found


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for match in (*_SENTENCE_END.finditer(text, start, end), None):
        # Closing marks belong to the sentence they close.
        stop = match.start() + len(match[0].rstrip()) if match else end
        piece = text[position:stop]
        left = position + len(piece) - len(piece.lstrip())
        right = position + len(piece.rstrip())
        if left < right:
            yield left, right
        position = match.end() if match else end


def sentences(text: str) -> list[str]:
    """Return the sentences of a template, as the check tells them apart."""
    return [text[start:end] for start, end in _sentences(text, 0, len(text))]


class _Sources:
    """Recognises words taken from quotes."""

    def __init__(self, blocks: tuple[QuoteBlock, ...]) -> None:
        self._texts = [f" {' '.join(_words(block.text))} " for block in blocks]
        self._runs = {run for block in blocks for run in _runs(_words(block.text))}
        self._pairs = {block.key: set(itertools.pairwise(_words(block.text))) for block in blocks}

    def label(self, sentence: str) -> Label:
        words = _words(sentence)
        taken = any(run in self._runs for run in _runs(words)) or (
            len(words) > 1 and any(f" {' '.join(words)} " in text for text in self._texts)
        )
        return Label.CHANGED if taken else Label.STAFF

    def nearest(self, changed: str) -> str:
        """The key of the quote that ``changed`` is left of, "" if too few pairs of words are the same."""
        pairs = set(itertools.pairwise(_words(changed)))
        best = max(self._pairs, key=lambda key: len(self._pairs[key] & pairs))
        shared = len(self._pairs[best] & pairs)
        return best if 2 * shared >= min(len(pairs), len(self._pairs[best])) else ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    for start in range(len(words) - SAME_WORDS + 1):
        yield tuple(words[start : start + SAME_WORDS])
