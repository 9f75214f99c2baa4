"""The support desk: a comment in, a reply to check out.

All that is typed lives in the browser. Its script puts one JSON request into a hidden box; the reply comes
back in another, and the server forgets both. ``chatbot.desk`` does the work.
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import Path

from chatbot.desk.case import Asked, Case, open_case
from chatbot.desk.checking import Label, Labelled, check_draft, label_draft
from chatbot.desk.copying import Form, copy_reply
from chatbot.desk.desk import Desk, Reply
from chatbot.desk.drafting import carry_over
from chatbot.desk.errors import DeskError
from chatbot.desk.files import KINDS, draft_comment, kind_of, read_comments, write_replies
from chatbot.desk.identifiers import repeated
from chatbot.desk.saving import DraftStore, Kept, cited_in, stale_reasons
from chatbot.desk.unanswered import group_alike
from chatbot.desk.work import Work, reopen_case, work_on
from chatbot.languages import Words, spoken, spoken_in, words_of
from chatbot.rendering.citation import title_words
from chatbot.rendering.templating import filled
from chatbot.web.pages.desk_state import Request, read_number, read_request
from chatbot.web.service import Failed
from chatbot.web.shell import PageSpec
from chatbot.web.site import Extension, GradioPage, Site, exchange
from corpus.errors import AsWrittenError
from ingest.text.lines import fold

STATIC = Path(__file__).parents[1] / "desk_static"
MAX_COMMENTS = 200
"""Comments of one file on the page: their replies go back in one piece."""

Sent = dict[str, object]


def desk_extension(desk: Desk) -> Extension:
    """The desk's page, with ``desk`` behind it."""
    page = GradioPage(spec=_spec, before=partial(_boxes, desk), fill=partial(_fill, desk))
    return Extension(name="desk", static=STATIC, pages=(page,), routes=lambda site: {})  # noqa: ARG005 - none


def _spec(site: Site) -> PageSpec:
    title = words_of("desk", site.texts.language).title
    return PageSpec(path="desk", title=title, scripts=("desk/desk.js",), styles=("desk/desk.css",))


def _boxes(desk: Desk, site: Site) -> str:
    """Every box, empty, and the status line with the words for the page's script."""
    return filled(
        "desk_boxes.html",
        w=words_of("desk", site.texts.language),
        t=site.texts,
        languages=[(code, words_of("pages", code).language_name) for code in spoken()],
        moods=list(dict.fromkeys(mood for one in desk.templates.values() for mood in one.kind_words)),
        keeps=desk.store is not None,
        kinds=KINDS,
    )


def _fill(desk: Desk, site: Site) -> None:
    exchange(site, DeskPage(site=site, desk=desk).replies, sent="desk-request", shown="desk-reply")


