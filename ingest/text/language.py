"""Which language a text is in: a question, a span, a whole document."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from corpus.document import UNKNOWN
from corpus.lexicon import Lexicon

SUPPORTED = ("en", "es", "fr", "de", "zh")

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_INITIAL = re.compile(r"(?<=\w )[B-HJ-Z]\b")
"""The initial after an author's name: "Wang Y" is no Spanish. A and I are English words."""
_HAN = re.compile(r"[㐀-鿿豈-﫿]")


def detect_language(text: str, lexicons: tuple[Lexicon, ...]) -> str:
    """Return the ISO 639-1 code of ``text``'s language, one of ``SUPPORTED``.

    Chinese by its script. Otherwise the words vote: a language's function words and the words of its
    lexicon count for it; py3langid breaks a tie between foreign languages; English wins every other tie.
    """
    han = len(_HAN.findall(text))
    if han >= 2 and han * 3 >= sum(character.isalpha() for character in text):
        return "zh"
    words = _WORD.findall(_INITIAL.sub(" ", text).casefold())
    votes = {language: sum(word in known for word in words) for language, known in _voters().items()}
    for lexicon in lexicons:
        if lexicon.language in votes:
            votes[lexicon.language] += len(lexicon.matches(text))
    best = max(votes.values(), default=0)
    if best == 0 or votes["en"] == best:
        return "en" if best or not _foreign_letters(text) else _by_library(text)
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
    return re.search(r"[áéíóúñ¿¡äöüßçèêàùâîôœ]", text.casefold()) is not None and len(_WORD.findall(text)) > 2


@lru_cache(maxsize=1)
def _voters() -> dict[str, frozenset[str]]:
    raw = tomllib.loads(files("ingest.text").joinpath("function_words.toml").read_text("utf-8"))
    return {language: frozenset(words.split()) for language, words in raw.items()}


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
    best = max(votes, key=lambda language: votes[language])
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
        for code, name in Locale("en").languages.items()
        if re.fullmatch("[a-z]{2}", code)
    }
    own = {Locale(code).languages[code].casefold(): code for code in SUPPORTED}
    return names | own


def _any_language(text: str) -> str:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return str(LanguageIdentifier.from_model_file(MODEL_FILE).classify(text)[0])


def _by_library(text: str) -> str:
    import py3langid

    py3langid.set_languages(list(SUPPORTED))
    return str(py3langid.classify(text)[0])
