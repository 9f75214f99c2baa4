"""The words of an element of a page, and what word processors mean by their paragraphs."""

import re
from collections.abc import Collection, Iterator

from bs4.element import NavigableString, PreformattedString, Tag

from ingest.extract.html_page import is_hidden
from ingest.text.raised import lowered, raised

CELLS = ("td", "th")
BLOCKS = frozenset(
    (
        "address article aside blockquote body caption dd details div dl dt fieldset figcaption figure "
        "footer form header hr html legend main p section summary table tbody td th tr"
    ).split()
)
"""Elements that stand on lines of their own."""

_APART = BLOCKS | {"br", "li", "ol", "ul"}
_HEADING = re.compile("h([1-6])")
_OFFICE_HEADING = re.compile(r"MsoHeading([1-6])|MsoTitle|title|Heading([1-6])")
_OUTLINE = re.compile(r"mso-outline-level\s*:\s*([1-6])")
_ITEM = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d)")
_SYMBOLS = re.compile(r"font-family\s*:\s*['\"]?(?:Symbol|Wingdings|Courier New)", re.IGNORECASE)
_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z])[.)]")


def shifted(tag: Tag) -> str:
    """Return what a ``sup`` or ``sub`` says, in signs of its own where there are such."""
    return raised(words_of(tag)) if tag.name == "sup" else lowered(words_of(tag))


def words_of(tag: Tag, *, without: Collection[str] = ()) -> str:
    """Return the words of an element on one line, less those of elements in it named ``without``."""
    return " ".join("".join(_inline(tag, without)).split())


def _inline(tag: Tag, without: Collection[str]) -> Iterator[str]:
    for child in tag.children:
        if isinstance(child, Tag):
            if child.name in {"sub", "sup"}:
                yield shifted(child)
            elif child.name not in without and not is_hidden(child):
                apart = " " if child.name in _APART else ""
                yield from (apart, *_inline(child, without), apart)
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            yield str(child)


def heading_level(tag: Tag, *, under: int) -> int:
    """Return the level of a heading, 0 for none. A short paragraph all in bold is one below ``under``."""
    found = _HEADING.fullmatch(tag.name)
    if found:
        return int(found[1])
    if tag.name != "p":
        return 0
    office = office_level(tag)
    if office:
        return office
    parts = tag.find_all(["b", "strong"], recursive=False)
    if not parts:
        return 0
    words = words_of(tag)
    bold = "".join(map(words_of, parts))
    short = 2 < len(words) <= 80 and not words.endswith((".", "!", ",", ";", ":")) and words[0].isupper()
    return min(under + 1, 6) if short and "".join(bold.split()) == "".join(words.split()) else 0


def office_level(tag: Tag) -> int:
    """Return the level of what a word processor calls a heading, 0 for any other paragraph."""
    for name in tag.get("class") or ():
        found = _OFFICE_HEADING.fullmatch(name)
        if found:
            return int(found[1] or found[2] or 1)
    outline = _OUTLINE.search(str(tag.get("style", "")))
    return int(outline[1]) if outline else 0


def office_item(tag: Tag) -> bool:
    """Tell whether a word processor shows a paragraph as an item of a list."""
    return tag.name == "p" and bool(_ITEM.search(str(tag.get("style", ""))) or _drawn_bullet(tag))


def office_parts(tag: Tag) -> tuple[str, int, str]:
    """Return mark, depth (from 1) and words of such an item; its own sign is no word of it."""
    found = _ITEM.search(str(tag.get("style", "")))
    sign = tag.find(style=re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)) or _drawn_bullet(tag)
    shown = words_of(sign) if isinstance(sign, Tag) else ""
    words = words_of(tag)
    mark = shown if _NUMBER.fullmatch(shown) and shown != "o" else "-"
    return mark, int(found[1]) if found else 1, words.removeprefix(shown).strip()


def _drawn_bullet(tag: Tag) -> Tag | None:
    """Return what draws the bullet of a paragraph that was saved without what only Word reads."""
    if not any(name.startswith("MsoListParagraph") for name in tag.get("class") or ()):
        return None
    first = tag.find("span")
    drawn = isinstance(first, Tag) and _SYMBOLS.search(str(first.get("style", "")))
    return first if isinstance(first, Tag) and drawn and len(words_of(first)) == 1 else None
