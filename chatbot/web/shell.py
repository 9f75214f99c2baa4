"""What stands around every page: head, header, footer; and the dressing of Gradio's own page."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from typing import Any

from markupsafe import Markup

from chatbot.languages import Words, spoken, words_of
from chatbot.rendering.templating import environment


@dataclass(frozen=True, kw_only=True)
class PageSpec:
    """A page's place and name: ``path`` without language prefix, ``""`` for the first page.

    ``scripts`` are module scripts, ``styles`` further style sheets under ``/web/``.
    """

    path: str
    title: str
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()


@cache
def _has_bench() -> bool:
    """Whether the package with the evaluator's bench is installed, and the extra that the bench needs."""
    named = any(entry.name == "bench" for entry in entry_points(group="aswritten.pages"))
    return named and find_spec("ir_measures") is not None


def plain_page(spec: PageSpec, texts: Words, main: str) -> str:
    """A whole page that needs no Gradio; ``main`` is finished HTML."""
    inner = Markup(main)  # noqa: S704 - as the templates left it
    return str(_frame().page(spec, texts, _others(texts), inner, _has_bench())).strip()


def _frame() -> Any:  # noqa: ANN401 - what Jinja makes of the template's macros
    return environment().get_template("frame.html").module


def _others(texts: Words) -> list[Words]:
    return [words_of("pages", language) for language in spoken() if language != texts.language]


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
    around = _frame()
    markup = markup.replace("<head>", f"<head>{around.first_scripts(spec)}", 1)
    markup = markup.replace("</head>", f"{around.head(spec, texts)}</head>", 1)
    above = str(around.above(spec, texts, _others(texts), Markup(before)))  # noqa: S704 - as the templates left it
    below = str(around.below(texts, _has_bench()))
    return _APP.sub(lambda app: above + app.group() + below, markup, count=1)
