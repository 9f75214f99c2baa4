"""What a file seems to say of itself: title, publisher, date, language. Guesses, for a person to check."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from bs4 import BeautifulSoup

from corpus.document import UNKNOWN
from corpus.drafting import guess_title
from corpus.manifest import is_date
from ingest.extract.html_page import page_of
from ingest.languages import languages
from ingest.text.language import document_language, language_code
from ingest.text.stated_dates import find_date, is_date_line, is_page_date

_PAGES = {".html", ".htm", ".xhtml", ".xht"}
_ENDS = 40
"""Lines at the beginning and the end of a text where it says who published it and when."""
_NAME_MAX = 80
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)(?:\s*(?:©|\(c\)))?\s*(?:by\s+)?(?:\d{4}(?:\s*[-–,]\s*\d{4})*,?\s+)?"
    r"(?:by\s+)?(?P<name>[^\W\d_][^\n.;|©]{2,80})",
    re.IGNORECASE,
)
_META_DATES = (
    ("last updated", ("article:modified_time", "dcterms.modified", "dc.date.modified", "last-modified")),
    ("published", ("article:published_time", "dcterms.issued", "dcterms.date", "dc.date", "date")),
)


def guess(data: bytes, name: str, text: str) -> Mapping[str, object]:
    """Guess ``title``, ``publisher``, ``dates`` and ``language`` of an entry; leave out what cannot be told.

    ``data`` is the original file, whose name tells the format, ``text`` what was taken out of it.
    """
    suffix = PurePosixPath(name).suffix.lower()
    page = page_of(data) if suffix in _PAGES else BeautifulSoup("", "html.parser")
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    ends = lines if len(lines) <= 2 * _ENDS else [*lines[:_ENDS], *lines[-_ENDS:]]
    stated = _clean(page.title.get_text()) if page.title else ""
    title = guess_title(data, name, text).get("title") or _meta(page, "og:title") or stated
    html = page.find("html")
    language = language_code(str(html.get("lang") or html.get("xml:lang") or "") if html else "")
    dates = (_dates(_meta(page, *names), meaning) for meaning, names in _META_DATES)
    found = {
        "title": title,
        "publisher": _meta(page, "og:site_name", "dc.publisher", "publisher") or _publisher(ends),
        "dates": next(filter(None, dates), []) or _stated_date(ends),
        "language": language if language != UNKNOWN else document_language(text, UNKNOWN),
    }
    return {field: value for field, value in found.items() if value and value != UNKNOWN}


def _meta(page: BeautifulSoup, *names: str) -> str:
    for tag in page.find_all("meta"):
        named = str(tag.get("property") or tag.get("name") or tag.get("http-equiv") or "").casefold()
        if named in names and (value := _clean(str(tag.get("content") or ""))):
            return value
    return ""


def _stated_date(lines: list[str]) -> list[dict[str, str]]:
    for line in lines:
        labelled = is_page_date(line)
        meaning = line.partition(":")[0].strip().casefold() if labelled else "stated in the text"
        if (labelled or is_date_line(line)) and (dates := _dates(line, meaning)):
            return dates
    return []


def _dates(words: str, meaning: str) -> list[dict[str, str]]:
    # "2024-04-10T08:00" is the tenth: what follows a date does not part it from the day.
    date = find_date(words.replace("T", " "))
    return [{"date": date, "meaning": meaning}] if date and is_date(date) else []


def _publisher(lines: list[str]) -> str:
    stated = [words for held in languages().values() for words in held.get("published_by", ())]
    for line in lines:
        folded = line.casefold()
        for words in stated:
            if folded.startswith(words) and (name := _clean(line[len(words) :]).rstrip(".")):
                return name
    for line in lines:
        if found := _COPYRIGHT.search(line):
            return _clean(re.split(r"\ball rights\b", found["name"], flags=re.IGNORECASE)[0]).rstrip(" ,.")
    return ""


def _clean(words: str) -> str:
    folded = " ".join(words.split())
    return folded if len(folded) <= _NAME_MAX * 2 and folded.isprintable() else ""
