"""From a comment to its questions, each with the evidence found for it and the candidates next in line."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from chatbot.answer import Answer, NoticeKind, Outcome, Part, Quote
from chatbot.answerer import Answerer
from chatbot.pipeline import PartTrace
from chatbot.quoting.choosing import choose_quotes

MAX_ALTERNATIVES = 6
"""Candidates offered beside the quoted ones: what fits a screen; a seventh is better sought by retyping."""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A quote that can be ticked, with the notes that correct it: they are shown together or not at all."""

    quote: Quote
    corrections: tuple[Quote, ...] = ()

    @property
    def key(self) -> str:
        """The quote's place: equal for equal places of one corpus."""
        return f"{self.quote.doc_id}:{self.quote.start}-{self.quote.end}"


@dataclass(frozen=True, kw_only=True)
class FoundQuestion:
    """One question with what the sources hold on it.

    ``about`` is the subject it borrows, or "". ``message`` is the program's sentence on what is missing.
    ``evidence`` is what the program would quote, best first, ``alternatives`` what it passed over.
    ``personal``: a person has to answer, whatever is quoted. ``differ``: the sources disagree.
    """

    text: str
    about: str
    outcome: Outcome
    message: str
    evidence: tuple[Evidence, ...]
    alternatives: tuple[Evidence, ...]
    personal: bool
    differ: bool

    @property
    def first(self) -> tuple[Evidence, ...]:
        """What a short reply quotes: the best, and where sources differ, the best of another that does."""
        best = self.evidence[:1]
        if not best or not _differs(best[0]):
            return best
        others = (item for item in self.evidence[1:] if _differs(item) and not _same_document(item, best[0]))
        return (*best, *itertools.islice(others, 1))

    @property
    def offered(self) -> tuple[Evidence, ...]:
        """Everything that can be ticked."""
        return self.evidence + self.alternatives


@dataclass(frozen=True, kw_only=True)
class Found:
    """A text's questions. ``left_out``: it asked more than the program answers at once."""

    questions: tuple[FoundQuestion, ...]
    language: str
    urgent: bool
    personal: bool
    left_out: bool
    index: str


class Finder(Protocol):
    """Finds questions and evidence."""

    def find(self, text: str, *, about: str = "") -> Found:
        """Read ``text``, whose questions are about ``about`` where they name no subject."""


class Answering(Protocol):
    """An answer function."""

    def answer(
        self, question: str, *, history: Sequence[str] = (), audience: str = "patient", question_id: str = ""
    ) -> Answer:
        """Answer one question."""


@dataclass(frozen=True)
class PlainFinder:
    """Finds with an answer function alone: no alternatives."""

    answering: Answering

    def find(self, text: str, *, about: str = "") -> Found:
        """Read ``text``; see ``Finder``."""
        answer = self.answering.answer(text, history=_history(about), audience="staff")
        return _found(answer, [()] * len(answer.parts), [False] * len(answer.parts))


@dataclass(frozen=True)
class AnswererFinder:
    """Finds with the program's own answerer, whose traces hold the alternatives."""

    answerer: Answerer

    def find(self, text: str, *, about: str = "") -> Found:
        """Read ``text``; see ``Finder``."""
        explained = self.answerer.explain(text, history=_history(about), audience="staff")
        parts = explained.answer.parts
        passed_over = [
            self._alternatives(trace, part) for trace, part in zip(explained.traces, parts, strict=False)
        ]
        personal = [trace.part.personal for trace in explained.traces]
        return _found(explained.answer, passed_over or [()] * len(parts), personal or [False] * len(parts))

    def _alternatives(self, trace: PartTrace, part: Part) -> tuple[Evidence, ...]:
        """The best candidates that are not quoted and do not overlap what is."""
        taken = list(part.quotes)
        offered: list[Evidence] = []
        for ranked in trace.ranked:
            if len(offered) == MAX_ALTERNATIVES:
                break
            chosen, _ = choose_quotes(trace.part, [ranked], self.answerer.pipeline.facts)
            if not chosen:
                continue
            quote = self.answerer.citer.quote(chosen[0])
            if any(_overlap(quote, other) for other in taken):
                continue
            corrections = tuple(self.answerer.citer.corrections(chosen[0]))
            taken += [quote, *corrections]
            offered.append(Evidence(quote=quote, corrections=corrections))
        return tuple(offered)


