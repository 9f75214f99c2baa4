"""Reading level of the program's own words (notices and messages, never the quotes).

Flesch-Kincaid grade (Kincaid and others, 1975). Computed here rather than by ``textstat``, whose syllable
counts need a pronouncing dictionary downloaded at run time, which this project never does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from evals.measures.case import Case

WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
SENTENCE = re.compile(r"[.!?]+(?=\s|$)|\n+")


def syllables(word: str) -> int:
    """Syllables of an English word by its groups of vowels, at least 1.

    A silent ending counts none: ``e`` (but ``le`` after a consonant), ``es`` except after a hissing sound,
    ``ed`` except after ``t`` and ``d``.
    """
    letters = re.sub(r"[^a-z]", "", word.lower())
    silent = re.search(r"[^aeiouyl]e$|[aeiouy]le$|[^aeiouyscxzgh]es$|[^aeiouytd]ed$", letters)
    return max(len(re.findall(r"[aeiouy]+", letters)) - bool(silent), 1)


def reading_grade(text: str) -> float:
    """Flesch-Kincaid grade: 0.39 words per sentence + 11.8 syllables per word - 15.59. 0.0 for no words."""
    words = WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(bool(WORD.search(piece)) for piece in SENTENCE.split(text))
    return 0.39 * len(words) / max(sentences, 1) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def own_messages(cases: Sequence[Case]) -> list[str]:
    """Every different English message of the program's own in these answers, sorted.

    Pieces in quotation marks (the user's or a source's words repeated in a message) are left out.
    """
    answers = [case.answer for case in cases if case.answer.language == "en"]
    said = {notice.message for answer in answers for notice in answer.notices}
    said |= {part.message for answer in answers for part in answer.parts}
    bare = {re.sub(r"[\"“][^\"”]*[\"”]", "this", message).strip() for message in said}
    return sorted(bare - {""})


def own_words_grade(cases: Sequence[Case]) -> float:
    """Mean Flesch-Kincaid grade of the different English messages; NaN when nothing was said."""
    grades = [reading_grade(message) for message in own_messages(cases)]
    return sum(grades) / len(grades) if grades else float("nan")
