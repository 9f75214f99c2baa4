"""Dates that a text states, as ISO 8601."""

import re

from corpus.document import UNKNOWN, Source

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "(?P<month>" + "|".join(_MONTHS) + ")"
_ISO = re.compile(r"\b(?P<iso>(?:19|20)\d\d-[01]\d(?:-[0-3]\d)?)\b")
_WRITTEN = re.compile(
    rf"\b(?:(?P<first>[0-3]?\d) )?{_MONTH}\.? (?:(?P<second>[0-3]?\d)(?:st|nd|rd|th)?,? )?"
    r"(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"(?:last |date )?(?:revised|reviewed|updated|modified|published)(?: on)?:\s*\S", re.IGNORECASE
)
_LINE = re.compile(
    rf"(?:.{{0,80}}\b(?:updated|revised|written|posted|published)\b[^.]{{0,60}}|)"
    rf"{_MONTH} (?:\d\d?, )?(?:19|20)\d\d\.?$",
    re.IGNORECASE,
)
_MEANS_TEXT = re.compile(r"\b(?:publish|revis|updat|written|issued|version|review)", re.IGNORECASE)


def find_date(words: str) -> str | None:
    """Return the first date in ``words``, as precise as it is written, or None."""
    iso = _ISO.search(words)
    written = _WRITTEN.search(words)
    if iso and (not written or iso.start() < written.start()):
        return iso["iso"]
    if not written:
        return None
    date = f"{written['year']}-{_MONTHS.index(written['month'].lower()) + 1:02d}"
    day = written["first"] or written["second"]
    return f"{date}-{int(day):02d}" if day else date


def is_page_date(words: str) -> bool:
    """Tell whether a line dates the whole document (``Last Revised: 2024-04-10``)."""
    return len(words) <= 60 and bool(_PAGE.match(words)) and find_date(words) is not None


def is_date_line(words: str) -> bool:
    """Tell whether a line is a byline with a date, or a date alone."""
    return len(words) <= 160 and "\n" not in words and bool(_LINE.match(words))


def is_bare_date(words: str) -> bool:
    """Tell whether a line is a month and year and nothing else."""
    return len(words) <= 24 and is_date_line(words)


def source_date(source: Source) -> str:
    """Return the date that ``sources.toml`` gives the text as a whole, if it is the text's own.

    Dates of events that the text reports, or of several parts of it, do not date every sentence.
    """
    dates = [entry.date for entry in source.dates if _MEANS_TEXT.search(entry.meaning)]
    return dates[0] if len(dates) == 1 and source.date == dates[0] else UNKNOWN
