"""The answer function: one for the command line, the page, the evals and the HTTP API."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from chatbot.answer import Answer, Notice, NoticeKind, Outcome, Part, Quote
from chatbot.care.reading import NOTHING, CareReading, read_care
from chatbot.deciding.answerability import Lack, looked_for
from chatbot.deciding.verdict import Reason
from chatbot.languages import DEFAULT, spoken, spoken_in
from chatbot.languages.catalogue import language_names, message, written_date
from chatbot.pipeline import PartTrace, Pipeline
from chatbot.question.reader import Reader
from chatbot.question.reading import PartReading, Reading, read_question
from chatbot.question.small_talk import small_talk
from chatbot.question.splitting import MAX_PARTS
from chatbot.quoting.arranging import Arranger
from chatbot.quoting.citing import Citer
from corpus.document import UNKNOWN
from corpus.entities import OTHER
from corpus.subject import About
from index.search import Index
from ingest.structure import Voice


@dataclass(frozen=True, kw_only=True, eq=False)
class Explanation:
    """How an answer came about: the reading of the question and the trace of each part."""

    answer: Answer
    reading: Reading
    care: CareReading
    traces: tuple[PartTrace, ...]


@dataclass(frozen=True)
class Answerer:
    """Answers questions from one index; holds no state between questions."""

    pipeline: Pipeline
    citer: Citer
    arranger: Arranger
    reader: Reader

    @classmethod
    def from_index(cls, index: Index, *, reader: Reader | None = None) -> Answerer:
        """Make an answerer over ``index`` with the packaged models (``reader``: one that is at hand)."""
        reader = reader or Reader.from_package()
        citer = Citer(index)
        arranger = Arranger(citer, index.spans)
        return cls(pipeline=Pipeline.from_index(index), citer=citer, arranger=arranger, reader=reader)

    @property
    def index(self) -> Index:
        """The index that is asked."""
        return self.pipeline.index

    def warm_up(self) -> None:
        """Load the models and answer once: the first question is then as quick as the next."""
        self.index.encoder.read(["warm up"])
        self.explain("warm up")

    def answer(
        self, question: str, *, history: Sequence[str] = (), audience: str = "patient", question_id: str = ""
    ) -> Answer:
        """Answer ``question``, asked after the user's earlier turns ``history`` (oldest first).

        Raises QuestionError: if the question is empty or too long.
        """
        return self.explain(question, history=history, audience=audience, question_id=question_id).answer

    def explain(
        self, question: str, *, history: Sequence[str] = (), audience: str = "patient", question_id: str = ""
    ) -> Explanation:
        """Answer ``question`` and keep what every stage did.

        Raises QuestionError: if the question is empty or too long.
        """
        started = time.perf_counter()
        reading = read_question(
            question, history=history, vocabulary=self.pipeline.vocabulary, reader=self.reader
        )
        talk, spoken = small_talk(reading.text)
        care = NOTHING if talk else read_care(reading.read, self.reader)
        if talk:
            reading = replace(reading, parts=self._offered(talk), language=spoken)
        # All texts at once: those that come to the same word pieces are encoded once.
        encoded = self.index.encoder.read([text for part in reading.parts for text in part.meanings])
        ends = list(accumulate((len(part.meanings) for part in reading.parts), initial=0))
        traces = tuple(
            self.pipeline.run(part, encoded.between(start, end), care=care)
            for part, start, end in zip(reading.parts, ends, ends[1:], strict=False)
        )
        found = without_repeats([self._part(trace, reading, care) for trace in traces])
        parts, traces = tuple(found.values()), tuple(traces[place] for place in found)
        if talk:  # what was said is answered, not asked: a kind word first, and what the sources offer
            kind = message(f"talk.{talk}", reading.language)
            parts = tuple(replace(part, question=reading.text, about="", message=kind) for part in parts)
        answer = Answer(
            id=question_id,
            question=question,
            audience=audience,
            language=reading.language,
            outcome=_outcome(parts, care),
            notices=self._notices(reading, care, traces, parts),
            parts=parts or (_no_question(reading, care, talk),),
            elapsed_ms=round((time.perf_counter() - started) * 1000, 2),
            index=self.index.fingerprint,
        )
        return Explanation(answer=answer, reading=reading, care=care, traces=traces)

    def _offered(self, talk: str) -> tuple[PartReading, ...]:
        """What is looked up for a text that asks nothing: for fear, where support is."""
        if talk != "fear":
            return ()
        asked = message("talk.support", DEFAULT)
        vocabulary, reader = self.pipeline.vocabulary, self.reader
        return read_question(asked, history=(), vocabulary=vocabulary, reader=reader).parts

    def _part(self, trace: PartTrace, reading: Reading, care: CareReading) -> Part:
        if trace.verdict.reason is Reason.EMERGENCY or (care.urgent and not trace.verdict.answered):
            return _came_out(trace.part, Outcome.REFER, message("refer.urgent", reading.language))
        if not trace.verdict.answered:
            missing = _what_is_missing(trace, reading, self.pipeline)
            return _came_out(trace.part, Outcome.NOT_IN_SOURCES, missing)
        quotes: list[Quote] = []
        for chosen in trace.quotes:
            # The note that withdraws a statement is read before the statement.
            for quote in (*self.citer.corrections(chosen), self.citer.quote(chosen)):
                if not _inside_any(quote, quotes):
                    quotes = [*(other for other in quotes if not _inside_any(other, [quote])), quote]
        arranged = self.arranger.arrange(
            quotes,
            trace.part,
            subjects=[self._subjects(quote, trace) for quote in quotes],
            ranked=trace.ranked,
            care=care,
        )
        if not arranged:
            return _came_out(trace.part, Outcome.REFER, message("refer.survival", reading.language))
        return _came_out(trace.part, Outcome.ANSWERED, "", arranged)

    def _subjects(self, quote: Quote, trace: PartTrace) -> frozenset[str]:
        """Of whom a quote speaks: the diseases, stages and grades that its spans name."""
        named = [
            self.pipeline.facts.spans[ranked.span_id].entities
            for chosen in trace.quotes
            if (chosen.doc_id, chosen.start) == (quote.doc_id, quote.start)
            for ranked in chosen.spans
        ]
        return frozenset[str]().union(
            *(one.names("disease") | one.stages | {f"{grade} grade" for grade in one.grades} for one in named)
        )

    def _notices(
        self, reading: Reading, care: CareReading, traces: Sequence[PartTrace], parts: Sequence[Part]
    ) -> tuple[Notice, ...]:
        language = spoken_in(reading.language)
        kinds: dict[NoticeKind, str] = {}
        if care.urgent:  # a body in danger and thoughts of suicide have a message each
            kinds[NoticeKind.URGENT] = message("notice.crisis" if care.crisis else "notice.urgent", language)
        quotes = [quote for part in parts for quote in part.quotes]
        medical = self.index.subject.about.medical
        if medical and care.personal and (quotes or any(_is_near(trace) for trace in traces)):
            kinds[NoticeKind.PERSONAL_ADVICE] = message("notice.personal_advice", language)
        if any(NoticeKind.SOURCES_DIFFER in quote.notices for quote in quotes):
            kinds[NoticeKind.SOURCES_DIFFER] = message("notice.sources_differ", language)
        for kind in (NoticeKind.SUPERSEDED, NoticeKind.DATED, NoticeKind.REFERENCE_MISSING):
            if stated := sorted({quote.date for quote in quotes if kind in quote.notices}):
                dates = ", ".join(written_date(date, language) for date in stated)
                plain = kind is NoticeKind.DATED and not medical
                key = "notice.dated_plain" if plain else f"notice.{kind.value}"
                kinds[kind] = message(key, language, dates=dates)
        if any(
            part.outcome is Outcome.NOT_IN_SOURCES and trace.verdict.lack is Lack.LIST
            for part, trace in zip(parts, traces, strict=True)
        ):
            kinds[NoticeKind.LIST_MISSING] = message("notice.list_missing", language)
        if foreign := {quote.language for quote in quotes} & _written_in(self.index) - {reading.language}:
            names = language_names(foreign, language)
            kinds[NoticeKind.LANGUAGE] = message("notice.language", language, languages=names)
        if reading.left_out:
            kinds[NoticeKind.TRUNCATED] = message("notice.truncated", language, limit=str(MAX_PARTS))
        return tuple(Notice(kind=kind, message=text) for kind, text in kinds.items())


def _is_near(trace: PartTrace) -> bool:
    """A question about this illness that has no answer still deserves to be sent to the care team."""
    named = trace.part.entities
    return bool(named.subjects or named.names("site")) and trace.verdict.lack is not Lack.OTHER_DISEASE


def _inside_any(quote: Quote, quotes: Sequence[Quote]) -> bool:
    return any(q.doc_id == quote.doc_id and q.start <= quote.start and quote.end <= q.end for q in quotes)


def without_repeats(parts: Sequence[Part]) -> dict[int, Part]:
    """Leave out of each part what an earlier part has quoted; what one such part says whole is one with it.

    What stands together stays together: corrections, what they correct, and sources that differ.
    Returns what remains by its place among ``parts``.
    """
    extents = [{(quote.doc_id, quote.start) for quote in part.quotes} for part in parts]
    result: dict[int, Part] = {}
    for place, part in enumerate(parts):
        same = next((other for other in result if extents[place] and extents[place] <= extents[other]), None)
        if same is not None:
            result[same] = replace(result[same], question=f"{result[same].question} {part.question}")
            continue
        shown = set[tuple[str, int]]().union(*extents[:place])
        kept = tuple(q for q in part.quotes if (q.doc_id, q.start) not in shown or _is_bound(q))
        result[place] = replace(part, quotes=kept or part.quotes)
    return result


def _is_bound(quote: Quote) -> bool:
    bound = {NoticeKind.SUPERSEDED, NoticeKind.SOURCES_DIFFER}
    return quote.voice == Voice.EDITOR or bool(bound & set(quote.notices))


def _outcome(parts: Sequence[Part], care: CareReading) -> Outcome:
    answered = sum(part.outcome is Outcome.ANSWERED for part in parts)
    if answered:
        return Outcome.ANSWERED if answered == len(parts) else Outcome.PARTLY_ANSWERED
    return Outcome.REFER if care.urgent else Outcome.NOT_IN_SOURCES


def _came_out(part: PartReading, outcome: Outcome, text: str, quotes: tuple[Quote, ...] = ()) -> Part:
    return Part(question=part.text, about=part.about, outcome=outcome, message=text, quotes=quotes)


def _no_question(reading: Reading, care: CareReading, talk: str) -> Part:
    key = "refer.urgent" if care.urgent else f"talk.{talk}" if talk else "missing.no_question"
    said = message(key, reading.language)
    return Part(question=reading.text, about="", outcome=_outcome((), care), message=said, quotes=())


def _written_in(index: Index) -> set[str]:
    """Return the languages of the documents, as far as they are known."""
    return {parsed.source.language for parsed in index.documents} - {UNKNOWN}


def whom_to_ask(about: About, language: str) -> str:
    """Return the sentence that says whom the documents name to turn to, "" where they name nobody."""
    said = about.in_language(language).turn_to
    return said or (message("missing.turn_to", language) if about.medical else "")


def _what_is_missing(trace: PartTrace, reading: Reading, pipeline: Pipeline) -> str:
    language, lack = reading.language, trace.verdict.lack
    documents = _written_in(pipeline.index)
    asked = pipeline.vocabulary.written - {UNKNOWN}
    if language not in spoken() and documents and language not in asked:
        return message(
            "missing.language",
            language,
            languages=language_names(documents, language),
            asked=language_names(asked, language, style="or"),
        )
    subject = pipeline.index.subject
    said = subject.about.in_language(language)
    if lack is Lack.UNRELATED and said.scope:
        return message("missing.unrelated", language, scope=said.scope)
    typed = subject.finder.mentions(trace.part.text, groups=[OTHER])
    if lack is Lack.OTHER_DISEASE and typed:
        names = trace.part.own_entities.names(OTHER)
        # A place alone is no disease: where a name holds the typed word, the whole name is said.
        said_of = [next((name for name in names if word.casefold() in name.split()), word) for word in typed]
        return message("missing.other_disease", language, disease=", ".join(dict.fromkeys(said_of)))
    turn_to = whom_to_ask(subject.about, language)
    terms = looked_for(trace.part, subject.finder)
    if not terms or lack in {Lack.UNRELATED, Lack.OTHER_DISEASE}:
        return f"{message('missing.not_covered_plain', language)} {turn_to}".strip()
    witness = trace.verdict.witness
    sources = {parsed.source.doc_id: parsed.source for parsed in pipeline.index.documents}
    title = ""
    if witness:
        source = sources[witness.doc_id]
        title = source.title if source.title != UNKNOWN else source.file
    return f"{message(lack.value, language, terms=terms, title=title)} {turn_to}".strip()
