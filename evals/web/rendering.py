"""Templates filled with the words of one language."""

from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from chatbot.rendering.markup import source_path
from chatbot.rendering.templating import engine_over
from chatbot.web.shell import PageSpec, plain_page
from chatbot.web.site import Site
from evals.languages import bench_words
from evals.reporting.report import TEMPLATES as SHARED

TEMPLATES = Path(__file__).parent / "templates"

_environment = cache(partial(engine_over, TEMPLATES, SHARED))


def address(site: Site, page: str, **query: str) -> str:
    """The address of a page of the bench in the site's language."""
    return f"{site.texts.prefix}/{page}" + (f"?{urlencode(query)}" if query else "")


def page_of(site: Site, template: str, **values: Any) -> str:  # noqa: ANN401 - whatever the template shows
    """A template's HTML. Every value is escaped by the template engine."""
    doc_ids = {document.source.file: doc_id for doc_id, document in site.documents.items()}

    def source(file: str, start: int, end: int) -> str:
        return source_path(site.texts.prefix, doc_ids[file], start, end)

    values |= {"t": bench_words(site.texts.language), "site": site, "link": partial(address, site)}
    return _environment().get_template(template).render(source=source, **values)


def whole_page(site: Site, path: str, title: str, template: str, **values: Any) -> str:  # noqa: ANN401
    """A plain page of the bench. ``path`` is its address without the language's prefix."""
    main = page_of(site, template, title=title, **values)
    return plain_page(PageSpec(path=path, title=title, scripts=("bench/bench.js",)), site.texts, main)
