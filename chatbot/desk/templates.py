"""The reply's own sentences: small files that a desk may replace, one a language, read and checked here."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from string import Formatter

from chatbot.languages import spoken
from chatbot.languages.catalogue import FOLDER
from corpus.errors import AsWrittenError

_MAY_HOLD = {
    "answer_many": {"ordinal"},
    "no_source_single": {"turn_to"},
    "no_source_many": {"ordinal", "turn_to"},
    "personal": {"turn_to"},
    "personal_many": {"ordinal", "turn_to"},
    "closing": {"turn_to"},
    "dated": {"dates"},
}
_FILLED = {"ordinals", "citation", "kind_words", "turn_to"}
"""Fields of ``Templates`` that are no text of the file."""


class TemplateError(AsWrittenError):
    """A template file that cannot be used."""


@dataclass(frozen=True, kw_only=True)
class CitationWords:
    """The words that stand around a quote."""

    study: str
    no_date: str
    caveat: str
    header: str
    caption: str
    lead_in: str
    list: str
    leans_on: str
    staff_note: str


@dataclass(frozen=True, kw_only=True)
class KindWords:
    """What a reply says besides to somebody in fear, say: one text after its greeting, one at its end."""

    opening: str
    closing: str


@dataclass(frozen=True, kw_only=True)
class Templates:
    """Every sentence a reply may hold besides quotes, in one language. Braces are filled when drafting.

    ``kind_words``: by what the writer feels, as the file names it; a member of staff picks. ``turn_to``: the
    sentence with which the documents name whom to turn to, "" where they name nobody.
    """

    language: str
    greeting: str
    closing: str
    farewell: str
    answer_single: str
    answer_many: str
    no_source_single: str
    no_source_many: str
    personal: str
    personal_many: str
    urgent: str
    dated: str
    corrected: str
    differ: str
    ordinals: tuple[str, ...]
    citation: CitationWords
    kind_words: Mapping[str, KindWords]
    turn_to: str = ""

    def say(self, name: str, **blanks: str) -> str:
        """Return the text ``name`` with its braces filled."""
        return str(getattr(self, name)).format(turn_to=self.turn_to, **blanks).strip()

    def ordinal(self, number: int) -> str:
        """Return the word for the ``number``-th question (from 1); beyond the last word, the number."""
        return self.ordinals[number - 1] if number <= len(self.ordinals) else str(number)


def load_templates(language: str, *, folder: Path | None = None) -> Templates:
    """Read the templates of ``language`` from ``folder`` (the packaged ones by default).

    Raises TemplateError: if the file cannot be read or names another language, or if a text is missing,
    empty, unknown or has an unknown brace.
    """
    path = folder / f"{language}.toml" if folder else FOLDER / language / "reply.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(f"{path} cannot be read; give a folder that holds {language}.toml.") from error
    except tomllib.TOMLDecodeError as error:
        raise TemplateError(f"{path} is not TOML ({error}); mend that line.") from error
    words = _texts(raw.pop("citation", {}), CitationWords, path)
    kind_words = _kind_words(raw.pop("kind_words", {}), path)
    ordinals = raw.pop("ordinals", [])
    if not isinstance(ordinals, list) or not ordinals or not all(isinstance(word, str) for word in ordinals):
        raise TemplateError(f'{path}: "ordinals" must be a list of words; write ["first", "second"].')
    texts = _texts(raw, Templates, path)
    if texts["language"] != language:
        # Speakers would be named, and the reply marked for screen readers, in the wrong language.
        raise TemplateError(f'{path}: "language" must be "{language}", as in the name of the file; mend it.')
    return Templates(
        **texts, ordinals=tuple(ordinals), citation=CitationWords(**words), kind_words=kind_words
    )


def load_all_templates(folder: Path | None = None) -> dict[str, Templates]:
    """Read the templates of every language of the desk, by language.

    Raises TemplateError: if one of the files cannot be used.
    """
    return {language: load_templates(language, folder=folder) for language in spoken()}


def _kind_words(raw: object, path: Path) -> dict[str, KindWords]:
    if not isinstance(raw, Mapping):
        raise TemplateError(f'{path}: "kind_words" must be tables; write [kind_words.fear] above its texts.')
    return {name: KindWords(**_texts(given, KindWords, path)) for name, given in raw.items()}


def _texts(raw: object, kind: type[Templates | CitationWords | KindWords], path: Path) -> dict[str, str]:
    wanted = {field.name for field in fields(kind)} - _FILLED
    given = raw if isinstance(raw, Mapping) else {}
    for name in sorted(set(given) - wanted):
        raise TemplateError(f'{path}: "{name}" is not a text of a reply; remove it or mend its name.')
    for name in sorted(wanted):
        text = given.get(name)
        if not isinstance(text, str) or not text.strip():
            raise TemplateError(f'{path}: "{name}" is missing or empty; write a sentence for it.')
        _check_braces(name, text, path)
    return {name: str(given[name]) for name in wanted}


def _check_braces(name: str, text: str, path: Path) -> None:
    try:
        held = {field for _, field, _, _ in Formatter().parse(text) if field is not None}
    except ValueError as error:
        raise TemplateError(
            f'{path}: "{name}" has a brace without its partner; close or remove it.'
        ) from error
    for brace in sorted(held - _MAY_HOLD.get(name, set())):
        raise TemplateError(f'{path}: "{name}" cannot hold {{{brace}}}; remove it.')
