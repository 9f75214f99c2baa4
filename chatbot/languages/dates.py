"""Dates as people write them, one way on every way out."""

from __future__ import annotations

import re
from datetime import date

ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def written_date(stated: str, language: str) -> str:
    """An ISO date as precise as it is stated: ``2004-01`` becomes "January 2004"; anything else as it is."""
    match = ISO.fullmatch(stated)
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
        return format_skeleton("yMMMM", whole, locale=language)
    return format_date(whole, "long", locale=language)
