"""Whether the quotes of a part give different figures for the same thing."""

from __future__ import annotations

import re

from chatbot.answer import NoticeKind, Part
from chatbot.question.reading import PartReading, Want

_FIGURE = re.compile(r"(?<![\w-])\d[\d,]*(?:\.\d+)?(?:\s*[-–]\s*\d+(?:\.\d+)?)?\s*%?")
_AGE = re.compile(r"\b(?:early|mid|late)[- ](?:to[- ]\w+[- ])?\d0s")
_CITATION = re.compile(r"\[[\d, ]+\]")


def sources_differ(part: Part, reading: PartReading) -> bool:
    """Say whether quotes from different documents give different figures where a figure was asked for."""
    if any(NoticeKind.SOURCES_DIFFER in quote.notices for quote in part.quotes):
        return True
    if Want.NUMBER not in reading.wants or Want.CONTACT in reading.wants:
        return False
    by_document: dict[str, set[str]] = {}
    for quote in part.quotes:
        figures = _figures(quote.text)
        if figures:
            by_document.setdefault(quote.doc_id, set()).update(figures)
    documents = list(by_document.values())
    return len(documents) > 1 and not set.intersection(*documents)


def _figures(text: str) -> set[str]:
    bare = _CITATION.sub(" ", text)
    figures = {re.sub(r"\s", "", figure) for figure in _FIGURE.findall(bare)}
    return figures | set(_AGE.findall(bare))
