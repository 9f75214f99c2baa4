"""The web application: plain pages, Gradio pages in every language, and the guard around them."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from chatbot.answer import answer_schema
from chatbot.languages import Words, spoken, words_of
from chatbot.offering import Offers
from chatbot.rendering.glossary import Glossary
from chatbot.web.door import LOGINS, DeskPassword, Door, Doorkeeper
from chatbot.web.feedback import FeedbackFile
from chatbot.web.guard import Dressing, Gate, SafeHeaders, texts_of
from chatbot.web.pages import patient
from chatbot.web.plain_pages import listing_page, source_page, unknown_page
from chatbot.web.service import Answering, AnswerService, Limits
from chatbot.web.shell import dress
from chatbot.web.site import Extension, GradioPage, Site
from ingest.structure import ParsedDocument

STATIC = Path(__file__).parent / "static"
SCHEMA = "/answer.schema.json"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""Names under which this machine may be addressed: others would let a foreign site reach in by DNS."""


def build_app(
    answerer: Answering,
    *,
    limits: Limits | None = None,
    hosts: Iterable[str] = LOOPBACK,
    extensions: Sequence[Extension] = (),
    password: DeskPassword | None = None,
    feedback: FeedbackFile | None = None,
) -> Starlette:
    """The whole web application around one answer function.

    ``hosts``: names the server may be addressed by; empty for any. ``extensions``: the staff's pages, the
    desk's and those of other packages; they and their functions ask for the ``password``, if there is one.
    ``feedback``: where to keep what visitors say of an answer; by default it stays in their browsers.
    """
    from fastapi import FastAPI

    from chatbot.web.gradio_app import mount_gradio

    service = AnswerService(answerer, limits or Limits())
    documents = {document.source.doc_id: document for document in answerer.index.documents}
    glossary = Glossary.from_documents(documents.values())
    about = answerer.index.subject.about
    offers = Offers(answerer.index)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    for extension in extensions:
        app.mount(f"/web/{extension.name}", StaticFiles(directory=extension.static))
    app.mount("/web", StaticFiles(directory=STATIC))
    app.add_route(SCHEMA, lambda _: JSONResponse(answer_schema()))
    staff_pages = [page for extension in extensions for page in extension.pages]
    gradio_pages = [patient.PAGE, *staff_pages]
    pages = {}
    staffs: set[str] = set()
    door = Door(password) if password else None
    public = {SCHEMA}
    if feedback is not None:
        app.add_route("/feedback", feedback.take, methods=["POST"])
        public.add("/feedback")
    over = "" if about.medical else "pages_plain"
    languages = [words_of("pages", language, over=over) for language in spoken()]
    # The languages with a prefix first: a mount at "/" takes every address that is left.
    for texts in reversed(languages):
        _add_plain_pages(app, documents, texts)
        site = Site(
            service=service,
            documents=documents,
            glossary=glossary,
            texts=texts,
            about=about,
            offers=offers,
            keeps_feedback=feedback is not None,
        )
        app.add_route(f"{texts.prefix}/questions", partial(_questions, site))
        for extension in extensions:
            for method, found in (("GET", extension.routes(site)), ("POST", extension.posts(site))):
                for path, respond in found.items():
                    app.add_route(f"{texts.prefix}/{path}", respond, methods=[method])
                    staffs.add(f"{texts.prefix}/{path}")
        mount_gradio(app, site, gradio_pages, door=door)
        for page in gradio_pages:
            pages[f"{texts.prefix}/{page.spec(site).path}"] = partial(_dressed, page, site)
        staffs |= {f"{texts.prefix}/{page.spec(site).path}" for page in staff_pages}
    own = staffs | public | set(pages)
    plain = ("/documents", "/about", "/questions", "/", "")
    own |= {f"{texts.prefix}{path}" for texts in languages for path in plain}
    folders = ("/web/", *(f"{texts.prefix}/source/" for texts in languages))
    app.add_middleware(Dressing, pages=pages)
    if door:
        app.add_middleware(Doorkeeper, door=door, guarded=frozenset(staffs))
        own |= LOGINS
    app.add_middleware(
        Gate,
        limits=service.limits,
        hosts=frozenset(hosts),
        own=lambda path: path in own or path.startswith(folders),
        lost=lambda path: unknown_page(documents, texts_of(path)),
    )
    app.add_middleware(SafeHeaders)
    return app


def _dressed(page: GradioPage, site: Site, markup: str) -> str:
    return dress(markup, spec=page.spec(site), texts=site.texts, before=page.before(site))


def _questions(site: Site, request: Request) -> Response:  # noqa: ARG001 - Starlette calls it so
    """What the page offers while somebody types: it matches in the browser, so that no letter is sent."""
    language = site.texts.language
    return JSONResponse(list(dict.fromkeys([*site.said.examples, *site.offers.all(language)])))


def _add_plain_pages(app: Starlette, documents: dict[str, ParsedDocument], texts: Words) -> None:
    def source(request: Request) -> Response:
        query = request.query_params
        start, end = query.get("start", ""), query.get("end", "")
        return source_page(documents, request.path_params["doc_id"], start, end, texts)

    def home(request: Request) -> Response:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{texts.prefix}/{query}", status_code=308)

    app.add_route(f"{texts.prefix}/source/{{doc_id}}", source)
    app.add_route(f"{texts.prefix}/documents", lambda _: listing_page("documents", documents, texts))
    app.add_route(f"{texts.prefix}/about", lambda _: listing_page("about", documents, texts))
    if texts.prefix:
        app.add_route(texts.prefix, home)
