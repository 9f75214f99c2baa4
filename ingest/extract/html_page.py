"""The elements of a page, mended where its writer left ends of elements out."""

import logging
import re
import warnings
from collections import Counter
from html.parser import HTMLParser

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning
from bs4.builder import HTMLTreeBuilder

_BLOCKS = frozenset(
    """address article aside blockquote center div dl fieldset form h1 h2 h3 h4 h5 h6 hr main ol p pre section
    table ul""".split()
)
_CELLS = frozenset({"td", "th", "tr", "tbody", "tfoot"})
_ENDED_BY: dict[str, frozenset[str]] = {
    "p": _BLOCKS | _CELLS | {"li", "dt", "dd"},
    "li": frozenset({"li"}),
    **dict.fromkeys(("dt", "dd"), frozenset({"dt", "dd"})),
    **dict.fromkeys(("td", "th"), _CELLS),
    "tr": _CELLS - {"td", "th"},
}
"""Elements whose end may be left out → what ends them (HTML Standard, 13.1.2.4 "Optional tags")."""
_ENDING = frozenset[str]().union(*_ENDED_BY.values())


def page_of(data: bytes, *, encoding: str | None = None) -> BeautifulSoup:
    """Return the elements of a page, be it HTML, XHTML or the XML of a book.

    Python's own lenient parser reads all three and resolves no entity of a document's own. Powers and
    fractions of formulas become what ``sup`` and a stroke say.
    """
    logging.getLogger("bs4.dammit").setLevel(logging.ERROR)  # characters that are lost are told of as faults
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        page = BeautifulSoup(_with_left_out_ends(_with_ends(data)), "html.parser", from_encoding=encoding)
    for formula in page.find_all(["msub", "msup", "mfrac"]):
        for part in formula.find_all(True, recursive=False)[-1:]:
            if formula.name == "mfrac":
                part.insert_before("/")
            else:
                part.name = formula.name[1:]
    return page


def _with_ends(data: bytes) -> bytes:
    """Make text of comments and tags without an end: it would be sought in the whole page, each time."""
    for start, end in ((b"<!--", b"-->"), (b"<", b">")):
        ended = data.rfind(end) + 1
        data = data[:ended] + data[ended:].replace(start, b"&lt;" + start[1:])
    return data


class _Ender(HTMLParser):
    """Finds where elements end whose writer left the end tag out; the page's parser would nest them."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self._lines = [0, *(found.end() for found in re.finditer("\n", page))]
        self._open: list[str] = []
        self._times = Counter[str]()
        self.ends: list[tuple[int, str]] = []
        """Place and tag, in order."""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        while tag in _ENDING and (ended := self._ended_by(tag)):
            line, column = self.getpos()
            self.ends.append((self._lines[line - 1] + column, f"</{ended}>"))
            self.handle_endtag(ended)
        if tag not in (HTMLTreeBuilder.DEFAULT_EMPTY_ELEMENT_TAGS or ()):
            self._open.append(tag)
            self._times[tag] += 1

    def _ended_by(self, tag: str) -> str:
        """Return the innermost element that a tag ends, "" if another block is open in it or it ends none."""
        inner = next((name for name in reversed(self._open) if name in _ENDED_BY or name in _BLOCKS), "")
        return inner if tag in _ENDED_BY.get(inner, ()) else ""

    def handle_endtag(self, tag: str) -> None:
        if self._times[tag]:
            while self._pop() != tag:
                pass

    def _pop(self) -> str:
        tag = self._open.pop()
        self._times[tag] -= 1
        return tag


def _with_left_out_ends(data: bytes) -> bytes:
    pieces: list[bytes] = []
    at = 0
    for place, end in _Ender(data.decode("latin-1")).ends:
        pieces += [data[at:place], end.encode()]
        at = place
    return b"".join([*pieces, data[at:]])
