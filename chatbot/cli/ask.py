"""``aswritten ask``: one question, answered in the terminal."""

from __future__ import annotations

import argparse
import gc
import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from chatbot.cli.options import Verbs, add_index_options, echo, open_from

if TYPE_CHECKING:
    from chatbot.answerer import Answerer, Explanation

FROM_INPUT = "-"
"""Given for the question, it is read from standard input."""


def add_parsers(verbs: Verbs) -> None:
    """Add the verb ``ask``."""
    parser = verbs.add_parser(
        "ask", help="answer one question", description="Answer one question with cited quotes."
    )
    parser.add_argument(
        "question", help=f"the question, in quotation marks; {FROM_INPUT} reads it from standard input"
    )
    parser.add_argument(
        "--history",
        action="append",
        default=[],
        metavar="TURN",
        help="an earlier question, oldest first; may be repeated",
    )
    parser.add_argument("--audience", choices=("patient", "staff"), default="patient", help="who asks")
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--json", action="store_const", const=_as_json, dest="show", help="print the answer object"
    )
    form.add_argument(
        "--explain",
        action="store_const",
        const=_as_explanation,
        dest="show",
        help="show candidates, scores and which stage decided",
    )
    add_index_options(parser)
    parser.set_defaults(run=run, show=_as_text)


def run(options: argparse.Namespace) -> int:
    """Answer the question and print it in the form asked for."""
    from chatbot.question.cleaning import clean_question

    question = _from_input() if options.question == FROM_INPUT else options.question
    _refuse_broken([question, *options.history])
    # Before anything slow: nobody shall wait for the encoder to be told that there is no question.
    clean_question(question)
    with _nothing_collected():
        answerer = open_from(options)
        explanation = answerer.explain(question, history=options.history, audience=options.audience)
    echo(options.show(explanation, answerer))
    return 0


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Let the garbage collector rest: what one question loads is all in use, and looking takes a second."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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
        raise QuestionError(
            "The question is not UTF-8; set your terminal (or save your file) to UTF-8."
        ) from error


def _as_json(explanation: Explanation, answerer: Answerer) -> str:
    from chatbot.answer import answer_to_json

    del answerer
    return json.dumps(answer_to_json(explanation.answer), ensure_ascii=False, indent=2)


def _as_text(explanation: Explanation, answerer: Answerer) -> str:
    from chatbot.rendering.terminal import render_answer

    del answerer
    return render_answer(explanation.answer)


def _as_explanation(explanation: Explanation, answerer: Answerer) -> str:
    from chatbot.rendering.explaining import render_explanation

    return render_explanation(explanation, answerer.pipeline)
