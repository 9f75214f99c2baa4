"""Which language a question is in, among those the lexicons know; English when in doubt."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from index.text import tokenize

if TYPE_CHECKING:
    from corpus.lexicon import Lexicon

SUPPORTED = ("en", "es", "fr", "de", "zh")

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_INITIAL = re.compile(r"(?<=\w )[B-HJ-Z]\b")
"""The initial after an author's name: "Wang Y" is no Spanish. A and I are English words."""
_HAN = re.compile(r"[㐀-鿿豈-﫿]")
_FUNCTION_WORDS = {
    "es": """
        el la los las un una de del que qué en por para con sin es son se su sus mi me le lo y o como cómo cuál
        cuánto cuántos dónde puede podemos hay tengo tiene está más después muy al si sí ya no pero nuestro
        nuestra hola porque cuando desde hace
    """,
    "fr": """
        le la les un une de des du que qui quoi dans pour avec sans est sont se sa ses mon ma mes je il elle et ou
        comment combien quel quelle peut y a ai après très au si ne pas mais bonjour parce quand depuis ce cette
        c'est
    """,
    "de": """
        der die das den dem ein eine einer einen von was wer wie in für mit ohne ist sind sich sein ihre mein
        meine ich er sie und oder kann gibt nach sehr am im zu wenn nicht aber hallo weil seit bei wird werden hat
        habe man
    """,
    "en": """
        the a an of that what who how in for with without is are do does my your i he she it and or can could
        would after very at if not but hi because when since be been was were have has had to on from this which
        should u ur
    """,
}
"""The commonest words of each language (general knowledge; they only vote)."""


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


def without_function_words(text: str, language: str) -> str:
    """Return ``text`` without the commonest words of ``language``, which say nothing in a search."""
    common = _voters().get(language, frozenset())
    return " ".join(word for word in text.split() if word.strip(".,;:!?¿¡'\"").casefold() not in common)


def _foreign_letters(text: str) -> bool:
    return re.search(r"[áéíóúñ¿¡äöüßçèêàùâîôœ]", text.casefold()) is not None and len(tokenize(text)) > 2


@lru_cache(maxsize=1)
def _voters() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()}


def _by_library(text: str) -> str:
    import py3langid

    py3langid.set_languages(list(SUPPORTED))
    return str(py3langid.classify(text)[0])
