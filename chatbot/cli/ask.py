"""``aswritten ask``: one question, answered in the terminal."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from chatbot.cli.options import add_index_options, open_from


def add_parsers(verbs: Any) -> None:
    """Add the verb ``ask``."""
    parser = verbs.add_parser("ask", help="answer one question", description="Answer one question with cited quotes.")
    parser.add_argument("question", help="the question, in quotation marks; - reads it from standard input")
    parser.add_argument("--history", action="append", default=[], metavar="TURN", help="an earlier question, oldest first; may be repeated")
    parser.add_argument("--audience", choices=("patient", "staff"), default="patient", help="who asks")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_const", const=_as_json, dest="show", help="print the answer object")
    form.add_argument("--explain", action="store_const", const=_as_explanation, dest="show", help="show candidates, scores and which stage decided")
    add_index_options(parser)
    parser.set_defaults(run=run, show=_as_text)


def run(options: argparse.Namespace) -> int:
    """Answer the question and print it in the form asked for."""
    from chatbot.cleaning import MAX_QUESTION_CHARS, clean_question

    question = sys.stdin.read(MAX_QUESTION_CHARS + 1) if options.question == "-" else options.question
    clean_question(question)
    answerer = open_from(options)
    explanation = answerer.explain(question, history=options.history, audience=options.audience)
    sys.stdout.write(options.show(explanation, answerer) + "\n")
    return 0


def _as_json(explanation: Any, _: Any) -> str:
    from chatbot.answer_json import answer_to_json

    return json.dumps(answer_to_json(explanation.answer), ensure_ascii=False, indent=2)


def _as_text(explanation: Any, _: Any) -> str:
    from chatbot.terminal import render_answer

    return render_answer(explanation.answer)


def _as_explanation(explanation: Any, answerer: Any) -> str:
    from chatbot.explaining import render_explanation

    return render_explanation(explanation, answerer.pipeline)
