"""A user's turn understood: its language, its parts, what each is about and what kind of answer it wants."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from chatbot.care import asks_personal_advice, is_urgent
from chatbot.cleaning import clean_question
from chatbot.entities import Entities, entity_words, find_entities
from chatbot.language import detect_language
from chatbot.lexicon import everyday_lexicon, foreign_lexicons
from chatbot.spelling import Speller
from chatbot.splitting import AskedPart, leans, split_question
from index.text import tokenize


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


_WANTS: tuple[tuple[Want, re.Pattern[str]], ...] = tuple(
    (want, re.compile(pattern, re.IGNORECASE))
    for want, pattern in (
        (Want.NUMBER, r"\b(?:how (?:many|much|often|long|old|big|large|wide|far|likely|common|soon|high|rare)|percent\w*|per cent|odds"
                      r"|chances?|what (?:age|size|share|proportion|number|percentage|rate)|number of|rates?|how .{0,12} times|median|average"
                      r"|years? (?:do|can|will|does)|when (?:did|was|were)|which year|statistics?|figures?|out of (?:10|100|ten|a hundred)"
                      r"|survival|cu[aá]nt[oa]s?|porcentaje|qu[eé] edad|cada cu[aá]nto|combien|wie ?viele?|wie (?:lange|oft|alt|hoch))\b|%"),
        (Want.LIST, r"\b(?:what are|which (?:kinds?|types?|sorts?|ones?|drugs?|tests?|things?|medic\w+|factors?|symptoms?)|symptoms?|signs?"
                    r"|risk factors?|what (?:kinds?|types?|sorts?|tests?|checks?|scans?|factors?|things?|treatments?|drugs?|options?)|list|examples?"
                    r"|cu[aá]les son|s[ií]ntomas|qu[eé] tipos?|quels? sont|welche)\b"),
        (Want.DEFINITION, r"\b(?:what (?:is|are|does|do|s|was)|whats|wots|wot is|mean(?:s|ing)?|stands? for|letters|definition|define|explain|called|term"
                          r"|word|in plain|difference between|qu[eé] (?:es|son|significa|quiere decir)|was (?:ist|bedeutet|hei[sß]+t)|qu'est)\b"),
        (Want.CONTACT, r"\b(?:phone|telephone|number (?:to|for|so)|(?:there|their|the|which|what|a) (?:phone )?(?:number|no)\b|ring|call|email|e-mail|website"
                       r"|web ?page|web ?site|link|address|appointment|book(?:ing)?|contact|where (?:can|do|could|should|would|to) (?:\w+ )?(?:look|find|get|go|search|sign|join|turn)"
                       r"|look(?: it| them)? up|who (?:can|do|should) (?:i|we) (?:call|ring|contact|talk)|online|mailing list|support group"
                       r"|tel[eé]fono|n[uú]mero|cita|correo|p[aá]gina web|contactar|llamar|t[eé]l[eé]phone|telefon\w*|rendez-vous|termin)\b"),
        (Want.PHONE, r"\b(?:phone|telephone|tel|number|ring|call|tel[eé]fono|n[uú]mero|llamar|t[eé]l[eé]phone|telefon\w*)\b"),
        (Want.TABLE, r"\b(?:stage|staging|grade|score|points?|[tnm][0-4][abc]?|g[1-3x]|tx|category|t number|tnm|fnclcc|table|etapa|estadio|grado)\b"),
        (Want.REASON, r"\b(?:why|how come|reason|because of what|por qu[eé]|pourquoi|warum|what makes|what causes?)\b"),
        (Want.YES_NO, r"^(?:\W*(?:and|so|but|also|ok|well|hi|right|or)\W+)*(?:is|are|do|does|did|can|could|will|would|should|has|have|was|were|may|might"
                      r"|es|son|hay|puede|se puede|existe|ist|sind|kann|gibt|est-ce|peut-on)\b"),
    )
)
_FOLLOW_UP = re.compile(
    r"^\W*(?:and|so|but|or|then|also|ok|okay|right|what about|how about|wot about|y|entonces|pero|und|et|aber|mais|why|por qu[eé])\b",
    re.IGNORECASE,
)
_FEW_WORDS = 4
_MAX_STORY_SUBJECTS = 3


@dataclass(frozen=True, kw_only=True)
class PartReading:
    """One question as it is searched.

    ``text`` is the user's own words; ``own`` the same with spelling corrected; ``full`` with what it
    borrows put before. ``wordings`` are the texts searched, ``own`` first (each retriever takes its best).
    ``about`` names the subject borrowed from history or from the rest of the comment, "" if none.
    ``entities`` are those of the question and of what it borrowed; ``own_entities`` of the question.
    """

    text: str
    own: str
    full: str
    wordings: tuple[str, ...]
    about: str
    entities: Entities
    own_entities: Entities
    wants: frozenset[Want]
    follow_up: bool


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A whole turn as understood. ``left_out`` counts questions beyond the limit."""

    text: str
    language: str
    urgent: bool
    personal: bool
    parts: tuple[PartReading, ...]
    left_out: int


