"""Which pairs the reader of other languages learns from."""

import random

from evals.fitting.sentence_pairs import pairs_of

PASSAGE = {
    "title": "The library",
    "heading": "Cards",
    "sentences": ["A card is free.", "It is blue.", "Bring a photograph.", "We open at ten."],
    "questions": [
        {"question": "what does a card cost", "answers": [0], "tempting": [2]},
        {"question": "who may have one", "answers": []},
    ],
}


def test_all_that_answers_or_tempts_and_some_of_the_rest() -> None:
    found = pairs_of([PASSAGE] * 100, random.Random(0))
    kept = {pair: found.count(pair) for pair in found}
    assert kept["what does a card cost", "The library. Cards. A card is free.", True] == 100
    assert kept["what does a card cost", "The library. Cards. Bring a photograph.", False] == 100
    others = [count for (question, *_), count in kept.items() if question == "who may have one"]
    assert len(others) == 4
    assert 60 < sum(others) < 140, "a quarter of 400"
    assert found == pairs_of([PASSAGE] * 100, random.Random(0))
