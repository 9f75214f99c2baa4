"""A user's turn understood: its language, its parts, what each is about and what kind of answer it wants."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, partial

from chatbot.languages import DEFAULT
from chatbot.languages.reading import can, compiled, pattern_of
from chatbot.question.cleaning import clean_question, clean_text
from chatbot.question.reader import Reader, ReadText
from chatbot.question.splitting import AskedPart, leans, split_question
from chatbot.question.vocabulary import Vocabulary, asks_for_stage
from corpus.entities import Entities, EntityFinder
from index.quantities import find_quantities
from index.text import tokenize
from ingest.text.language import detect_language, without_function_words


class Want(StrEnum):
    """What kind of answer a question wants."""

    NUMBER = "number"
    LIST = "list"
    DEFINITION = "definition"
    YES_NO = "yes_no"
    CONTACT = "contact"
    PHONE = "phone"
    TABLE = "table"
    REASON = "reason"


@lru_cache(maxsize=1)
def _wants() -> tuple[tuple[Want, re.Pattern[str]], ...]:
    patterns = {want: rf"\b{pattern_of(want.value, table='wants')}\b" for want in Want}
    patterns[Want.NUMBER] += "|%"
    patterns[Want.YES_NO] = rf"^(?:\W*{pattern_of('before_asking')}\W+)*" + patterns[Want.YES_NO]
    return tuple((want, re.compile(pattern, re.IGNORECASE)) for want, pattern in patterns.items())


_FEW_WORDS = 4
"""Terms up to which a question that names no subject is taken to go on with the one before."""
_FEW_WORDS_ON_A_SUBJECT = 1
"""The same for one that names a disease, drug or treatment: its name alone goes on, "risks of" it stands by
itself."""


@dataclass(frozen=True, kw_only=True)
class PartReading:
    """One question as it is searched.

    ``text`` is the user's own words; ``own`` the same with spelling corrected; ``attribute`` is
    ``own``, folded, without the names of its entities; ``full`` has what it borrows put before.
    ``wordings`` are the texts searched by words, ``meanings`` those searched by meaning, ``own`` first; each
    retriever takes the best of its texts. One of the meanings starts with ``full``. The last wording has its
    everyday words replaced and is no meaning: encoding it too buys nothing and costs a quarter of the time.
    ``about`` names the subject borrowed from history or from the rest of the comment, "" if none.
    ``personal``: it asks for a choice or a prognosis for one person.
    ``entities`` are those of the question and of what it borrowed; ``own_entities`` of the question.
    """

    text: str
    language: str
    own: str
    attribute: str
    full: str
    wordings: tuple[str, ...]
    meanings: tuple[str, ...]
    about: str
    entities: Entities
    own_entities: Entities
    wants: frozenset[Want]
    follow_up: bool
    personal: bool


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A whole turn as understood: sentence by sentence (``read``) and question by question (``parts``).

    ``left_out`` counts questions beyond the limit.
    """

    text: str
    read: ReadText
    language: str
    parts: tuple[PartReading, ...]
    left_out: int


def read_question(
    question: str, *, history: Sequence[str], vocabulary: Vocabulary, reader: Reader
) -> Reading:
    """Understand ``question`` after the user's earlier turns ``history`` (oldest first).

    Raises QuestionError: if the question is empty or too long.
    """
    text = clean_question(question)
    # A turn of thumbs, hearts or dots asks nothing: no reason to refuse the next question, nothing to borrow.
    earlier = [turn for turn in map(clean_text, history) if any(map(str.isalnum, turn))]
    language = detect_language(text, vocabulary.foreign)
    read = reader.read(text)
    asked, left_out = split_question(read, asks_from=reader.thresholds["asks"])
    parts = tuple(
        read_part(
            part,
            earlier=earlier,
            language=language,
            vocabulary=vocabulary,
            personal=reader.holds(read.only(part.numbers), "personal", "choice", "prognosis"),
        )
        for part in asked
    )
    return Reading(text=text, read=read, language=language, parts=parts, left_out=left_out)


def wants_of(text: str) -> frozenset[Want]:
    """Return the kinds of answer that ``text`` asks for; may be several or none."""
    return frozenset(want for want, pattern in _wants() if pattern.search(text))


