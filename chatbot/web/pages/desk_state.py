"""What the desk's page sends, read: nothing in it is trusted."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass

from chatbot.desk.case import Asked
from chatbot.desk.errors import DeskError
from chatbot.languages import DEFAULT, spoken

MAX_LETTERS = 50_000
"""Longest comment and longest reply, in code points."""

MAX_WHOLE = 2**53
"""Whole numbers that a browser's JSON holds exactly."""


class RequestError(DeskError):
    """A request that the page does not send."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request. ``number`` comes back with the reply. ``fields`` are the rest, as JSON gave them."""

    number: int
    action: str
    fields: Mapping[str, object]

    def text(self, name: str) -> str:
        """A text field, "" if it is not there. Raises RequestError: if it is longer than ``MAX_LETTERS``."""
        value = self.fields.get(name)
        text = value if isinstance(value, str) else ""
        if len(text) > MAX_LETTERS:
            raise RequestError("too_long", limit=MAX_LETTERS)
        return text

    def whole(self, name: str) -> int | None:
        """A whole number, None if it is not there.

        Raises RequestError: if it is something else, or more than a database counts.
        """
        value = self.fields.get(name)
        if value is not None and (type(value) is not int or abs(value) > MAX_WHOLE):
            raise RequestError("request_unread")
        return value

    def holds(self, name: str) -> bool:
        """Whether a box of the page is ticked."""
        return self.fields.get(name) is True

    def language(self, name: str = "language") -> str:
        """A language of the templates."""
        value = self.fields.get(name)
        return value if isinstance(value, str) and value in spoken() else DEFAULT

    def asked(self, name: str = "asked") -> tuple[Asked, ...]:
        """The questions as the staff member has them.

        Raises RequestError: if they are not what the page sends, or one is longer than ``MAX_LETTERS``.
        """
        raw = self.fields.get(name)
        if not isinstance(raw, list) or not all(isinstance(one, Mapping) for one in raw):
            raise RequestError("request_unread")
        return tuple(_asked(Request(number=0, action="", fields=one)) for one in raw)

    def bytes(self, name: str) -> bytes:
        """A file's bytes, sent in base64. Raises RequestError: if they are not."""
        value = self.fields.get(name)
        try:
            return base64.b64decode(value if isinstance(value, str) else "", validate=True)
        except ValueError as error:  # also letters that base64 does not have
            raise RequestError("upload_unread") from error


def read_request(raw: str) -> Request:
    """Read what the page put into its hidden box. Raises RequestError: if it is not what the page sends."""
    try:
        fields = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise RequestError("request_unread") from error
    if not isinstance(fields, Mapping) or not isinstance(fields.get("id"), int):
        raise RequestError("request_unread")
    return Request(number=fields["id"], action=str(fields.get("action")), fields=fields)


def _asked(one: Request) -> Asked:
    origin = one.fields.get("origin")
    ticked = one.fields.get("ticked")
    return Asked(
        text=one.text("text"),
        about=one.text("about"),
        origin=origin if isinstance(origin, int) else None,
        ticked=tuple(str(key) for key in ticked) if isinstance(ticked, list) else None,
    )
