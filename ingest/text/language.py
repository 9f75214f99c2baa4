"""Which language a text is in: a question, a span, a whole document."""

import re
from functools import cache, lru_cache

from corpus.document import DEFAULT_LANGUAGE, UNKNOWN
from corpus.lexicon import Lexicon
from ingest.languages import languages

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_INITIAL = re.compile(r"(?<=\w )[B-HJ-Z]\b")
"""The initial after an author's name: "Wang Y" is no Spanish. A and I are English words."""


def detect_language(text: str, lexicons: tuple[Lexicon, ...]) -> str:
    """Return the ISO 639-1 code of ``text``'s language, one of ``languages()``.

    By its script where it has its own. Otherwise the words vote: a language's function words and the words of
    its lexicon count for it; py3langid breaks a tie between foreign languages; the default wins any other.
    """
    for language, script in _scripts().items():
        written = len(script.findall(text))
        if written >= 2 and written * 3 >= sum(character.isalpha() for character in text):
            return language
    words = _WORD.findall(_INITIAL.sub(" ", text).casefold())
    votes = {language: sum(word in known for word in words) for language, known in _voters().items()}
    for lexicon in lexicons:
        if lexicon.language in votes:
            votes[lexicon.language] += len(lexicon.matches(text))
    best = max(votes.values(), default=0)
    if best == 0 or votes[DEFAULT_LANGUAGE] == best:
        return DEFAULT_LANGUAGE if best or not _foreign_letters(text) else _by_library(text)
    leaders = [language for language, count in votes.items() if count == best]
    return leaders[0] if len(leaders) == 1 else _by_library(text)


def function_words() -> frozenset[str]:
    """Return the commonest words of all languages."""
    return frozenset().union(*_voters().values())


def without_function_words(text: str, language: str) -> str:
    """Return ``text`` without the commonest words of ``language``, which say nothing in a search."""
    common = _voters().get(language, frozenset())
    return " ".join(word for word in text.split() if word.strip(".,;:!?¿¡'\"").casefold() not in common)


def _foreign_letters(text: str) -> bool:
    letters = {letter for held in languages().values() for letter in held.get("letters", "")}
    return not letters.isdisjoint(text.casefold()) and len(_WORD.findall(text)) > 2


@cache
def _voters() -> dict[str, frozenset[str]]:
    words = {language: held.get("function_words", "").split() for language, held in languages().items()}
    return {language: frozenset(common) for language, common in words.items() if common}


@cache
def _scripts() -> dict[str, re.Pattern[str]]:
    """The letters that are one language's alone."""
    return {code: re.compile(held["script"]) for code, held in languages().items() if "script" in held}


def language_code(stated: str) -> str:
    """Return the ISO 639-1 code of a language as people write it ("en", "en-GB", "English", "Deutsch").

    "unknown" for what is no language.
    """
    folded = stated.strip().casefold()
    if code := re.match(r"([a-z]{2})(?:$|[-_])", folded):
        return code.group(1)
    name = re.split(r"[\s(,;/-]", folded)[0]
    return _codes_by_name().get(name, UNKNOWN)


def document_language(text: str, stated: str) -> str:
    """Return the code of a document's language: as it is ``stated``, else as its text tells; or "unknown"."""
    code = language_code(stated)
    words = _WORD.findall(text[:_TOLD].casefold())
    if code != UNKNOWN or not words:
        return code
    votes = {language: sum(word in known for word in words) for language, known in _voters().items()}
    best = max(votes, key=lambda language: (votes[language], language != DEFAULT_LANGUAGE))
    if votes[best] >= _ENOUGH * len(words):
        return best
    return _any_language(text[:_TOLD]) if len(words) >= _FEW else UNKNOWN


_TOLD = 20_000
"""Characters that tell a document's language."""
_ENOUGH = 0.25
"""Share of a text's words that are among the commonest of its own language: a third or more in prose."""
_FEW = 8
"""Fewer words tell no language."""


@lru_cache(maxsize=1)
def _codes_by_name() -> dict[str, str]:
    from babel import Locale

    names = {
        name.casefold(): code
        for code, name in Locale(DEFAULT_LANGUAGE).languages.items()
        if re.fullmatch("[a-z]{2}", code)
    }
    own = {Locale(code).languages[code].casefold(): code for code in languages()}
    return names | own


def _any_language(text: str) -> str:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return str(LanguageIdentifier.from_model_file(MODEL_FILE).classify(text)[0])


def _by_library(text: str) -> str:
    import py3langid

    py3langid.set_languages(list(languages()))
    return str(py3langid.classify(text)[0])
