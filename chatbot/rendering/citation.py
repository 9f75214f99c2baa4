"""Who says it, when, for whom, and where it stands, in plain words."""

from __future__ import annotations

import re
from datetime import date

from chatbot.answer import CitedReference, NoticeKind, Quote
from chatbot.languages import Words
from chatbot.messages import voice_label
from corpus.document import UNKNOWN

_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"]+")


def known(text: str) -> str:
    """``text``, or nothing where the document does not state it."""
    return "" if text.strip().lower() == UNKNOWN else text.strip()


def date_words(stated: str, texts: Words) -> str:
    """An ISO date as precise as it is stated: ``2004-01`` becomes "January 2004"."""
    if not known(stated):
        return texts.date_unknown
    match = _ISO.fullmatch(stated)
    if match is None:
        return stated
    from babel.dates import format_date, format_skeleton

    year, month, day = match.groups()
    try:
        whole = date(int(year), int(month or 1), int(day or 1))
    except ValueError:  # no such day
        return year
    if month is None:
        return year
    if day is None:
        return format_skeleton("yMMMM", whole, locale=texts.language)
    return format_date(whole, "long", locale=texts.language)


def age_words(quote: Quote, texts: Words, *, today: date) -> str:
    """How old a quote is, where its notices say that it is old (``chatbot.quoting.citing``); else nothing."""
    match = _ISO.fullmatch(quote.date)
    if match is None or NoticeKind.DATED not in quote.notices:
        return ""
    return texts("years_old", count=today.year - int(match.group(1)))


def title_words(title: str, file: str) -> str:
    """The title of a document; where it has none, a name that people can read, made of its file's."""
    stem = re.sub(r"^[\d\W_]+(?=[^\W\d_])", "", file.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    words = " ".join(re.split(r"[\W_]+", stem)).strip()
    return known(title) or (words[:1].upper() + words[1:] if words else file)


def voice_words(quote: Quote, texts: Words) -> str:
    """Who speaks: the publisher by name where there is one, else the kind of speaker."""
    if quote.voice == "publisher" and known(quote.publisher):
        return known(quote.publisher)
    return voice_label(quote.voice, texts.language)


def audience_words(audience: str, texts: Words) -> str:
    """For whom a document was written."""
    key = f"audiences.{audience}"
    return texts[key] if key in texts else known(audience) or texts.audience_unknown


def reference_links(reference: CitedReference) -> tuple[tuple[str, str], ...]:
    """(label, address) of a cited study: only well-formed identifiers become links."""
    links = []
    if _DOI.fullmatch(reference.doi):
        links.append((f"doi {reference.doi}", f"https://doi.org/{reference.doi}"))
    if reference.pmid.isdecimal():
        links.append((f"PMID {reference.pmid}", f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/"))
    if re.fullmatch(r"PMC\d+", reference.pmcid):
        links.append((reference.pmcid, f"https://pmc.ncbi.nlm.nih.gov/articles/{reference.pmcid}/"))
    if not links and re.fullmatch(r"https?://[^\s<>\"]+", reference.url):
        links.append((reference.url, reference.url))
    return tuple(links)
