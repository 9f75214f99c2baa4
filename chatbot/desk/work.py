"""A reply one is at work on, as it is kept and opened again: all but the comment.

What was found for each question is kept with it, so that an opened reply offers what it offered before and
each of its sentences is still known for what it is. No word of a source is believed for being kept: what no
longer stands in its document is taken out.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from pydantic import TypeAdapter

from chatbot.desk.case import Asked, Case, case_of, find
from chatbot.desk.errors import DeskError
from chatbot.desk.finding import Evidence, Finder, Found, FoundQuestion, joined, spans_of, unique
from ingest.structure import ParsedDocument

Documents = Mapping[str, ParsedDocument]


@dataclass(frozen=True, kw_only=True)
class Work:
    """``text``: the reply as the staff member left it. ``ticked``: the keys chosen, by question.

    ``mood``: the kind words picked, "" for none.
    """

    text: str
    found: Found
    ticked: tuple[tuple[str, ...], ...]
    mood: str = ""


def work_on(case: Case, text: str, *, mood: str = "") -> Work:
    """Return what is kept of a case and its reply: its questions, and nothing else of the comment."""
    found = replace(case.found, questions=tuple(question.found for question in case.questions))
    ticked = tuple(tuple(item.key for item in question.ticked) for question in case.questions)
    return Work(text=text, found=found, ticked=ticked, mood=mood)


def reopen_case(
    work: Work, *, documents: Documents, finder: Finder, asked: Sequence[Asked] | None = None
) -> Case:
    """Return the kept case: its questions as ``asked`` has them, or as they were.

    A quote that does not stand in its document any more is not offered but remembered as gone, and its
    question is looked up again.

    Raises DeskError: if a question cannot be read, or there are too many.
    """
    questions = work.found.questions
    gone = tuple(item for one in questions for item in one.offered if not _stands(item, documents))
    found = replace(work.found, questions=tuple(_still(one, documents, finder) for one in questions))
    kept = [
        Asked(text=one.text, about=one.about, origin=number, ticked=keys)
        for number, (one, keys) in enumerate(zip(questions, work.ticked, strict=True))
    ]
    if asked is None:
        lost = {item.key for item in gone}
        asked = [replace(one, ticked=tuple(k for k in one.ticked or () if k not in lost)) for one in kept]
    case = case_of("", found, asked, finder=finder)
    before = case_of("", work.found, kept, finder=finder) if gone else None
    return replace(case, gone=gone, before=before)


def work_to_json(work: Work) -> str:
    """Return ``work`` as JSON."""
    return json.dumps(asdict(work), ensure_ascii=False)


def work_from_json(text: str) -> Work:
    """Read what ``work_to_json`` wrote. Raises DeskError: if it is something else."""
    try:
        work = TypeAdapter(Work).validate_json(text, strict=True)
    except ValueError as error:
        raise DeskError("draft_unread") from error
    if len(work.ticked) != len(work.found.questions):
        raise DeskError("draft_unread")
    return work


def _stands(item: Evidence, documents: Documents) -> bool:
    return all(
        quote.doc_id in documents
        and all(documents[quote.doc_id].text[start:end] == text for start, end, text in spans_of(quote))
        for quote in (item.quote, *item.corrections)
    )


def _still(question: FoundQuestion, documents: Documents, finder: Finder) -> FoundQuestion:
    """Return a question with what still stands, completed by what is found now if something is gone."""
    evidence = [item for item in question.evidence if _stands(item, documents)]
    others = [item for item in question.alternatives if _stands(item, documents)]
    if len(evidence) + len(others) == len(question.offered):
        return question
    now = joined(find(finder, question.text, about=question.about), text=question.text, about=question.about)
    evidence = list(unique([*evidence, *now.evidence], others))
    return replace(
        question, evidence=tuple(evidence), alternatives=unique([*others, *now.alternatives], evidence)
    )
