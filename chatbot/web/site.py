"""What every page is built from: the answer service, the documents and one language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import entry_points
from operator import attrgetter
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from chatbot.desk.errors import DeskError
from chatbot.languages import Words
from chatbot.offering import NO_OFFERS, Offers
from chatbot.question.cleaning import QuestionError
from chatbot.rendering.glossary import Glossary
from chatbot.rendering.look import Look
from chatbot.web.service import AnswerService, Failed
from chatbot.web.shell import PageSpec
from corpus.errors import AsWrittenError
from corpus.subject import UNSAID, About, Said
from ingest.structure import ParsedDocument


def today() -> date:
    """The day to reckon a text's age from."""
    return datetime.now(tz=UTC).date()


@dataclass(frozen=True, kw_only=True)
class Site:
    """One language's view of the program."""

    service: AnswerService
    documents: dict[str, ParsedDocument]
    glossary: Glossary
    texts: Words
    about: About = UNSAID
    offers: Offers = NO_OFFERS
    keeps_feedback: bool = False

    @property
    def said(self) -> Said:
        """What the corpus says of itself in this language."""
        return self.about.in_language(self.texts.language)

    def look(self, prefix: str) -> Look:
        """How an answer is rendered now; ``prefix`` makes the ids of a turn unique."""
        return Look(
            texts=self.texts, glossary=self.glossary, today=today(), prefix=prefix, offers=self.offers
        )

    def sentence(self, failed: Failed) -> str:
        """Why there is no answer, in this language."""
        if failed.error:
            return self.told(failed.error)
        return self.texts(failed.trouble, limit=self.service.limits.question_letters)

    def told(self, error: AsWrittenError) -> str:
        """What an error says in this language; errors of the machine's set-up are told in English only."""
        if isinstance(error, DeskError):
            return error.sentence(self.texts.language)
        if isinstance(error, QuestionError):
            # Too long a text was refused before it came to that: this one holds no words.
            return self.texts.trouble_no_words
        return str(error)


@dataclass(frozen=True, kw_only=True)
class GradioPage:
    """A Gradio page: its address and scripts, the HTML that stands first, and its Gradio boxes.

    ``before`` gives finished HTML that is painted at once and needs no Gradio. ``fill`` is called inside
    the page's ``gr.Blocks`` context.
    """

    spec: Callable[[Site], PageSpec]
    before: Callable[[Site], str]
    fill: Callable[[Site], None]


def exchange(site: Site, answer: Callable[[str], object], *, sent: str, shown: str) -> None:
    """Add a page's two boxes: what its script puts into ``sent``, ``answer`` replies to in ``shown``."""
    import gradio as gr

    box = gr.Textbox(value="", visible="hidden", elem_id=sent, show_label=False)
    # Not gr.HTML, which compiles a template with ``Function`` in the browser: the policy forbids that.
    reply = gr.Markdown(
        "<div></div>", elem_id=shown, sanitize_html=False, latex_delimiters=[], container=False
    )
    box.change(
        answer,
        [box],
        [reply],
        api_visibility="private",
        show_progress="hidden",
        concurrency_limit=site.service.limits.concurrency,
        concurrency_id="answer",
        trigger_mode="multiple",  # "once" would wait for ever after a lost connection; the script does not
    )


@dataclass(frozen=True, kw_only=True)
class Extension:
    """Pages with what they need.

    ``static``: a folder, served under ``/web/<name>/``. ``pages``: Gradio pages. ``routes``: gives the plain
    addresses of one language, without its prefix (``"bench/run"``), and what answers each. ``posts``: the
    same for what changes something, which a mere link must not do.
    """

    name: str
    static: Path
    pages: tuple[GradioPage, ...]
    routes: Callable[[Site], Mapping[str, Callable[[Request], Response]]]
    posts: Callable[[Site], Mapping[str, Callable[[Request], Response]]] = lambda site: {}  # noqa: ARG005 - none


def installed_extensions() -> tuple[Extension, ...]:
    """What the installed packages add, by name."""
    found = (
        entry.load()() for entry in sorted(entry_points(group="aswritten.pages"), key=attrgetter("name"))
    )
    return tuple(extension for extension in found if extension is not None)
