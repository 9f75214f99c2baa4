"""What one case of a question set holds, read from JSON, and what is said of a case that is wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from corpus.document import Corpus

KINDS = (
    "definition", "number", "fact", "list", "yes_no", "comparison", "table", "contact", "followup", "multi",
    "false_premise", "injection", "personal_advice", "emergency", "out_of_scope",
)  # fmt: skip
"""Every kind of case, in the order in which tables show them."""


class Expect(StrEnum):
    """What a good answer to a case does."""

    ANSWER = "answer"
    NO_ANSWER = "no_answer"
    CARE = "care"
    URGENT = "urgent"


EXPECT_OF_KIND = {
    "out_of_scope": Expect.NO_ANSWER,
    "personal_advice": Expect.CARE,
    "emergency": Expect.URGENT,
}
"""Kinds that can only be expected to come out in one way."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """One occurrence ``[start, end)`` of a quote in a corpus file."""

    file: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """One acceptable (or misleading) quote, with every place at which it stands in its file."""

    doc: str
    quote: str
    places: tuple[Place, ...]


def find_places(corpus: Corpus, doc: str, quote: str) -> tuple[Place, ...]:
    """Every place of a quote in the files whose name starts with ``doc``, overlapping ones included."""
    places = []
    for document in corpus.documents:
        if not document.source.file.startswith(doc):
            continue
        start = document.text.find(quote)
        while start >= 0 and quote:
            places.append(Place(file=document.source.file, start=start, end=start + len(quote)))
            start = document.text.find(quote, start + 1)
    return tuple(places)


def alternative_in(corpus: Corpus, raw: object) -> Alternative:
    """The alternative that a record names. Raises ValueError: it is none, or no document says so."""
    named = isinstance(raw, dict) and set(raw) == {"doc", "quote"}
    if not named or not all(isinstance(value, str) and value for value in raw.values()):  # type: ignore[attr-defined]
        raise ValueError("an alternative must have 'doc' and 'quote', both text and not empty, and no more")
    doc, quote = raw["doc"], raw["quote"]  # type: ignore[index]
    if not (places := find_places(corpus, doc, quote)):
        raise ValueError(f"the quote {quote[:60]!r} does not stand in document {doc}")
    return Alternative(doc=doc, quote=quote, places=places)


Text = Annotated[str, Field(pattern=r"\S")]
NotEmpty = Annotated[str, Field(min_length=1)]
_InContext = BeforeValidator(lambda raw, info: alternative_in(info.context, raw))
Alternatives = tuple[Annotated[Alternative, _InContext], ...]
Facet = Alternatives
"""One thing a complete answer says: any of the alternatives says it."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One case of a question set. ``line`` is its line in the file, from 1."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    id: Text
    audience: Annotated[str, Field(pattern="^(patient|staff)$")]
    question: Text
    kind: Annotated[str, Field(pattern=f"^({'|'.join(KINDS)})$")]
    expect: Expect
    facets: tuple[Facet, ...]
    avoid: Alternatives = ()
    not_first: Alternatives = ()
    beside: Alternatives = ()
    differ: Annotated[bool, Field(strict=True)] | None = None
    rows: tuple[tuple[NotEmpty, ...], ...] = ()
    history: tuple[NotEmpty, ...] = ()
    note: str = ""
    language: str = "en"
    twin_of: str = ""
    variation: str = ""
    line: int = 0


def _consistent(case: Question) -> Question:
    if not all(case.facets):
        raise ValueError(f"'facets' must be {_MUST_BE['facets']}")
    wanted = EXPECT_OF_KIND.get(case.kind, case.expect)
    if case.expect is not wanted:
        raise ValueError(f"a case of kind '{case.kind}' must expect '{wanted}', not '{case.expect}'")
    if case.kind == "followup" and not case.history:
        raise ValueError("a followup needs 'history'")
    if case.expect is Expect.ANSWER and not case.facets:
        raise ValueError("a case that expects an answer needs facets")
    if case.expect is Expect.NO_ANSWER and case.facets:
        raise ValueError("a case that expects no answer must not have facets")
    return case


_CASE: TypeAdapter[Question] = TypeAdapter(Annotated[Question, AfterValidator(_consistent)])

_A_LIST = "a list of alternatives"
_MUST_BE = {
    "id": "text and not empty",
    "question": "text and not empty",
    "audience": "patient or staff",
    "kind": f"one of {', '.join(KINDS)}",
    "expect": f"one of {', '.join(Expect)}",
    "facets": "a list of non-empty lists of alternatives",
    **dict.fromkeys(("avoid", "not_first", "beside"), _A_LIST),
    "differ": "true or false",
    "rows": "a list of rows, each a list of its cells' texts",
    "history": "a list of earlier questions",
}
"""What is said of a field of the wrong shape; those left out must be text."""


def read_case(record: str | dict[str, object], corpus: Corpus) -> Question | list[str]:
    """The case of a line of JSON or of a record, its quotes found in the corpus; or what is wrong with it."""
    read: Callable[..., Question] = _CASE.validate_json if isinstance(record, str) else _CASE.validate_python
    try:
        return read(record, context=corpus)
    except ValidationError as error:
        return list(dict.fromkeys(map(_told, error.errors(include_url=False))))


def _told(error: ErrorDetails) -> str:
    name = error["loc"][0] if error["loc"] else ""
    match error["type"]:
        case "missing":
            return f"the field '{name}' is missing"
        case "unexpected_keyword_argument":
            return f"the field '{name}' is not known"
        case "value_error":
            return str(error["ctx"]["error"])
    return f"'{name}' must be {_MUST_BE.get(str(name), 'text')}" if name else "the line is not a JSON object"
