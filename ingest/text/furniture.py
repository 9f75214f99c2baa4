"""Page furniture, bylines and placeholders: recognised by the wording that web pages share."""

import re

_FURNITURE = re.compile(
    r"back to top\b|skip to (?:main )?content\b|share this\b|print this page\b|subscribe\b.{0,40}newsletter|"
    r"(?:commenting is|comments are) (?:now )?(?:disabled|closed)|leave a (?:comment|reply)\b|"
    r"all rights reserved|(?:terms of use|privacy policy|cookie policy)\s*[.|]?$|"
    r"(?:first |then )?(?:go|return) to (?:this|the|\w+ \w+ \w+).{0,30}$|fetch (?:pmid|abstract)\b|"
    r"use our$|(?:medical|dental|pharmacy).{0,60}benefits your employer|"
    r".{0,120}\bare (?:registered )?trademarks? of\b|.{0,200}\binsurance plans are insured\b|"
    r"all insurance policies\b|.{0,160}\bdisclaims any (?:warranty|liability)|"
    r"learn about the .{0,120}employer|(?:\S+ ){0,3}page \d{1,4}(?: (?:of|/) \d{1,4})?$",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r".{2,120}?(?:\s?[.·…_]){4,200}\s*(?:\d{1,4}|[ivxlc]{1,6})$")
"""A line of a table of contents: ``Dosage ........ 12``."""
_CALL = re.compile(
    r"\b(?:find out (?:why|how|more)|learn more|read more|click here|sign up|see how)\s?[.!…»>]*$",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"_{1,2}[A-Za-z][\w ]{0,30}?_{0,2}$|\{\{[^{}]{1,60}\}\}$|<[A-Z][A-Z_ /]{1,40}>$")
_THREAD = re.compile(
    r"(?:commenting is|comments are) (?:now )?(?:disabled|closed)\b|"
    r"leave a (?:comment|reply)\b|\d+ comments?:?$",
    re.IGNORECASE,
)
_COMMENTS = re.compile(r"comments?(?: \(\d+\))?:?$", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:(?:written|compiled|posted|published|reviewed|edited|updated|"
    r"last (?:updated|revised|reviewed|modified))\b.{0,60}\b(?:by|on|updated|\d{4})|by [A-Z])",
    re.IGNORECASE,
)
_BARE_MARKS = re.compile(r"[\W_]+$")


def is_furniture(line: str) -> bool:
    """Tell whether a line is page furniture: navigation, insurer's and trademark notices."""
    return bool(_FURNITURE.match(line) or _BARE_MARKS.match(line) or _CONTENTS.match(line))


def is_call(line: str) -> bool:
    """Tell whether a line ends in a promotional link (``Find out why.``)."""
    return bool(_CALL.search(line[-40:]))


def is_placeholder(line: str) -> bool:
    """Tell whether a line is a template's placeholder (``_title_``) that was never filled."""
    return bool(_PLACEHOLDER.match(line))


def opens_thread(line: str) -> bool:
    """Tell whether a line is one that web pages print above readers' comments, in any document."""
    return len(line) <= 80 and bool(_THREAD.match(line))


def heads_comments(line: str) -> bool:
    """Tell whether a line heads readers' comments in a document that is known to have them."""
    return len(line) <= 80 and bool(_THREAD.match(line) or _COMMENTS.match(line))


def is_byline(line: str) -> bool:
    """Tell whether a line says who wrote a text or when."""
    return len(line) <= 100 and bool(_BYLINE.match(line))