@dataclass(frozen=True, kw_only=True)
class DeskPage:
    """The page's requests in one language, answered."""

    site: Site
    desk: Desk

    @property
    def words(self) -> Words:
        """The page's texts."""
        return words_of("desk", self.site.texts.language)

    def replies(self, raw: str) -> Iterator[str]:
        """What the page gets for what it sent, progress first; never raises for what was sent."""
        if not raw:
            return
        number = read_number(raw)
        try:
            for sent in self._answered(read_request(raw)):
                yield _packed({"id": number, **sent})
        except AsWrittenError as error:
            yield _packed({"id": number, "trouble": self.site.told(error)})

    def _answered(self, request: Request) -> Iterator[Sent]:
        if request.action == "many":
            yield from self._many(request)
            return
        actions: Mapping[str, Callable[[Request], Sent]] = {
            "open": self._open,
            "rework": self._rework,
            "reopen": self._reopen,
            "check": lambda sent: {"check": self._checked(self._edited(sent), sent)},
            "save": self._save,
            "kept": self._kept,
            "gap": lambda sent: self._kept(sent, DraftStore.keep_unanswered, [sent.question]),
            "delete": lambda sent: self._kept(sent, DraftStore.delete, sent.reply),
            "delete_all": lambda sent: self._kept(sent, DraftStore.delete_all),
        }
        if request.action not in actions:
            raise DeskError("request_unread")
        result = self.site.service.run(lambda: actions[request.action](request))
        yield {"trouble": self.site.sentence(result)} if isinstance(result, Failed) else result

    def _open(self, request: Request) -> Sent:
        case = open_case(request.comment, finder=self.desk.finder)
        return self._shown(self.desk.reply(case, language=spoken_in(case.found.language)), request)

    def _rework(self, request: Request) -> Sent:
        reply = self._reworked(request)
        if request.text:
            before = {"asked": request.old, "language": request.old_language, "mood": request.old_mood}
            old = self._reworked(request.model_copy(update=before))
            reply = replace(reply, text=carry_over(request.text, old.draft, reply.draft))
        # What is stale of a kept reply that is open; a comment has nothing that could be.
        opened = None if request.kept is None else self._stale(self._store().find(request.kept)[0])
        return self._shown(reply, request, opened=opened)

    def _reworked(self, request: Request) -> Reply:
        """The comment or kept reply that the page has open, as its choices make it."""
        if request.kept is None:
            case = open_case(request.comment, finder=self.desk.finder, asked=request.asked)
        else:
            _, work = self._store().find(request.kept)
            case = self._reopened(work, request.asked)
        return self.desk.reply(case, language=spoken_in(request.language), mood=request.mood)

    def _reopened(self, work: Work, asked: Sequence[Asked] | None = None) -> Case:
        return reopen_case(work, documents=self.desk.documents, finder=self.desk.finder, asked=asked)

    def _reopen(self, request: Request) -> Sent:
        kept, work = self._store().find(request.kept or 0)
        reply = self.desk.reply(self._reopened(work), language=kept.language, mood=work.mood)
        return self._shown(replace(reply, text=work.text), request, opened=self._stale(kept))

    def _checked(self, reply: Reply, request: Request) -> str:
        """What the check found, every sentence with its label, the copy buttons if it may be copied."""
        draft, mark = reply.draft, self._mark(reply, request)
        foreign = check_draft(reply.text, draft)
        changes = [one for one in foreign if one.changed]
        known = (Label.QUOTE, Label.TEMPLATE)  # whose language is known
        languages = {block.key: block.quotes[0].language for block in draft.quotes} | {"": reply.language}
        return filled(
            "desk_check.html",
            w=self.words,
            length=len(reply.text.split()),
            changes=changes,
            own=[one.text for one in foreign if not one.changed],
            again=repeated(reply.text, self.desk.point(reply.case.comment)),
            copies=[
                (form.value, copy_reply(reply.text, draft, form=form, mark=mark))
                for form in (() if changes else Form)
            ],
            rows=[
                (label, [(piece, languages[piece.key] if label in known else "") for piece in pieces])
                for label, pieces in _rows(reply.text, label_draft(reply.text, draft))
            ],
        )

    def _mark(self, reply: Reply, request: Request) -> str:
        """What stands before the staff's own words in a copy, if the page wants them marked there."""
        return self.desk.templates[reply.language].citation.staff_note if request.mark else ""

    def _edited(self, request: Request) -> Reply:
        return replace(self._reworked(request), text=request.text)

    def _shown(self, reply: Reply, request: Request, *, opened: tuple[str, ...] | None = None) -> Sent:
        """Case, check and reply as HTML. ``opened``: what is stale of a kept reply, None for a comment."""
        case, point = reply.case, self.desk.point
        return {
            "case": filled(
                "desk_case.html",
                w=self.words,
                look=self.site.look("d"),
                case=case,
                speaks=spoken_in(case.found.language),
                identifiers=list(dict.fromkeys((one.kind, fold(one.text)) for one in point(case.comment))),
                opened=opened,
                keeps=self.desk.store is not None,
            ),
            "check": self._checked(reply, request),
            "text": reply.text,
            "built": reply.draft.text,
            "count": len(case.questions),
            "language": reply.language,
            "mood": reply.mood,
        }

    def _save(self, request: Request) -> Sent:
        store = self._store()
        reply = self._edited(request)
        draft = reply.draft
        text = copy_reply(reply.text, draft, form=Form.PLAIN, mark=self._mark(reply, request))
        shown = {piece.key for piece in label_draft(reply.text, draft) if piece.label is Label.QUOTE}
        quotes = [quote for block in draft.quotes if block.key in shown for quote in block.quotes]
        store.keep(
            text,
            questions=[question.asked.text for question in reply.case.questions],
            cited=cited_in(quotes, self.desk.documents),
            language=spoken_in(request.language),
            state=request.state,
            work=work_on(reply.case, reply.text, mood=reply.mood),
            own=[one.text for one in check_draft(reply.text, draft)],
            replaces=request.kept,
        )
        return self._kept(request)

    def _kept(self, _: Request, change: Callable[..., None] | None = None, *what: object) -> Sent:
        """All that is kept, once ``change`` is made in the store with ``what``."""
        store = self._store()
        if change:
            change(store, *what)
        shelf = filled(
            "desk_kept.html",
            w=self.words,
            kept=[(one, self._stale(one)) for one in store.kept()],
            unread=store.unreadable(),
            groups=group_alike(store.unanswered(), self.desk.encode, self.desk.names),
            file=store.path.name,
        )
        return {"kept": shelf}

    def _stale(self, kept: Kept) -> tuple[str, ...]:
        """What of a kept reply its sources may not say any more, each once."""
        documents = self.desk.documents
        lines = []
        for cited, why in stale_reasons(kept.cited, documents):
            file = documents[cited.doc_id].source.file if cited.doc_id in documents else cited.doc_id
            lines.append(f"{title_words(cited.title, file)}: {self.words[f'stale.{why}']}")
        return tuple(dict.fromkeys(lines))

    def _store(self) -> DraftStore:
        if self.desk.store is None:
            raise DeskError("saving_off")
        return self.desk.store

    def _many(self, request: Request) -> Iterator[Sent]:
        kind = kind_of(request.name)
        form = request.form if request.form in KINDS else kind
        try:
            data = base64.b64decode(request.data, validate=True)
        except ValueError as error:  # also letters that base64 does not have
            raise DeskError("upload_unread") from error
        comments = list(read_comments(io.BytesIO(data), kind))
        if len(comments) > MAX_COMMENTS:
            raise DeskError("many_comments", limit=MAX_COMMENTS)
        replies, problems = [], []
        for done, comment in enumerate(comments):
            yield {"done": done, "total": len(comments)}
            result = self.site.service.run(partial(draft_comment, comment, self.desk))
            if isinstance(result, dict):
                replies.append(result)
                continue
            said = self.site.sentence(result) if isinstance(result, Failed) else self.site.told(result.reason)
            problems.append(self.words("many_problem", line=comment.line, reason=said))
        output = io.StringIO(newline="")
        write_replies(output, form, replies)
        said = self.words("many_done", count=len(replies))
        yield {"result": output.getvalue(), "file": f"replies.{form}", "said": said, "problems": problems}


def _rows(text: str, pieces: Sequence[Labelled]) -> Iterator[tuple[Label, list[Labelled]]]:
    """The sentences by whose they are; a new row begins at each paragraph and wherever the hand changes."""
    for (label, _), group in groupby(pieces, key=lambda one: (one.label, text.count("\n\n", 0, one.start))):
        yield label, list(group)


def _packed(sent: Sent) -> str:
    """A reply inside one element, in base64: nothing in it meets Markdown or HTML on the way."""
    return filled("packed.html", data=base64.b64encode(json.dumps(sent).encode()).decode())
