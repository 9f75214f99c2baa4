"""The reply's own sentences: small files that a desk may replace, one a language, read and checked here."""

from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter, ValidationError, ValidationInfo
from pydantic.dataclasses import dataclass

from chatbot.languages import spoken
from chatbot.languages.catalogue import FOLDER
from corpus.errors import AsWrittenError, CorpusError
from corpus.files import read_toml

_MAY_HOLD = {
    "answer_many": {"ordinal"},
    "no_source_single": {"turn_to"},
    "no_source_many": {"ordinal", "turn_to"},
    "personal": {"turn_to"},
    "personal_many": {"ordinal", "turn_to"},
    "closing": {"turn_to"},
    "dated": {"dates"},
}


class TemplateError(AsWrittenError):
    """A template file that cannot be used."""


def _fit(text: str, info: ValidationInfo) -> str:
    """Return a text of the file. Raises ValueError: it is empty, or cannot hold one of its braces."""
    if not text.strip():
        raise ValueError("is missing or empty; write a sentence for it.")
    try:
        held = {brace for _, brace, _, _ in Formatter().parse(text) if brace is not None}
    except ValueError as error:
        raise ValueError("has a brace without its partner; close or remove it.") from error
    for brace in sorted(held - _MAY_HOLD.get(info.field_name or "", set())):
        raise ValueError(f"cannot hold {{{brace}}}; remove it.")
    return text


_Text = Annotated[str, AfterValidator(_fit)]
_NOTHING_ELSE = ConfigDict(extra="forbid")


@dataclass(frozen=True, kw_only=True, config=_NOTHING_ELSE)
class CitationWords:
    """The words that stand around a quote."""

    study: _Text
    no_date: _Text
    caveat: _Text
    header: _Text
    caption: _Text
    lead_in: _Text
    list: _Text
    leans_on: _Text
    staff_note: _Text


@dataclass(frozen=True, kw_only=True, config=_NOTHING_ELSE)
class KindWords:
    """What a reply says besides to somebody in fear, say: one text after its greeting, one at its end."""

    opening: _Text
    closing: _Text


@dataclass(frozen=True, kw_only=True, config=_NOTHING_ELSE)
class Templates:
    """Every sentence a reply may hold besides quotes, in one language. Braces are filled when drafting.

    ``kind_words``: by what the writer feels, as the file names it; a member of staff picks. ``turn_to``: the
    sentence with which the documents name whom to turn to, "" where they name nobody.
    """

    language: _Text
    greeting: _Text
    closing: _Text
    farewell: _Text
    answer_single: _Text
    answer_many: _Text
    no_source_single: _Text
    no_source_many: _Text
    personal: _Text
    personal_many: _Text
    urgent: _Text
    dated: _Text
    corrected: _Text
    differ: _Text
    ordinals: Annotated[tuple[str, ...], Field(min_length=1)]
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
        templates = TypeAdapter(Templates).validate_python(read_toml(path))
    except CorpusError as error:
        raise TemplateError(f"{error} Give a folder that holds {language}.toml.") from error
    except ValidationError as error:
        raise TemplateError(f"{path}: {_told(error)}") from error
    if templates.turn_to:
        raise TemplateError(f'{path}: "turn_to" is not a text of a reply; remove it or mend its name.')
    if templates.language != language:
        # Speakers would be named, and the reply marked for screen readers, in the wrong language.
        raise TemplateError(f'{path}: "language" must be "{language}", as in the name of the file; mend it.')
    return templates


def _told(error: ValidationError) -> str:
    """What is wrong first: a name that nobody knows is mostly that of a text that is missing."""
    found = sorted(error.errors(), key=lambda one: one["type"] != "unexpected_keyword_argument")[0]
    name = next(part for part in reversed(found["loc"]) if isinstance(part, str))
    match found["type"]:
        case "unexpected_keyword_argument":
            wrong = "is not a text of a reply; remove it or mend its name."
        case "value_error":
            wrong = str(found["ctx"]["error"])
        case "dataclass_type" | "dict_type":
            wrong = "must be a table of texts; write [kind_words.fear] above them."
        case _ if name == "ordinals":
            wrong = 'must be a list of words; write ["first", "second"].'
        case _:
            wrong = "is missing or empty; write a sentence for it."
    return f'"{name}" {wrong}'


def load_all_templates(folder: Path | None = None) -> dict[str, Templates]:
    """Read the templates of every language of the desk, by language.

    Raises TemplateError: if one of the files cannot be used.
    """
    return {language: load_templates(language, folder=folder) for language in spoken()}
