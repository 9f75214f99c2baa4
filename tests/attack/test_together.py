"""Answers that are worked out at the same time are those that are worked out alone."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from chatbot.answer import answer_to_json
from chatbot.answerer import Answerer
from index.text import _stem, _word_terms

QUESTIONS = (
    "What is uterine sarcoma?", "¿Qué es el sarcoma uterino?", "Is chemotherapy given after the operation?",
    "Qu'est-ce qu'un léiomyosarcome ?", "how rare is it, and who gets it", "Was ist ein Sarkom?",
    "Which treatments are there for stage IV?", "my mother bleeds heavily and is very frightened",
    "does doxorubicin damage the heart?", "子宫肉瘤是什么？", "what about trabectedin or pazopanib",
    "Which hospitals are specialised?", "side effects of radiotherapy, tiredness, hair falling out",
)  # fmt: skip


@pytest.mark.slow
def test_answers_do_not_depend_on_who_asks_at_the_same_time(answerer: Answerer) -> None:
    def answered(question: str) -> dict[str, object]:
        return {**answer_to_json(answerer.answer(question)), "elapsed_ms": 0}

    alone = [answered(question) for question in QUESTIONS]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as pool:
            for _ in range(2):
                _stem.cache_clear()  # as in a server that has just begun
                _word_terms.cache_clear()
                assert list(pool.map(answered, QUESTIONS)) == alone
    finally:
        sys.setswitchinterval(interval)
