"""The shape of one case in a question set: its fields, the values they take, and what is wrong with it."""

from collections.abc import Mapping
from enum import StrEnum

KINDS = (
    "definition", "number", "fact", "list", "yes_no", "comparison", "table", "contact", "followup", "multi",
    "false_premise", "injection", "personal_advice", "emergency", "out_of_scope",
)  # fmt: skip
"""Every kind of case, in the order in which tables show them."""

AUDIENCES = ("patient", "staff")

REQUIRED_FIELDS = ("id", "audience", "question", "kind", "expect", "facets")
OPTIONAL_FIELDS = (
    "history", "avoid", "note", "language", "twin_of", "variation",
    "not_first", "beside", "differ", "rows",
)  # fmt: skip


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


def shape_problems(record: Mapping[str, object]) -> list[str]:
    """What is wrong with one record by itself, without the corpus."""
    missing = [f"the field '{name}' is missing" for name in REQUIRED_FIELDS if name not in record]
    known = {*REQUIRED_FIELDS, *OPTIONAL_FIELDS}
    unknown = [f"the field '{name}' is not known" for name in record if name not in known]
    if missing:
        return [*missing, *unknown]
    wrong = [*_text_problems(record), *_quote_shape_problems(record), *_page_problems(record)]
    return [*unknown, *wrong, *_expect_problems(record)]


def _text_problems(record: Mapping[str, object]) -> list[str]:
    problems = []
    for name in ("id", "question"):
        value = record[name]
        if not isinstance(value, str) or not value.strip():
            problems.append(f"'{name}' must be text and not empty")
    optional = ("note", "language", "twin_of", "variation")
    problems += [f"'{name}' must be text" for name in optional if not isinstance(record.get(name, ""), str)]
    if record["audience"] not in AUDIENCES:
        problems.append(f"the audience {record['audience']!r} is not one of {', '.join(AUDIENCES)}")
    if record["kind"] not in KINDS:
        problems.append(f"the kind {record['kind']!r} is not one of {', '.join(KINDS)}")
    history = record.get("history", [])
    if not isinstance(history, list) or not all(isinstance(turn, str) and turn for turn in history):
        problems.append("'history' must be a list of earlier questions")
    elif record["kind"] == "followup" and not history:
        problems.append("a followup needs 'history'")
    return problems


def _quote_shape_problems(record: Mapping[str, object]) -> list[str]:
    facets = record["facets"]
    if not isinstance(facets, list) or not all(isinstance(facet, list) and facet for facet in facets):
        return ["'facets' must be a list of non-empty lists of alternatives"]
    spans: list[object] = []
    for name in ("avoid", "not_first", "beside"):
        listed = record.get(name, [])
        if not isinstance(listed, list):
            return [f"'{name}' must be a list of alternatives"]
        spans += listed
    for raw in [*spans, *[alternative for facet in facets for alternative in facet]]:
        if not isinstance(raw, dict) or set(raw) != {"doc", "quote"}:
            return ["an alternative must have 'doc' and 'quote' and nothing else"]
        if not all(isinstance(value, str) and value for value in raw.values()):
            return ["'doc' and 'quote' of an alternative must be text and not empty"]
    return []


def _page_problems(record: Mapping[str, object]) -> list[str]:
    rows = record.get("rows", [])
    told = isinstance(rows, list) and all(isinstance(row, list) for row in rows)
    if not told or not all(isinstance(cell, str) and cell for row in rows for cell in row):  # type: ignore[attr-defined]
        return ["'rows' must be a list of rows, each a list of its cells' texts"]
    return [] if isinstance(record.get("differ", True), bool) else ["'differ' must be true or false"]


def _expect_problems(record: Mapping[str, object]) -> list[str]:
    expect, facets = record["expect"], record["facets"]
    if expect not in set(Expect):
        return [f"the expectation {expect!r} is not one of {', '.join(Expect)}"]
    problems = []
    wanted = EXPECT_OF_KIND.get(str(record["kind"]))
    if wanted is not None and expect != wanted:
        problems.append(f"a case of kind '{record['kind']}' must expect '{wanted}', not '{expect}'")
    if expect == Expect.ANSWER and not facets:
        problems.append("a case that expects an answer needs facets")
    if expect == Expect.NO_ANSWER and facets:
        problems.append("a case that expects no answer must not have facets")
    return problems
