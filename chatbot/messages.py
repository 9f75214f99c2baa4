"""What the program says about a question in its own voice: ``answers.po`` of each language."""

from __future__ import annotations

from chatbot.languages import words_of


def message(key: str, language: str, **blanks: str) -> str:
    """Return the message ``key`` in ``language`` (the default where the program does not speak it).

    Raises:
        KeyError: if there is no such message or a blank of it is not given.
    """
    return words_of("answers", language)(key, **blanks)


def voice_label(voice: str, language: str) -> str:
    """Return how ``voice`` (a value of ``ingest.structure.Voice``) is called on pages and in the terminal."""
    return words_of("answers", language)[f"voice.{voice}"]
