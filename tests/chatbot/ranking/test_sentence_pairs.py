"""The reader of pairs in other languages, by hand and with its packaged weights."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from chatbot.ranking import sentence_pairs
from chatbot.ranking.sentence_pairs import SentencePairs, compared
from index.encoder.multilingual import MultilingualEncoder


def test_columns_by_hand() -> None:
    questions = np.array([[0.6, 0.8], [1.0, 0.0]], dtype=np.float32)
    texts = np.array([[0.8, 0.6], [0.0, -1.0]], dtype=np.float32)
    expected = [[0.48, 0.48, 0.2, 0.2, 0.96], [0.0, 0.0, 1.0, 1.0, 0.0]]
    np.testing.assert_allclose(compared(questions, texts), expected, atol=1e-6)


def test_scores_are_weights_and_intercept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class TwoNumbers(MultilingualEncoder):
        def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
            known = {"q": (0.6, 0.8), "a": (0.8, 0.6), "b": (0.0, -1.0)}
            return np.array([known[text] for text in texts], dtype=np.float32)

    monkeypatch.setattr(sentence_pairs, "WEIGHTS", tmp_path / "weights.npy")
    np.save(tmp_path / "weights.npy", np.array([1, 2, 0, -1, 10, 0.5], dtype=np.float32))
    found = SentencePairs(TwoNumbers()).scores("q", ["a", "b"])
    # 0.48 + 2 * 0.48 - 0.2 + 10 * 0.96 + 0.5; 0 + 2 * -0.8 - 1.8 + 10 * -0.8 + 0.5
    np.testing.assert_allclose(found, [11.34, -10.9], atol=1e-5)


def test_no_text_has_no_score() -> None:
    assert SentencePairs(MultilingualEncoder()).scores("q", []).shape == (0,)


@pytest.mark.parametrize(
    ("question", "answers", "tempts"),
    [
        (
            "¿Cuánto cuesta el carné?",
            "Carné de la biblioteca. El carné cuesta tres euros.",
            "Carné de la biblioteca. El carné se recoge en la entrada.",
        ),
        (
            "Wann wird die braune Tonne geleert?",
            "Tonnen. Die Biotonne wird jeden Dienstag geleert.",
            "Tonnen. Die Biotonne ist braun und hat zwei Räder.",
        ),
        (
            "à partir de quel âge peut-on l'utiliser ?",
            "Spray nasal. Le spray convient aux enfants à partir de six ans.",
            "Spray nasal. Le spray est vendu en pharmacie sans ordonnance.",
        ),
    ],
)
def test_an_answer_is_likelier_than_what_is_only_near(question: str, answers: str, tempts: str) -> None:
    first, second = SentencePairs(MultilingualEncoder()).scores(question, [answers, tempts])
    assert first > second
