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
from pathlib import Path

from chatbot.desk.case import Asked
from chatbot.desk.checking import Label, check_draft, label_draft
from chatbot.desk.copying import Form, copy_reply
from chatbot.desk.desk import Desk, Reply
from chatbot.desk.drafting import carry_over
from chatbot.desk.errors import DeskError
from chatbot.desk.files import KINDS, BadLine, draft_comment, kind_of, read_comments, write_replies
from chatbot.desk.saving import DraftStore, Kept, cited_in, stale_reasons
from chatbot.desk.unanswered import group_alike
from chatbot.desk.work import work_on
from chatbot.languages import Words, spoken_in, words_of
from chatbot.rendering.citation import title_words
from chatbot.web.pages.desk_render import render_boxes, render_case, render_check, render_kept
from chatbot.web.pages.desk_state import Request, read_number, read_request
from chatbot.web.service import Failed
from chatbot.web.shell import PageSpec
from chatbot.web.site import Extension, GradioPage, Site, exchange
from corpus.errors import AsWrittenError

STATIC = Path(__file__).parents[1] / "desk_static"
MAX_COMMENTS = 200
"""Comments of one file on the page: their replies go back in one piece."""

Sent = dict[str, object]


def desk_extension(desk: Desk) -> Extension:
    """The desk's page, with ``desk`` behind it."""
    page = GradioPage(
        spec=_spec,
        before=lambda site: render_boxes(site.texts, desk),
        fill=partial(_fill, desk),
    )
    return Extension(name="desk", static=STATIC, pages=(page,), routes=lambda site: {})  # noqa: ARG005 - none


def _spec(site: Site) -> PageSpec:
    title = words_of("desk", site.texts.language).title
    return PageSpec(path="desk", title=title, scripts=("desk/desk.js",), styles=("desk/desk.css",))


def _fill(desk: Desk, site: Site) -> None:
    page = DeskPage(site=site, desk=desk)
    exchange(site, page.replies, sent="desk-request", shown="desk-reply")


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
            "check": self._check,
            "save": self._save,
            "kept": self._kept,
            "gap": self._gap,
            "delete": self._delete,
            "delete_all": self._delete_all,
        }
        if request.action not in actions:
            raise DeskError("request_unread")
        result = self.site.service.run(lambda: actions[request.action](request))
        yield {"trouble": self.site.sentence(result)} if isinstance(result, Failed) else result

    def _open(self, request: Request) -> Sent:
        return self._shown(self.desk.open(request.comment), request)

    def _rework(self, request: Request) -> Sent:
        reply = self._reworked(request)
        if request.text:
            old = self._reworked_as(request, request.old, request.old_language, request.old_mood)
            reply = replace(reply, text=carry_over(request.text, old.draft, reply.draft))
        return self._shown(reply, request, opened=self._opened(request))

    def _reworked(self, request: Request) -> Reply:
        """The comment or kept reply that the page has open, as its choices make it."""
        return self._reworked_as(request, request.asked, request.language, request.mood)

    def _reworked_as(self, request: Request, asked: Sequence[Asked], language: str, mood: str) -> Reply:
        language = spoken_in(language)
        if request.kept is None:
            return self.desk.rework(request.comment, asked, language=language, mood=mood)
        _, work = self._store().find(request.kept)
        return self.desk.rework_kept(work, asked, language=language, mood=mood)

    def _reopen(self, request: Request) -> Sent:
        kept, work = self._store().find(request.kept or 0)
        reply = self.desk.reopen(work, language=kept.language)
        return self._shown(reply, request, opened=self._stale(kept))

    def _opened(self, request: Request) -> tuple[str, ...] | None:
        """What is stale of a kept reply that is open; None for a comment."""
        return None if request.kept is None else self._stale(self._store().find(request.kept)[0])

    def _check(self, request: Request) -> Sent:
        return {"check": self._checked(self._edited(request), request)}

    def _checked(self, reply: Reply, request: Request) -> str:
        identifiers = self.desk.point(reply.case.comment)
        return render_check(reply, self.words, identifiers, mark=self._mark(reply, request))

    def _mark(self, reply: Reply, request: Request) -> str:
        """What stands before the staff's own words in a copy, if the page wants them marked there."""
        return self.desk.templates[reply.language].citation.staff_note if request.mark else ""

    def _edited(self, request: Request) -> Reply:
        return replace(self._reworked(request), text=request.text)

    def _shown(self, reply: Reply, request: Request, *, opened: tuple[str, ...] | None = None) -> Sent:
        case = render_case(
            reply.case,
            self.words,
            self.site.look("d"),
            self.desk.point(reply.case.comment),
            opened=opened,
            keeps=self.desk.store is not None,
        )
        return {
            "case": case,
            "check": self._checked(reply, request),
            "text": reply.text,
            "built": reply.draft.text,
            "count": len(reply.case.questions),
            "language": reply.language,
            "mood": reply.mood,
        }

    def _save(self, request: Request) -> Sent:
        store = self._store()
        reply = self._edited(request)
        allowed = reply.draft.allowed
        text = copy_reply(reply.text, allowed, form=Form.PLAIN, mark=self._mark(reply, request))
        shown = {piece.key for piece in label_draft(reply.text, allowed) if piece.label is Label.QUOTE}
        quotes = [quote for block in allowed.quotes if block.key in shown for quote in block.quotes]
        store.keep(
            text,
            questions=[question.asked.text for question in reply.case.questions],
            cited=cited_in(quotes, self.desk.documents),
            language=spoken_in(request.language),
            state=request.state,
            work=work_on(reply.case, reply.text, mood=reply.mood),
            own=[one.text for one in check_draft(reply.text, allowed)],
            replaces=request.kept,
        )
        return self._kept(request)

    def _gap(self, request: Request) -> Sent:
        self._store().keep_unanswered([request.question])
        return self._kept(request)

    def _delete(self, request: Request) -> Sent:
        self._store().delete(request.reply)
        return self._kept(request)

    def _delete_all(self, request: Request) -> Sent:
        self._store().delete_all()
        return self._kept(request)

    def _kept(self, request: Request) -> Sent:  # noqa: ARG002 - every action gets the request
        store = self._store()
        kept = [(one, self._stale(one)) for one in store.kept()]
        groups = group_alike(store.unanswered(), self.desk.encode, self.desk.names)
        unread = store.unreadable()
        return {"kept": render_kept(kept, unread, groups, self.words, file=store.path.name)}

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
            if isinstance(result, Failed):
                problems.append(self._problem(comment.line, self.site.sentence(result)))
            elif isinstance(result, BadLine):
                problems.append(self._problem(result.line, self.site.told(result.reason)))
            else:
                replies.append(result)
        output = io.StringIO(newline="")
        write_replies(output, form, replies)
        said = self.words("many_done", count=len(replies))
        yield {"result": output.getvalue(), "file": f"replies.{form}", "said": said, "problems": problems}

    def _problem(self, line: int, reason: str) -> str:
        return self.words("many_problem", line=line, reason=reason)


def _packed(sent: Sent) -> str:
    """A reply inside one element, in base64: nothing in it meets Markdown or HTML on the way."""
    data = base64.b64encode(json.dumps(sent).encode()).decode()
    return f'<div data-reply="{data}"></div>'
