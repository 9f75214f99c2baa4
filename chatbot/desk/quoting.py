"""A ticked quote as lines of text: its words, what stands beside, who says it, what it cites or corrects."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chatbot.answer import CitedReference, NoticeKind, Quote
from chatbot.desk.finding import Evidence
from chatbot.desk.templates import Templates
from chatbot.languages import words_of
from chatbot.languages.catalogue import voice_label
from chatbot.rendering.citation import date_words, known, reference_links, title_words

_ITEM_MARK = r"(?:[-–—•*·▪]|\(?\d{1,2}[.)]|\(?[A-Za-z][.)])\s"
_WRAPPED = re.compile(rf"\s*\n\s*(?!{_ITEM_MARK})")
_BROKEN = re.compile(r"\s*\n\s*")
_BLANK = re.compile(r"[^\S\n]+")
LONGEST_STUDY = 200
"""Letters of a study's own text in a reply; some documents print whole abstracts among their references."""

_BEFORE = ("caveat", "caption", "header", "lead_in", "leans_on")


@dataclass(frozen=True, kw_only=True)
class QuoteLine:
    """One line of a block; the quoted words may hold line breaks.

    ``language`` is that of its words (ISO 639-1). ``cites``: it says who speaks, and where.
    """

    text: str
    language: str
    cites: bool = False


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

    def beside(*roles: str) -> Iterator[QuoteLine]:
        for context in sorted(quote.context, key=lambda context: context.start):
            if context.role in roles:
                text = f"[{getattr(words, context.role)}: “{folded(context.text)}”]"
                yield QuoteLine(text=text, language=quote.language)

    if NoticeKind.DATED in quote.notices:
        yield _note(templates.dated.format(dates=_when(quote, templates)), templates)
    yield from beside(*_BEFORE)
    yield QuoteLine(text=f"“{folded(quote.text)}”", language=quote.language)
    yield from beside("list")
    yield QuoteLine(text=f"— {_citation(quote, templates)}", language=templates.language, cites=True)
    studies = ", ".join(filter(None, map(_study, quote.references)))
    if studies:
        yield QuoteLine(text=f"{words.study}: {studies}", language=templates.language)


def _note(text: str, templates: Templates) -> QuoteLine:
    return QuoteLine(text=text, language=templates.language)


def _citation(quote: Quote, templates: Templates) -> str:
    words = templates.citation
    speaker = known(quote.publisher) if quote.voice == "publisher" else ""
    who = speaker or voice_label(quote.voice, templates.language)
    title = title_words(quote.title, quote.file)
    return f"{who}, {_when(quote, templates) or words.no_date}. {title}".replace("\n", " ")


def _when(quote: Quote, templates: Templates) -> str:
    return date_words(quote.date, words_of("pages", templates.language)) if known(quote.date) else ""


def _study(reference: CitedReference) -> str:
    """Where a study can be read; without such a place its text, if that is no longer than a line or two."""
    addresses = [address for _, address in reference_links(reference)]
    said = folded(reference.text).replace("\n", " ")
    return addresses[0] if addresses else said if len(said) <= LONGEST_STUDY else ""