def read_part(
    part: AskedPart, *, earlier: list[str], language: str, vocabulary: Vocabulary, personal: bool
) -> PartReading:
    """Bring one asked part near the documents' words; see ``PartReading`` for what it borrows."""
    search_text = partial(_search_text, language=language, vocabulary=vocabulary)
    finder = vocabulary.finder
    own = search_text(part.text)
    own_entities = finder.find(own)
    follow_up = bool(earlier) and _is_follow_up(part.text, own_entities, vocabulary)
    knows_stage = own_entities.stages or own_entities.categories or asks_for_stage(part.text)
    borrowed = (lambda text: text) if knows_stage else vocabulary.stages.with_stage
    before = search_text(borrowed(" ".join(_before(part, earlier if follow_up else [], own_entities))))
    named = finder.find(before)
    settled = _points_back(part.text) and bool(named.names("disease") or named.names("drug"))
    # "its": of what was named last, and nothing older
    turns = earlier[:-1] if follow_up and not settled else []
    story = search_text(borrowed(" ".join([*turns, part.story])))
    full = " ".join(piece for piece in (before, own) if piece)
    stranger = (
        can(language, "spelling")
        and vocabulary.speller.is_strange(own)
        and not (own_entities.by_group or leans(own))
    )
    subject = full if stranger else " ".join([*_missing_subjects(full, story, finder), full])
    wordings = _wordings(own, subject, language, vocabulary)
    return PartReading(
        text=part.text,
        language=language,
        own=own,
        attribute=finder.without(own),
        full=subject,
        wordings=wordings,
        meanings=wordings[:-1],
        about=_about(finder.find(subject), own_entities),
        entities=finder.find(subject),
        own_entities=own_entities,
        wants=wants_of(f"{part.text} {own}"),
        follow_up=follow_up,
        personal=personal,
    )


def _search_text(text: str, language: str, vocabulary: Vocabulary) -> str:
    """Return what is searched for ``text``: corrected where it can be, a language of the corpus as typed.

    What is in no language of the documents or the plain questions has to be brought to one of them.
    """
    if can(language, "spelling"):
        return vocabulary.speller.correct(text)
    if language in vocabulary.written:
        return text
    lexicon = vocabulary.foreign_in(language)
    return vocabulary.speller.correct(without_function_words(lexicon.translate(text), language))


def _is_follow_up(text: str, own: Entities, vocabulary: Vocabulary) -> bool:
    most = _FEW_WORDS_ON_A_SUBJECT if vocabulary.names_subject(text, own) else _FEW_WORDS
    few = len(set(tokenize(text))) <= most
    return _points_back(text) or (few and not own.names("other disease"))


def _points_back(text: str) -> bool:
    """Say whether ``text`` begins as a follow-up does ("and …") or refers to what was said before ("its")."""
    return bool(compiled(r"(?i)\W*<follow_up>\b").match(text)) or leans(text)


def _before(part: AskedPart, earlier: list[str], own: Entities) -> list[str]:
    """What stood before that a question may refer to: the last turn, the sentence before a leaning word."""
    pieces = earlier[-1:]
    whose = _WHOSE & wants_of(part.text) and not own.names("organisation")
    if part.lead and (whose or leans(part.text)):
        pieces.append(part.lead)
    return pieces


_WHOSE = {Want.CONTACT, Want.PHONE}
"""A question for a number or an address that names no one asks for that of whoever was named before."""


def _missing_subjects(asked: str, story: str, finder: EntityFinder) -> list[str]:
    """Words of the story for what the question needs and does not name: disease, drug, site, stage, size."""
    here, there = finder.find(asked), finder.find(story)
    words: list[str] = []
    for group in ("disease", "drug", "site"):
        if not here.names(group):
            words += _first_words(finder, there.names(group), story)[: _BORROWED[group]]
    if leans(asked) and not here.stages and there.stages:
        words.append("stage " + sorted(there.stages)[0])
    if leans(asked) and not here.categories and len(there.categories) > 1:
        words += sorted(there.categories, reverse=True)
    if leans(asked) and not find_quantities(asked):
        words += [f"{value:g} {unit}" for unit, value in find_quantities(story)[:1]]
    return words


_BORROWED = {"disease": 1, "drug": 3, "site": 1}
"""How many subjects of a kind a question borrows: one illness and place, but a combination of drugs."""


def _first_words(finder: EntityFinder, names: frozenset[str], text: str) -> list[str]:
    folded = text.casefold()

    def place(name: str) -> int:
        found = [folded.find(word) for word in finder.words(name) if word in folded]
        return min(found, default=len(folded))

    return sorted(names, key=lambda name: (place(name), name))


def _about(entities: Entities, own: Entities) -> str:
    groups = (group for group in ("disease", "drug", "treatment") if not own.names(group))
    return next((name for group in groups for name in sorted(entities.names(group))), "")


MOST_WIDENING = 14
"""Clinical words appended at most: a long comment names much of the lexicon."""


def _wordings(own: str, subject: str, language: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    if language == DEFAULT or language not in vocabulary.written:
        everyday = vocabulary.everyday
        clinical = [*everyday.search_words(subject), *vocabulary.abbreviation_words(subject)][:MOST_WIDENING]
        widened = f"{subject} {' '.join(clinical)}".strip()
        return (*dict.fromkeys([own, widened]), everyday.translate(subject))
    foreign = vocabulary.foreign_in(language)
    widened = " ".join(foreign.search_words(subject)) or subject
    return (*dict.fromkeys([own, subject, widened]), foreign.translate(subject))
