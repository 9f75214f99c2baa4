"""The evaluation's own words, one folder a language, as in ``chatbot.languages``."""

from functools import partial
from pathlib import Path

from chatbot.languages import words_of

bench_words = partial(words_of, "bench", folder=Path(__file__).parent)
"""The words of the bench in a language."""
