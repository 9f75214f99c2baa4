"""What is said where the corpus says nothing of itself, and where it does: nothing of any other subject."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from chatbot.answerer import Answerer
from chatbot.care.reading import NOTHING
from chatbot.desk.case import open_case
from chatbot.desk.desk import Desk
from corpus.entities import Entity
from corpus.subject import NO_SUBJECT, About, Said, Subject
from index.storage.store import build_index
from tests.chatbot.answers import QUOTE, part
from tests.fakes import HashEncoder
from tests.index.corpora import corpus, document

BICYCLES = "A chain wears as its pins rub away.\n\nBrake pads touch the rim and never the tyre.\n"
NOT_FOUND = "I looked through all the sources. I found no answer to this question."
SAID = Said(language="en", scope="the repair of bicycles", turn_to="Any bicycle shop can help.")
GOUT = Entity("other disease", "gout", ("gout", "podagra"))


def refusal(folder: Path, subject: Subject, question: str) -> str:
    made = corpus(document("d", BICYCLES), subject=subject)
    answerer = Answerer.from_index(build_index(made, directory=folder, encoder=HashEncoder()))
    return answerer.answer(question).parts[0].message


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        (NO_SUBJECT, NOT_FOUND),
        (
            Subject(about=About(words=(SAID,)), entities=(GOUT,)),
            "These sources are about the repair of bicycles. They say nothing on this.",
        ),
        (
            Subject(about=About(words=(SAID,))),
            f"{NOT_FOUND} Any bicycle shop can help.",
        ),
        (
            Subject(about=About(words=(replace(SAID, scope=""),))),
            f"{NOT_FOUND} Any bicycle shop can help.",
        ),
        (
            Subject(about=About(medical=True)),
            f"{NOT_FOUND} Your care team is the right place to ask.",
        ),
    ],
    ids=["nothing", "scope and names", "scope alone", "whom to ask", "medical"],
)
def test_a_refusal_claims_what_the_corpus_says(tmp_path: Path, subject: Subject, said: str) -> None:
    assert refusal(tmp_path, subject, "Which trains go to Leeds?") == said


def test_another_disease_is_named_as_it_was_typed(tmp_path: Path) -> None:
    said = refusal(tmp_path, Subject(entities=(GOUT,)), "How is Podagra treated?")
    assert said == "These sources do not answer questions on Podagra."


@pytest.mark.parametrize(
    ("medical", "said"), [(True, ["personal_advice", "dated"]), (False, ["dated"])], ids=["medical", "other"]
)
def test_only_medical_documents_send_to_a_care_team(tmp_path: Path, medical: bool, said: list[str]) -> None:
    made = corpus(document("d", BICYCLES), subject=Subject(about=About(medical=medical)))
    answerer = Answerer.from_index(build_index(made, directory=tmp_path, encoder=HashEncoder()))
    told = answerer.explain("Should I replace my chain?")
    personal = replace(NOTHING, personal=True)
    notices = answerer._notices(told.reading, personal, told.traces, (part(QUOTE),))
    assert [notice.kind.value for notice in notices] == said
    assert all(("care team" in notice.message) == medical for notice in notices)


@pytest.mark.parametrize(
    ("about", "said"),
    [
        (About(), "Our sources do not answer your question."),
        (About(words=(SAID,)), "Our sources do not answer your question. Any bicycle shop can help."),
        (
            About(medical=True),
            "Our sources do not answer your question. Your care team is the right place to ask.",
        ),
    ],
    ids=["nothing", "whom to ask", "medical"],
)
def test_the_desk_sends_people_to_whom_the_corpus_names(tmp_path: Path, about: About, said: str) -> None:
    made = corpus(document("d", BICYCLES), subject=Subject(about=about))
    answerer = Answerer.from_index(build_index(made, directory=tmp_path, encoder=HashEncoder()))
    desk = Desk.over(answerer)
    reply = desk.reply(open_case("Which trains go to Leeds?", finder=desk.finder), language="en")
    assert reply.text.split("\n\n")[1:-1] == [said]
