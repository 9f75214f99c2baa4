"""What the desk's page sends, read: nothing in it is trusted."""

import json
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from chatbot.desk.case import Asked
from chatbot.desk.errors import DeskError
from chatbot.desk.saving import State
from chatbot.languages import DEFAULT

MAX_LETTERS = 50_000
"""Longest comment and longest reply, in code points."""

_Text = Annotated[str, Field(max_length=MAX_LETTERS)]
_Whole = Annotated[int, Field(ge=-(2**53), le=2**53)]
"""A whole number that a browser's JSON holds exactly; a database counts further."""


class Request(BaseModel):
    """One request. ``id`` comes back with the reply; what else is sent depends on ``action``.

    ``asked``: the questions as the staff member has them, ``old`` as they were before a change. ``kept``: the
    kept reply that is open, ``reply`` the one to delete. ``mark``: whether copies mark the staff's own words.
    ``data``: a file, in base64.
    """

    model_config = ConfigDict(frozen=True, strict=True)

    id: int
    action: str
    comment: _Text = ""
    text: _Text = ""
    question: _Text = ""
    asked: tuple[Asked, ...] = ()
    language: str = DEFAULT
    mood: str = ""
    old: tuple[Asked, ...] = ()
    old_language: str = DEFAULT
    old_mood: str = ""
    kept: _Whole | None = None
    reply: _Whole = 0
    mark: bool = False
    state: State = State.DRAFT
    name: str = ""
    form: str = ""
    data: str = ""


def read_number(raw: str) -> int:
    """Return the number of a request, 0 where it has none."""
    try:
        number = json.loads(raw)["id"]
    except (ValueError, RecursionError, TypeError, KeyError):
        return 0
    return number if isinstance(number, int) else 0


def read_request(raw: str) -> Request:
    """Read what the page put into its hidden box; half a surrogate pair becomes a question mark.

    Raises DeskError: if it is not what the page sends, or a text is longer than ``MAX_LETTERS``.
    """
    try:
        whole = json.dumps(json.loads(raw), ensure_ascii=False).encode("utf-8", "replace")
        request = Request.model_validate_json(whole)
    except (ValueError, RecursionError) as error:
        found = error.errors() if isinstance(error, ValidationError) else []
        if any(one["type"] == "string_too_long" for one in found):
            raise DeskError("too_long", limit=MAX_LETTERS) from error
        raise DeskError("request_unread") from error
    written = [text for one in (*request.asked, *request.old) for text in (one.text, one.about)]
    if any(len(text) > MAX_LETTERS for text in written):
        raise DeskError("too_long", limit=MAX_LETTERS)
    return request
