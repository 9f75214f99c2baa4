"""The elements of a page, and what of it is no text of its own: menus, notices, asides, struck words."""

import logging
import re
import warnings

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning
from bs4.dammit import UnicodeDammit
from bs4.element import Tag

_DROPPED = frozenset(
    """annotation annotation-xml audio button canvas del dialog head iframe input nav noscript object option
    rp rt s script select strike style svg template textarea video""".split()
)
_AROUND = frozenset({"aside", "footer"})
_ROLES = frozenset(
    "alertdialog banner complementary contentinfo dialog menu menubar navigation search".split()
)
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|gdpr|ccpa|(?:cookie-?)?consent-?(?:banner|bar|box|dialog|manager|modal|notice|overlay"
    r"|popup)|(?:onetrust|cybotcookiebot|didomi|usercentrics|tarteaucitron)\w*|cmplz|"
    r"breadcrumbs?|navbar|navigation|skip-?(?:link|nav)s?|share-?(?:bar|buttons?|links?)|sharedaddy|"
    r"social-?(?:bar|icons|links|media|share)|newsletter-?(?:box|form|signup)|"
    r"advert(?:isement)?s?)(?:$|[\s_-])|"
    r"(?:^|\s)(?:(?:site-?|page-?)?(?:footer|sidebar)|colophon)(?:$|\s)",
    re.IGNORECASE,
)
_LINKED_NAMES = re.compile(
    r"(?:^|[\s_-])(?:menu|nav|topnav|toc|related\w*|relatedposts|widgets?|pagination|pager|social|share)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Names of what is furniture where nearly all of its words are links; a menu of dishes is none."""
_EDITING = frozenset({"mw-editsection", "headerlink"})
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_WHOLE = frozenset({"[document]", "html", "body", "main", "article"})


def page_of(data: bytes, *, encoding: str | None = None) -> BeautifulSoup:
    """Return the elements of a page, be it HTML, XHTML or the XML of a book.

    libxml2's lenient parser reads all three and resolves no entity of a document's own. Powers and fractions
    of formulas become what ``sup`` and a stroke say.
    """
    logging.getLogger("bs4.dammit").setLevel(logging.ERROR)  # characters that are lost are told of as faults
    # Decoded here: libxml2 itself guesses no encoding that a page does not name.
    text = UnicodeDammit(data, [encoding] if encoding else (), is_html=True).unicode_markup or ""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        page = BeautifulSoup(text, "lxml", huge_tree=True)
    for formula in page.find_all(["msub", "msup", "mfrac"]):
        for part in formula.find_all(True, recursive=False)[-1:]:
            if formula.name == "mfrac":
                part.insert_before("/")
            else:
                part.name = formula.name[1:]
    return page


def is_hidden(tag: Tag) -> bool:
    """Tell whether a reader of the page does not see an element, or sees it struck through."""
    return (
        tag.name in _DROPPED
        or tag.has_attr("hidden")
        or tag.get("aria-hidden") == "true"
        or bool(_UNSEEN.search(str(tag.get("style", ""))))
        or not _EDITING.isdisjoint(tag.get("class") or ())
    )


def is_around(tag: Tag) -> bool:
    """Tell whether an element stands around the text: an aside, a footer, a menu, a notice on cookies."""
    if tag.name in _WHOLE:
        return False
    classes = tag.get("class") or ()
    names = " ".join((*classes, str(tag.get("id", ""))))
    if tag.name in _AROUND or tag.get("role") in _ROLES or _NAMES.search(names):
        return True
    if not _LINKED_NAMES.search(names):
        return False
    linked = sum(len(link.get_text(strip=True)) for link in tag.find_all("a"))
    return linked > 0.6 * len(tag.get_text(strip=True))


def main_part(page: Tag) -> Tag:
    """Return the element that a page calls its own text, if all first headings are in it, else the page."""
    parts = page.find_all(lambda tag: tag.name == "main" or tag.get("role") == "main")
    if len(parts) != 1 or len(parts[0].find_all("h1")) < max(1, len(page.find_all("h1"))):
        return page
    return parts[0]
