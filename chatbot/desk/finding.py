"""From a comment to its questions, each with the evidence found for it and the candidates next in line."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from chatbot.answer import NoticeKind, Outcome, Part, Quote
from chatbot.answerer import Answerer
from chatbot.pipeline import PartTrace
from chatbot.quoting.choosing import choose_quotes, overlap
from chatbot.rendering.citation import differ, is_note_on

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
        pairs = [(one.quote, item) for one in best for item in self.evidence]
        others = [
            item for quote, item in pairs if quote.doc_id != item.quote.doc_id and differ(quote, item.quote)
        ]
        return (*best, *others[:1])

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


class Finder:
    """Finds questions and evidence with the program's own answerer, whose traces hold the alternatives."""

    def __init__(self, answerer: Answerer) -> None:
        self.answerer = answerer

    def find(self, text: str, *, about: str = "") -> Found:
        """Read ``text``, whose questions are about ``about`` where they name no subject."""
        explained = self.answerer.explain(text, history=[about] if about.strip() else [], audience="staff")
        answer = explained.answer
        kinds = {notice.kind for notice in answer.notices}
        personal = NoticeKind.PERSONAL_ADVICE in kinds
        alone = len(answer.parts) == 1
        return Found(
            # A text without any question has a part in the answer, but none that was searched.
            questions=tuple(
                self._question(part, trace, personal=alone and personal)
                for part, trace in zip_longest(answer.parts, explained.traces)
            ),
            language=answer.language,
            urgent=NoticeKind.URGENT in kinds or answer.outcome is Outcome.REFER,
            personal=personal,
            left_out=NoticeKind.TRUNCATED in kinds,
            index=answer.index,
        )

    def _question(self, part: Part, trace: PartTrace | None, *, personal: bool) -> FoundQuestion:
        return FoundQuestion(
            text=part.question,
            about=part.about,
            outcome=part.outcome,
            message=part.message,
            evidence=evidence_of(part.quotes),
            alternatives=self._alternatives(trace, part) if trace else (),
            personal=personal or (trace is not None and trace.part.personal),
            differ=any(NoticeKind.SOURCES_DIFFER in quote.notices for quote in part.quotes),
        )

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
            if any(overlap(quote, other) for other in taken):
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
    notes = [note for note in quotes if any(is_note_on(note, quote) for quote in quotes)]
    return tuple(
        Evidence(quote=quote, corrections=tuple(note for note in notes if is_note_on(note, quote)))
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


def unique(items: Sequence[Evidence], without: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return ``items`` in their order, each place once, those of ``without`` left out."""
    taken = {item.key for item in without}
    return tuple({item.key: item for item in items if item.key not in taken}.values())
