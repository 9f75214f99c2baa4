"""What can go wrong at the desk: an error carries the key of its sentence, ``error.<key>`` in ``desk.po``.

On the command line it says it in the default language; the page says it in its own.
"""

from chatbot.languages import DEFAULT, words_of
from corpus.errors import AsWrittenError


class DeskError(AsWrittenError):
    """Something at the desk that a person can put right; ``str`` says it in the default language."""

    def __init__(self, key: str, **values: object) -> None:
        self._key = key
        self._values = values
        super().__init__(self.sentence(DEFAULT))

    def sentence(self, language: str) -> str:
        """What to tell a reader of ``language``."""
        return words_of("desk", language)(f"error.{self._key}", **self._values)
