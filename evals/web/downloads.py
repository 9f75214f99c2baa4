"""A result as a file to work on elsewhere: CSV for tables, JSON Lines with everything that is known."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import asdict

from chatbot.desk.files import safe_cell
from evals.recording.results import QuestionResult, SetResult
from evals.reporting.report import verdict_of
from evals.web.remarks import Remark

COLUMNS = (
    *("id", "kind", "audience", "language", "question", "expect"),
    *("outcome", "verdict", "confidence", "wall_ms"),
    "quotes", "first_quote", "first_file", "first_start", "first_end", "own_verdict", "own_note",
)  # fmt: skip


def as_csv(result: SetResult, remarks: Mapping[str, Remark]) -> str:
    """One row a question; no cell is run as a formula by the program that opens it."""
    output = io.StringIO(newline="")
    rows = csv.DictWriter(output, COLUMNS)
    rows.writeheader()
    for question in result.questions:
        row = _row(question, remarks.get(question.id, Remark()))
        rows.writerow({name: safe_cell(str(value)) for name, value in row.items()})
    return output.getvalue()


def as_jsonl(result: SetResult, remarks: Mapping[str, Remark]) -> str:
    """One object a question: all of its result, the verdict, and what a person said of it."""
    rows = (
        {**asdict(one), "verdict": verdict_of(one), "own": asdict(remarks.get(one.id, Remark()))}
        for one in result.questions
    )
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def _row(question: QuestionResult, remark: Remark) -> dict[str, object]:
    quotes = question.quoted
    first = quotes[0] if quotes else {"text": "", "file": "", "start": "", "end": ""}
    return {
        **{name: getattr(question, name) for name in COLUMNS[:6]},
        "outcome": question.answer["outcome"],
        "verdict": verdict_of(question),
        "confidence": f"{question.confidence:.4f}",
        "wall_ms": f"{question.wall_ms:.1f}",
        "quotes": len(quotes),
        "first_quote": first["text"],
        **{f"first_{name}": first[name] for name in ("file", "start", "end")},
        "own_verdict": remark.verdict,
        "own_note": remark.note,
    }
