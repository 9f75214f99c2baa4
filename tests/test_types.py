"""One question's way from the page to the answer object passes few types (docs/architecture.md: how many).

Counted are the types of this program of which a value is made while a question is answered: classes that are
called, and enumerations that those are given. What stands before any question (index, models, vocabulary) is
not counted.
"""

from __future__ import annotations

import sys
import threading
from enum import Enum
from types import FrameType
from typing import TYPE_CHECKING

from chatbot.answer import Answer
from chatbot.web.service import AnswerService, Limits

if TYPE_CHECKING:
    from chatbot.answerer import Answerer

OURS = {"corpus", "ingest", "index", "chatbot"}
QUESTIONS = (
    "What is the five-year survival of stage I uterine leiomyosarcoma and what is the treatment?",
    "What is uterine sarcoma?",
    "How many women are diagnosed each year, and what is the phone number of the hospital?",
    "I have stage II leiomyosarcoma, T1 N0 M0 G2. Should I take doxorubicin, and will I survive?",
    "¿Qué es el leiomiosarcoma?",
    "Does aspirin cure melanoma?",
    "What is the evidence for adjuvant chemotherapy after surgery of a 7 cm tumor?",
    "I cannot breathe and I want to die",
)


def test_a_question_passes_at_most_25_types(answerer: Answerer) -> None:
    service = AnswerService(answerer, Limits(answer_seconds=600))
    for question in QUESTIONS:  # what is made once is there then
        answerer.answer(question)
    passed: set[type] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        held = frame.f_locals
        if event == "call" and frame.f_code.co_name in {"__init__", "__new__"}:
            passed.add(held["_cls"] if "_cls" in held else type(held.get("self")))  # _cls: of a named tuple
            for value in held.values():
                several = value if isinstance(value, tuple | frozenset) else (value,)
                passed.update(type(one) for one in several if isinstance(one, Enum))

    sys.setprofile(note)
    threading.setprofile(note)  # the service answers in a thread of its own
    try:
        for question in QUESTIONS:
            assert isinstance(service.ask(question, []), Answer)
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    named = sorted(f"{one.__module__}.{one.__qualname__}" for one in passed)
    ours = [name for name in named if name.partition(".")[0] in OURS]
    assert len(ours) <= 25, "\n".join(ours)
