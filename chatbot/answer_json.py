"""The answer object as JSON, as ``aswritten ask --json`` prints it."""

from __future__ import annotations

from dataclasses import asdict

from chatbot.answer import Answer, Quote


def answer_to_json(answer: Answer) -> dict[str, object]:
    """Return ``answer`` as plain JSON types, fields in the order of the design."""
    return {
        "id": answer.id,
        "question": answer.question,
        "audience": answer.audience,
        "language": answer.language,
        "outcome": answer.outcome.value,
        "notices": [{"kind": notice.kind.value, "message": notice.message} for notice in answer.notices],
        "parts": [
            {
                "question": part.question,
                "about": part.about,
                "outcome": part.outcome.value,
                "message": part.message,
                "quotes": [_quote(quote) for quote in part.quotes],
            }
            for part in answer.parts
        ],
        "elapsed_ms": answer.elapsed_ms,
        "index": answer.index,
    }


def _quote(quote: Quote) -> dict[str, object]:
    plain = asdict(quote)
    plain["section"] = list(quote.section)
    plain["references"] = [asdict(reference) for reference in quote.references]
    plain["context"] = [asdict(context) for context in quote.context]
    plain["notices"] = [kind.value for kind in quote.notices]
    return plain
