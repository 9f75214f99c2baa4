"""``aswritten ask``: one question, answered in the terminal."""

from __future__ import annotations

import argparse
import gc
import io
import json
import sys

from chatbot.answer import answer_to_json
from chatbot.cli.options import echo, open_from, said

FROM_INPUT = "-"
"""Given for the question, it is read from standard input."""


def run(options: argparse.Namespace) -> int:
    """Answer the question and print it in the form asked for."""
    from chatbot.question.cleaning import clean_question

    question = _from_input() if options.question == FROM_INPUT else options.question
    _refuse_broken([question, *options.history])
    # Before anything slow: nobody shall wait for the encoder to be told that there is no question.
    clean_question(question)
    gc.disable()  # what one question loads is all in use, and looking for what is not takes a second
    try:
        answerer = open_from(options)
        explanation = answerer.explain(question, history=options.history, audience=options.audience)
    finally:
        gc.enable()
    if options.json:
        echo(json.dumps(answer_to_json(explanation.answer), ensure_ascii=False, indent=2))
    elif options.explain:
        from chatbot.rendering.explaining import render_explanation

        echo(render_explanation(explanation, answerer.pipeline))
    else:
        from chatbot.rendering.terminal import render_answer

        echo(render_answer(explanation.answer))
    return 0


def _from_input() -> str:
    """Read a question from standard input, one character more than is allowed at most."""
    from chatbot.question.cleaning import MAX_QUESTION_CHARS

    if sys.stdin is None:
        return ""
    if isinstance(sys.stdin, io.TextIOWrapper):
        # As the system does for arguments, so that both are refused alike.
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
    return sys.stdin.read(MAX_QUESTION_CHARS + 1)


def _refuse_broken(texts: list[str]) -> None:
    """Refuse bytes that are no text: Python hands them on as half surrogate pairs.

    Raises QuestionError: if a text is not UTF-8.
    """
    from chatbot.question.cleaning import QuestionError

    try:
        "".join(texts).encode("utf-8")
    except UnicodeEncodeError as error:
        raise QuestionError(said("question_not_utf8")) from error
