"""The program's own words: gettext catalogues, one text file a language and place.

GNU gettext and not Fluent: reading takes the standard library and two milliseconds, where importing and
parsing Fluent takes a tenth of a second at every start; translators have tools for it; plural forms are the
language's own. What is read is what our files use of the format, and a test reads them with Babel too.
"""

import gettext
import os
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from corpus.document import DEFAULT_LANGUAGE

DEFAULT = DEFAULT_LANGUAGE
"""The language for readers of any that the program does not speak, and of addresses that name none."""

FOLDER = Path(__file__).parent


class Words:
    """What the program says in one place, in one language: ``words.title``, ``words["kinds.name"]``.

    ``words("found", count=3)`` fills an entry's blanks; a ``count`` needs an entry with plural forms.
    A key that the catalogue lacks raises AttributeError or KeyError, a blank that is not given KeyError.
    """

    def __init__(self, language: str, texts: Mapping[str, str]) -> None:
        self.language = language
        self._texts = texts
        self._form = gettext.c2py(texts[""].rpartition(" plural=")[2].partition(";")[0])

    @property
    def prefix(self) -> str:
        """What stands before the address of every page in this language: nothing for the default."""
        return "" if self.language == DEFAULT else f"/{self.language}"

    def __getattr__(self, key: str) -> str:
        try:
            return self[key]
        except KeyError as error:
            raise AttributeError(key) from error

    def __getitem__(self, key: str) -> str:
        return self._texts[key]

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def __call__(self, key: str, **blanks: object) -> str:
        """Return the entry ``key``, its blanks filled, in the plural form that number ``count`` asks for."""
        count = blanks.get("count")
        return self[f"{key}[{self._form(count)}]" if isinstance(count, int) else key].format(**blanks)


@lru_cache
def spoken(folder: Path = FOLDER) -> tuple[str, ...]:
    """The languages in ``folder`` that have a catalogue (ISO 639-1 codes), the default first."""
    languages = {path.parent.name for path in folder.glob("*/*.po")}
    return tuple(sorted(languages, key=lambda language: (language != DEFAULT, language)))


def spoken_in(language: str) -> str:
    """The language in which the program speaks of a question in ``language``: the default if not its own."""
    return language if language in spoken() else DEFAULT


@lru_cache
def words_of(name: str, language: str, *, over: str = "", folder: Path = FOLDER) -> Words:
    """The words of the place ``name`` in ``language``, or in the default if the program does not speak it.

    ``over``: another catalogue; what stands in it is said instead.
    """
    known = language if language in spoken(folder) else DEFAULT
    files = [folder / known / f"{file}.po" for file in (name, over) if file]
    return Words(known, {key: text for file in files for key, text in _read(file).items() if text})


_ESCAPED = re.compile(r"\\(.)")


def _read(path: Path) -> dict[str, str]:
    """The texts of a catalogue by their keys, plural forms by ``key[0]`` and so on, the header by nothing."""
    texts: dict[str, str] = {}
    key = place = ""
    for line in path.read_text("utf-8").split("\n"):
        word, _, written = line.rstrip().removesuffix('"').partition('"')
        text = _ESCAPED.sub(lambda found: "\n" if found[1] == "n" else found[1], written)
        if word == "msgid ":
            key = text
        elif word.startswith("msgstr"):
            place = key + word.removeprefix("msgstr").rstrip()
            texts[place] = text
        elif not word and place in texts:
            texts[place] += text
    return texts


def language_names(
    codes: Iterable[str], language: str, *, style: Literal["standard", "or"] = "standard"
) -> str:
    """Return the names of some languages (ISO 639-1) in one the program speaks: "English and Spanish"."""
    from babel import Locale
    from babel.lists import format_list

    locale = Locale(spoken_in(language))
    return format_list([locale.languages.get(code, code) for code in sorted(codes)], style, locale)


ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def written_date(stated: str, language: str) -> str:
    """An ISO date as precise as it is stated: ``2004-01`` becomes "January 2004"; anything else as it is."""
    match = ISO.fullmatch(stated)
    if match is None:
        return stated
    format_date, format_skeleton = _forms()
    year, month, day = match.groups()
    try:
        whole = date(int(year), int(month or 1), int(day or 1))
    except ValueError:  # no such day
        return year
    if month is None:
        return year
    if day is None:
        return format_skeleton("yMMMM", whole, locale=language)
    return format_date(whole, "long", locale=language)


def _forms() -> tuple[Callable[..., str], Callable[..., str]]:
    """Return Babel's two functions. It reads what ``TZ`` names, and fails where that is no time zone."""
    import struct

    try:
        from babel.dates import format_date, format_skeleton
    except (AssertionError, OSError, ValueError, LookupError, struct.error):
        os.environ.pop("TZ", None)
        from babel.dates import format_date, format_skeleton
    return format_date, format_skeleton


def message(key: str, language: str, **blanks: str) -> str:
    """Return the message ``key`` in ``language`` (the default where the program does not speak it).

    Raises KeyError: if there is no such message or a blank of it is not given.
    """
    return words_of("answers", language)(key, **blanks)


def voice_label(voice: str, language: str) -> str:
    """Return how ``voice`` (a value of ``ingest.structure.Voice``) is called on pages and in the terminal."""
    return words_of("answers", language)[f"voice.{voice}"]
