"""The desk's page, case, check and saved replies as HTML: what stands where is decided in the templates."""

import itertools
from collections.abc import Iterable, Sequence

from chatbot.desk.case import Case
from chatbot.desk.checking import Label, Labelled, check_draft, label_draft
from chatbot.desk.copying import Form, copy_reply
from chatbot.desk.desk import Desk, Reply
from chatbot.desk.files import KINDS
from chatbot.desk.identifiers import Identifier, repeated
from chatbot.desk.saving import Kept
from chatbot.desk.unanswered import Group
from chatbot.languages import Words, spoken, spoken_in, words_of
from chatbot.rendering.look import Look
from chatbot.rendering.markup import fold
from chatbot.rendering.templating import filled

SCRIPT_WORDS = (
    "working", "found", "ready", "copied", "copy_failed", "lost", "new_tab", "opened", "saved", "deleted",
    "empty", "progress", "undone", "put_back",
)  # fmt: skip
"""What the page's script says, as data attributes of the status line."""


def render_boxes(texts: Words, desk: Desk) -> str:
    """Every box, empty, and the status line with the words for the page's script."""
    return filled(
        "desk_boxes.html",
        w=words_of("desk", texts.language),
        t=texts,
        script_words=SCRIPT_WORDS,
        languages=[(code, words_of("pages", code).language_name) for code in spoken()],
        moods=list(dict.fromkeys(mood for one in desk.templates.values() for mood in one.kind_words)),
        keeps=desk.store is not None,
        kinds=KINDS,
    )


def render_case(
    case: Case,
    words: Words,
    look: Look,
    identifiers: tuple[Identifier, ...],
    *,
    opened: tuple[str, ...] | None,
    keeps: bool,
) -> str:
    """The comment's warnings, then each question with its evidence, then a box to add one.

    ``opened``: what is stale of a kept reply, None for a comment. ``keeps``: questions can be kept.
    """
    shown = dict.fromkeys((str(one.kind), fold(case.comment[one.start : one.end])) for one in identifiers)
    speaks = spoken_in(case.found.language)
    return filled(
        "desk_case.html",
        w=words,
        look=look,
        case=case,
        speaks=speaks,
        identifiers=list(shown),
        opened=opened,
        keeps=keeps,
    )


def render_check(reply: Reply, words: Words, identifiers: tuple[Identifier, ...], *, mark: str) -> str:
    """What the check found, every sentence with its label, the copy buttons if it may be copied.

    ``mark`` stands before the staff's own words in the copies, "" leaves them unmarked.
    """
    allowed = reply.draft.allowed
    foreign = check_draft(reply.text, allowed)
    changes = [one for one in foreign if one.changed]
    forms = () if changes else tuple(Form)
    languages = {block.key: block.quotes[0].language for block in allowed.quotes} | {"": reply.language}
    return filled(
        "desk_check.html",
        w=words,
        length=len(reply.text.split()),
        changes=changes,
        own=[one.text for one in foreign if not one.changed],
        again=repeated(reply.text, reply.case.comment, identifiers),
        copies=[(form.value, copy_reply(reply.text, allowed, form=form, mark=mark)) for form in forms],
        rows=[
            (label, [(piece, languages[piece.key] if label in KNOWN else "") for piece in pieces])
            for label, pieces in _rows(reply.text, label_draft(reply.text, allowed))
        ],
    )


KNOWN = (Label.QUOTE, Label.TEMPLATE)
"""Whose language is known."""


def _rows(text: str, pieces: Sequence[Labelled]) -> Iterable[tuple[Label, list[Labelled]]]:
    """The sentences by whose they are; a new row begins at each paragraph and wherever the hand changes."""

    def row(piece: Labelled) -> tuple[Label, int]:
        return piece.label, text.count("\n\n", 0, piece.start)

    return [(label, list(group)) for (label, _), group in itertools.groupby(pieces, key=row)]


def render_kept(
    kept: Sequence[tuple[Kept, tuple[str, ...]]],
    unread: Sequence[int],
    groups: Sequence[Group],
    words: Words,
    *,
    file: str,
) -> str:
    """The saved replies with what became stale, the questions without a source, and a way to delete all.

    ``unread``: the numbers of replies in the file that cannot be read.
    """
    return filled("desk_kept.html", w=words, kept=kept, unread=unread, groups=groups, file=file)