def read_question(question: str, *, history: Sequence[str], speller: Speller) -> Reading:
    """Understand ``question`` after the user's earlier turns ``history`` (oldest first).

    Raises:
        QuestionError: if the question is empty or too long.
    """
    text = clean_question(question)
    earlier = [clean_question(turn) for turn in history if turn.strip()]
    language = detect_language(text, foreign_lexicons())
    split = split_question(text)
    parts = tuple(_read_part(part, earlier=earlier, language=language, speller=speller) for part in split.parts)
    return Reading(
        text=text,
        language=language,
        urgent=is_urgent(text),
        personal=asks_personal_advice(text),
        parts=parts,
        left_out=split.left_out,
    )


def wants_of(text: str) -> frozenset[Want]:
    """Return the kinds of answer that ``text`` asks for; may be several or none."""
    return frozenset(want for want, pattern in _WANTS if pattern.search(text))


def _read_part(part: AskedPart, *, earlier: list[str], language: str, speller: Speller) -> PartReading:
    correct = speller.correct if language == "en" else str
    own = correct(part.text)
    own_entities = find_entities(own)
    follow_up = bool(earlier) and _is_follow_up(part.text, own_entities)
    before = _borrowed(part, earlier, follow_up=follow_up)
    before = correct(before)
    full = f"{before} {own}".strip()
    entities = find_entities(full)
    return PartReading(
        text=part.text,
        own=own,
        full=full,
        wordings=_wordings(own, full, language),
        about=_about(entities, own_entities),
        entities=entities,
        own_entities=own_entities,
        wants=wants_of(own),
        follow_up=follow_up,
    )


def _is_follow_up(text: str, own: Entities) -> bool:
    few = len(set(tokenize(text))) <= _FEW_WORDS
    return bool(_FOLLOW_UP.match(text)) or leans(text) or few or not (own.subjects or own.names("site"))


def _borrowed(part: AskedPart, earlier: list[str], *, follow_up: bool) -> str:
    """What stood before that this question needs: its lead sentence, its turn, a missing subject."""
    pieces: list[str] = [earlier[-1]] if follow_up else []
    if part.lead and leans(part.text):
        pieces.append(part.lead)
    rest = " ".join([*(earlier[:-1] if follow_up else []), part.story])
    here = find_entities(" ".join([*pieces, part.text]))
    story = find_entities(rest)
    for group in ("disease", "drug"):
        if not here.names(group) and not (group == "drug" and not pieces):
            pieces.extend(_first_words(story, group, rest))
    if not here.stages and story.stages and leans(part.text):
        pieces.append("stage " + sorted(story.stages)[0])
    return " ".join(pieces)


def _first_words(entities: Entities, group: str, text: str) -> list[str]:
    folded = text.casefold()

    def place(name: str) -> int:
        found = [folded.find(word) for word in entity_words(name) if word in folded]
        return min(found, default=len(folded))

    return sorted(entities.names(group), key=lambda name: (place(name), name))[:1]


def _about(entities: Entities, own: Entities) -> str:
    for group in ("disease", "drug", "treatment"):
        borrowed = sorted(entities.names(group) - own.names(group))
        if borrowed and not own.names(group):
            return borrowed[0]
    return ""


def _wordings(own: str, full: str, language: str) -> tuple[str, ...]:
    everyday = everyday_lexicon()
    if language == "en":
        clinical = everyday.search_words(full)
        widened = f"{full} {' '.join(clinical)}" if clinical else full
        return tuple(dict.fromkeys([own, full, widened, everyday.translate(full)]))
    translated = next(lexicon for lexicon in foreign_lexicons() if lexicon.language == language)
    english = " ".join(translated.search_words(full))
    return tuple(dict.fromkeys(wording for wording in (own, full, english, translated.translate(full)) if wording))
