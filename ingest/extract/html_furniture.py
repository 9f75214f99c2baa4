"""What of a web page is no text of its own: menus, notices, asides, footers, struck and hidden words."""

from __future__ import annotations

import re

from bs4.element import Tag

_DROPPED = frozenset(
    {
        *("audio", "button", "canvas", "del", "dialog", "head", "iframe", "input", "math", "nav", "noscript"),
        *(
            "object",
            "option",
            "rp",
            "rt",
            "s",
            "script",
            "select",
            "strike",
            "style",
            "svg",
            "template",
            "textarea",
        ),
        "video",
    }
)
_AROUND = frozenset({"aside", "footer"})
_ROLES = frozenset(
    "alertdialog banner complementary contentinfo dialog menu menubar navigation search".split()
)
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|gdpr|ccpa|(?:cookie-?)?consent-?(?:banner|bar|box|dialog|manager|modal|notice|overlay"
    r"|popup)|breadcrumbs?|navbar|navigation|skip-?(?:link|nav)s?|share-?(?:bar|buttons?|links?)|"
    r"social-?(?:bar|icons|links|media|share)|newsletter-?(?:box|form|signup)|"
    r"advert(?:isement)?s?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_WHOLE = frozenset({"[document]", "html", "body", "main", "article"})


def is_hidden(tag: Tag) -> bool:
    """Tell whether a reader of the page does not see an element, or sees it struck through."""
    return (
        tag.name in _DROPPED
        or tag.has_attr("hidden")
        or tag.get("aria-hidden") == "true"
        or bool(_UNSEEN.search(str(tag.get("style", ""))))
    )


def is_around(tag: Tag) -> bool:
    """Tell whether an element stands around the text: an aside, a footer, a menu, a notice on cookies."""
    if tag.name in _WHOLE:
        return False
    classes = tag.get("class") or ()
    names = " ".join((*classes, str(tag.get("id", ""))))
    return tag.name in _AROUND or tag.get("role") in _ROLES or bool(_NAMES.search(names))
