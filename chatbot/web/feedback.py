"""What visitors say of an answer, kept in a file only if whoever runs the server asked for that."""

import json
import os
import threading
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from chatbot.web.service import Budget
from chatbot.web.site import today
from corpus.errors import AsWrittenError, why

BURST, PER_SECOND = 60, 0.1
"""Judgements that one address may send at once and for long: a script fills no disk with them."""


class FeedbackError(AsWrittenError):
    """The file for what visitors say cannot be written."""


class Said(BaseModel):
    """What a visitor says of one answer."""

    model_config = ConfigDict(extra="forbid", strict=True)

    question: str = Field(min_length=1, max_length=2000)
    language: str = Field(pattern="^[a-z]{2}$")
    helped: bool


class FeedbackFile:
    """JSON lines with the day, the question, its page's language and whether the answer helped; nothing else.

    Raises:
        FeedbackError: if the file cannot be opened for writing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path.absolute()
        self._budget = Budget(burst=BURST, per_second=PER_SECOND)
        self._lock = threading.Lock()
        self._append("")

    async def take(self, request: Request) -> Response:
        """Keep what was sent, or refuse it: 400 for anything but one judgement, 429 for too many of them."""
        if not self._budget.allows(request.scope):
            return Response("Too many at once.", 429)
        try:
            said = Said.model_validate_json(await request.body())
        except ValidationError:
            return Response("Send question, language and helped.", 400)
        line = {"day": today().isoformat(), **said.model_dump()}
        self._append(json.dumps(line, ensure_ascii=False) + "\n")
        return Response(status_code=204)

    def _append(self, text: str) -> None:
        """Write at the end; a new file can be read by its owner alone."""
        mode = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        try:
            with self._lock, os.fdopen(os.open(self._path, mode, 0o600), "a", encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            raise FeedbackError(
                f"{self._path} cannot be written ({why(error)}); name another file with --feedback."
            ) from error
