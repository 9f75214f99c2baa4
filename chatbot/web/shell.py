"""What stands around every page: head, header, footer; and the dressing of Gradio's own page."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec

from chatbot.languages import Words, spoken, words_of
from chatbot.rendering.markup import element, esc


@dataclass(frozen=True, kw_only=True)
class PageSpec:
    """A page's place and name: ``path`` without language prefix, ``""`` for the first page.

    ``scripts`` are module scripts, ``styles`` further style sheets under ``/web/``.
    """

    path: str
    title: str
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()


def scripts(spec: PageSpec) -> str:
    """The scripts of a page."""
    names = ("size.js", *spec.scripts)
    return "".join(f'<script type="module" src="/web/{name}"></script>' for name in names)


def head(spec: PageSpec) -> str:
    """The styles of a page and what a browser is told of it."""
    styles = "".join(f'<link rel="stylesheet" href="/web/{name}">' for name in spec.styles)
    return (
        '<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">'
        '<link rel="icon" href="/web/icon.svg" type="image/svg+xml">'
        f'<link rel="stylesheet" href="/web/page.css">{styles}'
    )


def header(texts: Words, *, path: str, here: str = "") -> str:
    """Skip link, name, pages and the other languages. ``path`` is the current page's, without prefix.

    ``here`` is the page's own address where a ``<base>`` would lead a bare ``#main`` elsewhere.
    """
    home = f"{texts.prefix}/"
    links = (("", texts.nav_ask), ("documents", texts.nav_documents), ("about", texts.nav_about))
    items = "".join(
        "<li>"
        + element("a", esc(label), href=f"{texts.prefix}/{to}", aria_current="page" if to == path else "")
        + "</li>"
        for to, label in links
    )
    others = [words_of("pages", language) for language in spoken() if language != texts.language]
    items += "".join(
        "<li>"
        + element(
            "a",
            esc(other.language_name),
            href=f"{other.prefix}/{path}",
            lang=other.language,
            hreflang=other.language,
        )
        + "</li>"
        for other in others
    )
    size = element("button", esc(texts.larger_text), type="button", id="text-size", hidden="hidden")
    name = element("a", esc(texts.name), href=home, class_="wordmark")
    tagline = element("span", esc(texts.tagline), class_="tagline")
    return (
        element("a", esc(texts.skip), class_="skip", href=f"{here}#main")
        + '<header class="site-header"><div class="inner">'
        f'<p class="brand">{name} {tagline}</p>{size}'
        + element("nav", f"<ul>{items}</ul>", aria_label=texts.nav_label)
        + "</div></header>"
    )


def footer(texts: Words) -> str:
    """The line that ends every page."""
    desk = element("a", esc(texts.footer_desk), href=f"{texts.prefix}/desk")
    if _has_bench():
        desk += " · " + element("a", esc(texts.footer_bench), href=f"{texts.prefix}/bench")
    return (
        f'<footer class="site-footer"><div class="inner"><p>{esc(texts.footer)}</p>'
        f"<p>{desk}</p></div></footer>"
    )


@cache
def _has_bench() -> bool:
    """Whether the package with the evaluator's bench is installed, and the extra that the bench needs."""
    named = any(entry.name == "bench" for entry in entry_points(group="aswritten.pages"))
    return named and find_spec("ir_measures") is not None


def plain_page(spec: PageSpec, texts: Words, main: str) -> str:
    """A whole page that needs no Gradio."""
    return (
        f'<!doctype html><html lang="{texts.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{esc(spec.title)} – {esc(texts.name)}</title>{head(spec)}{scripts(spec)}</head><body>"
        f'{header(texts, path=spec.path)}<main id="main" tabindex="-1" class="inner page">{main}</main>'
        f"{footer(texts)}</body></html>"
    )


_META = re.compile(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>')
_MANIFEST = re.compile(r'<link rel="manifest"[^>]*>')
_LANG = re.compile(r'<html\s+lang="[a-z]*"')
_APP = re.compile(r"<gradio-app\b.*?</gradio-app>", re.DOTALL)
_VIEWPORT = re.compile(r'<meta\s+name="viewport"[^>]*>')


def dress(markup: str, spec: PageSpec, texts: Words, before: str) -> str:
    """Gradio's page with this site's language, title, styles, header and footer.

    ``before`` is HTML that stands before Gradio's boxes and is painted before Gradio has loaded.
    Its share cards name other hosts and its manifest offers to install it: both go.
    """
    markup = _MANIFEST.sub("", _META.sub("", markup))
    markup = _LANG.sub(f'<html lang="{texts.language}" data-lang="{texts.language}"', markup, count=1)
    markup = _VIEWPORT.sub('<meta name="viewport" content="width=device-width, initial-scale=1">', markup)
    title = f"<title>{esc(spec.title)} – {esc(texts.name)}</title>"
    frame = '<script type="module" src="/web/frame.js"></script>'
    # Scripts run in their order: ours do not wait for Gradio's.
    markup = markup.replace("<head>", f"<head>{scripts(spec)}{frame}", 1)
    markup = markup.replace("</head>", f"{title}{head(spec)}</head>", 1)
    link = element("a", esc(texts.nav_documents), href=f"{texts.prefix}/documents")
    no_script = f'<noscript><p class="inner">{esc(texts.needs_script)} {link}</p></noscript>'
    top = f'<div id="main" tabindex="-1"><div id="before" class="inner">{before}</div>'
    here = f"{texts.prefix}/{spec.path}"
    around = (header(texts, path=spec.path, here=here) + top, f"</div>{no_script}{footer(texts)}")
    return _APP.sub(lambda app: around[0] + app.group() + around[1], markup, count=1)
