"""The answer object as JSON, as ``aswritten ask --json`` prints it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from chatbot.answer import Answer

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def answer_schema() -> dict[str, object]:
    """Return the JSON schema of the answer object (draft 2020-12)."""
    return _adapter().json_schema()


def answer_to_json(answer: Answer) -> dict[str, object]:
    """Return ``answer`` as plain JSON types, fields in the order of the design."""
    plain: dict[str, object] = _adapter().dump_python(answer, mode="json")
    return plain


@cache
def _adapter() -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(Answer)
