"""A ticked quote as lines of text: its words, what stands beside, who says it, what it cites or corrects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from chatbot.answer import NoticeKind, Quote
from chatbot.desk.finding import Evidence
from chatbot.desk.templates import Templates
from chatbot.messages import voice_label
from chatbot.rendering.citation import title_words
from corpus.document import UNKNOWN

_ITEM_MARK = r"(?:[-–—•*·▪]|\(?\d{1,2}[.)]|\(?[A-Za-z][.)])\s"
_WRAPPED = re.compile(rf"\s*\n\s*(?!{_ITEM_MARK})")
_BROKEN = re.compile(r"\s*\n\s*")
_BLANK = re.compile(r"[^\S\n]+")
_BEFORE = ("caveat", "caption", "header", "lead_in", "leans_on")


class LineKind(StrEnum):
    """What a line of a quote's block is."""

    BESIDE = "beside"
    WORDS = "words"
    CITATION = "citation"
    STUDY = "study"
    NOTE = "note"


@dataclass(frozen=True, kw_only=True)
class QuoteLine:
    """One line of a block. ``language`` is that of its words (ISO 639-1). ``WORDS`` may hold line breaks."""

    kind: LineKind
    text: str
    language: str


@dataclass(frozen=True, kw_only=True)
class QuoteBlock:
    """A quote as a reply shows it: whole or not at all."""

    key: str
    quotes: tuple[Quote, ...]
    lines: tuple[QuoteLine, ...]

    @property
    def text(self) -> str:
        """The block as plain text."""
        return "\n".join(line.text for line in self.lines)


def quote_block(evidence: Evidence, templates: Templates) -> QuoteBlock:
    """Return ``evidence`` as the lines of a reply; the source's words are unchanged but for white space."""
    lines = [line for note in evidence.corrections for line in _lines(note, templates)]
    if evidence.corrections:
        lines = [_note(templates.corrected, templates), *lines]
    lines += _lines(evidence.quote, templates)
    return QuoteBlock(key=evidence.key, quotes=(evidence.quote, *evidence.corrections), lines=tuple(lines))


def folded(text: str) -> str:
    """Return a source's text with its line breaks folded, but those before the marks of list items."""
    return _BROKEN.sub("\n", _BLANK.sub(" ", _WRAPPED.sub(" ", text))).strip()


def _lines(quote: Quote, templates: Templates) -> Iterator[QuoteLine]:
    words = templates.citation
    labels = {role: getattr(words, role) for role in (*_BEFORE, "list")}
    beside = sorted(
        (c for c in quote.context if c.role in labels), key=lambda c: (c.role not in _BEFORE, c.start)
    )
    if NoticeKind.DATED in quote.notices:
        yield _note(templates.dated.format(dates=quote.date), templates)
    for context in beside:
        if context.role in _BEFORE:
            yield _beside(labels[context.role], context.text, quote)
    yield QuoteLine(kind=LineKind.WORDS, text=f"“{folded(quote.text)}”", language=quote.language)
    for context in beside:
        if context.role not in _BEFORE:
            yield _beside(labels[context.role], context.text, quote)
    yield QuoteLine(
        kind=LineKind.CITATION, text=f"— {_citation(quote, templates)}", language=templates.language
    )
    for reference in quote.references:
        said = folded(reference.text).replace("\n", " ")
        numbered = said.startswith(str(reference.number))
        label = words.study if numbered else f"{words.study} {reference.number}"
        links = (_doi(reference.doi) if reference.doi not in said else "", _pmid(reference.pmid, said))
        text = " ".join([f"{label}:", said, *filter(None, links)])
        yield QuoteLine(kind=LineKind.STUDY, text=text, language=quote.language)


def _beside(label: str, text: str, quote: Quote) -> QuoteLine:
    return QuoteLine(kind=LineKind.BESIDE, text=f"[{label}: “{folded(text)}”]", language=quote.language)


def _note(text: str, templates: Templates) -> QuoteLine:
    return QuoteLine(kind=LineKind.NOTE, text=text, language=templates.language)


def _citation(quote: Quote, templates: Templates) -> str:
    words = templates.citation
    speaker = _known(quote.publisher) if quote.voice == "publisher" else ""
    who = speaker or voice_label(quote.voice, templates.language)
    title = title_words(quote.title, quote.file)
    section = f", {words.section}: {' › '.join(quote.section)}" if quote.section else ""
    return f"{who}, {_known(quote.date) or words.no_date}. {title}{section}".replace("\n", " ")


def _known(text: str) -> str:
    return "" if text.strip().lower() == UNKNOWN else text.strip()


def _doi(doi: str) -> str:
    return f"https://doi.org/{doi}" if re.fullmatch(r"10\.\d{4,9}/[^\s<>\"]+", doi) else ""


def _pmid(pmid: str, said: str) -> str:
    return f"PMID {pmid}" if pmid.isdecimal() and pmid not in said else ""