def spans_of(quote: Quote) -> tuple[tuple[int, int, str], ...]:
    """Return (start, end, words) of a quote and of all that stands beside it in its document."""
    beside = (c for c in quote.context if not c.doc_id or c.doc_id == quote.doc_id)
    return ((quote.start, quote.end, quote.text), *((c.start, c.end, c.text) for c in beside))


def evidence_of(quotes: Sequence[Quote]) -> tuple[Evidence, ...]:
    """Group a part's quotes: an editor's note goes with every quote of its document that it corrects."""
    superseded = [quote for quote in quotes if NoticeKind.SUPERSEDED in quote.notices]
    notes = [
        quote
        for quote in quotes
        if quote.voice == "editor" and any(quote.doc_id == s.doc_id for s in superseded)
    ]
    return tuple(
        Evidence(
            quote=quote,
            corrections=tuple(note for note in notes if note.doc_id == quote.doc_id)
            if quote in superseded
            else (),
        )
        for quote in quotes
        if quote not in notes
    )


def joined(found: Found, *, text: str, about: str) -> FoundQuestion:
    """Make one question of all that was found for ``text``: a person says that it is one."""
    parts = found.questions
    evidence = unique([item for part in parts for item in part.evidence], ())
    return FoundQuestion(
        text=text,
        about=about or next((part.about for part in parts if part.about), ""),
        outcome=Outcome.ANSWERED if evidence else parts[0].outcome,
        message="" if evidence else parts[0].message,
        evidence=evidence,
        alternatives=unique([item for part in parts for item in part.alternatives], evidence),
        personal=found.personal or any(part.personal for part in parts),
        differ=any(part.differ for part in parts),
    )


def _found(
    answer: Answer, alternatives: Sequence[tuple[Evidence, ...]], personal_parts: Sequence[bool]
) -> Found:
    kinds = {notice.kind for notice in answer.notices}
    personal = NoticeKind.PERSONAL_ADVICE in kinds
    alone = len(answer.parts) == 1
    questions = tuple(
        FoundQuestion(
            text=part.question,
            about=part.about,
            outcome=part.outcome,
            message=part.message,
            evidence=evidence_of(part.quotes),
            alternatives=others,
            personal=asks_personally or (alone and personal),
            differ=any(NoticeKind.SOURCES_DIFFER in quote.notices for quote in part.quotes),
        )
        for part, others, asks_personally in zip(answer.parts, alternatives, personal_parts, strict=True)
    )
    return Found(
        questions=questions,
        language=answer.language,
        urgent=NoticeKind.URGENT in kinds or answer.outcome is Outcome.REFER,
        personal=personal,
        left_out=NoticeKind.TRUNCATED in kinds,
        index=answer.index,
    )


def _history(about: str) -> tuple[str, ...]:
    return (about,) if about.strip() else ()


def unique(items: Sequence[Evidence], without: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return ``items`` in their order, each place once, those of ``without`` left out."""
    taken = {item.key for item in without}
    return tuple({item.key: item for item in items if item.key not in taken}.values())


def _differs(item: Evidence) -> bool:
    return NoticeKind.SOURCES_DIFFER in item.quote.notices


def _same_document(one: Evidence, other: Evidence) -> bool:
    return one.quote.doc_id == other.quote.doc_id


def _overlap(one: Quote, other: Quote) -> bool:
    return one.doc_id == other.doc_id and one.start < other.end and other.start < one.end
