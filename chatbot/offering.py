"""Stored questions that people may be shown: what to ask next, what to ask instead, what they are typing.

Which of them may be shown was found out when the index was built (``index.offered``).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice, zip_longest

from chatbot.answer import Answer, Quote
from index.search import Index
from index.text import tokenize
from ingest.structure import Span

OFFERED = 3
"""Questions offered at once."""
NEAR = 0.45
"""Cosine of a question and a stored one from which that may be meant; below it nothing is offered."""

Place = tuple[str, int, int]


@dataclass(frozen=True, eq=False)
class Offers:
    """What is offered of the questions of ``index``; nothing without one."""

    index: Index | None = None

    @cached_property
    def places(self) -> Mapping[str, Mapping[Place, tuple[str, ...]]]:
        """The questions by language and by the place (doc_id, start, end) that answers them."""
        places: defaultdict[str, dict[Place, tuple[str, ...]]] = defaultdict(dict)
        for one in self.index.plain_questions if self.index else ():
            if one.shown:
                place = (one.doc_id, one.start, one.end)
                places[one.language][place] = (*places[one.language].get(place, ()), one.shown)
        return places

    def all(self, language: str) -> list[str]:
        """Return every question offered in ``language``, in the order of the documents, each once."""
        return list(dict.fromkeys(text for texts in self._of(language).values() for text in texts))

    def next(self, answer: Answer, language: str) -> list[str]:
        """Return what to ask after ``answer``: what the documents say close to its quotes."""
        quotes = [quote for part in answer.parts for quote in part.quotes]
        taken = {_terms(part.question) for part in answer.parts}
        chosen: list[str] = []
        # In turn: what stands closest to each quote, then what is next.
        turns = zip_longest(*(self._beside(quote, quotes, language) for quote in quotes), fillvalue=())
        for beside in chain.from_iterable(islice(turns, 2 * OFFERED)):
            fresh = next((text for text in beside if _terms(text) not in taken), None)
            if fresh is not None:
                taken.add(_terms(fresh))
                chosen.append(fresh)
        return chosen[:OFFERED]

    def instead(self, question: str, language: str) -> list[str]:
        """Return what the documents answer that comes near to ``question``, which they do not."""
        held = self._of(language)
        if self.index is None or not held:
            return []
        found = self.index.find([question])
        likeness = found.column("plain_dense")
        chosen: list[str] = []
        for row in (-likeness).argsort(kind="stable"):
            span = self.index.spans[int(found.span_ids[row])]
            if likeness[row] < NEAR or len(chosen) == OFFERED:
                break
            texts = (texts[0] for place, texts in held.items() if _shared(place, span) > 0)
            chosen += [text for text in texts if text not in chosen][: OFFERED - len(chosen)]
        return chosen

    def gloss(self, quote: Quote, language: str) -> str:
        """Return a stored question in ``language`` that ``quote`` answers, "" where none is."""
        shared = [(2 * _shared(place, quote), place) for place in self._of(language)]
        fits = [
            (both / (place[2] - place[1] + quote.end - quote.start), place)
            for both, place in shared
            if both >= min(place[2] - place[1], quote.end - quote.start)
        ]
        return self._of(language)[max(fits)[1]][0] if fits else ""

    def _of(self, language: str) -> Mapping[Place, tuple[str, ...]]:
        return self.places.get(language, {})

    def _beside(self, quote: Quote, quotes: Sequence[Quote], language: str) -> Iterator[Sequence[str]]:
        """The questions of each place of the quote's document that is not quoted, the closest first."""
        held = self._of(language)
        open_places = (
            place
            for place in held
            if place[0] == quote.doc_id and not any(_shared(place, other) > 0 for other in quotes)
        )
        for place in sorted(open_places, key=lambda place: abs(place[1] - quote.start)):
            yield held[place]


NO_OFFERS = Offers()


def _terms(text: str) -> frozenset[str]:
    return frozenset(tokenize(text))


def _shared(place: Place, span: Quote | Span) -> int:
    """Characters that a place shares with a span: 0 or fewer where none."""
    return min(place[2], span.end) - max(place[1], span.start) if place[0] == span.doc_id else 0
