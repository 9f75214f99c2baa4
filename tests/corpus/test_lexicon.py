"""Typed words are found whole, the longest first, in scripts with and without spaces."""

from __future__ import annotations

from corpus.lexicon import Lexicon

ENGLISH = Lexicon("en", ((("belly", "tummy"), ("abdomen",)), (("belly button",), ("navel", "umbilicus"))))
CHINESE = Lexicon(
    "zh", ((("肉瘤",), ("sarcoma",)), (("ct扫描", "ct"), ("CT scan",)), (("子宫肉瘤",), ("uterine sarcoma",)))
)


def found(lexicon: Lexicon, text: str) -> list[str]:
    return [typed for typed, _ in lexicon.matches(text)]


def test_the_longest_typed_word_counts() -> None:
    assert found(ENGLISH, "My  BELLY button and tummy") == ["belly button", "tummy"]
    assert ENGLISH.search_words("belly button, tummy, belly") == ["navel", "umbilicus", "abdomen"]


def test_a_part_of_a_word_is_no_word() -> None:
    assert found(ENGLISH, "underbelly bellyache tummy's tummy_1 belly") == ["tummy", "belly"]


def test_a_script_without_spaces_is_read_within_words() -> None:
    assert found(CHINESE, "什么是子宫肉瘤?做ct扫描") == ["子宫肉瘤", "ct扫描"]
    assert found(CHINESE, "什么是平滑肌肉瘤 ct scan") == ["肉瘤", "ct"]


def test_translating_keeps_the_other_words() -> None:
    assert ENGLISH.translate("Is the Belly  button sore?") == "is the navel sore?"
    assert CHINESE.translate("什么是肉瘤") == "什么是 sarcoma"


def test_no_entries_find_nothing() -> None:
    assert found(Lexicon("fr"), "le ventre") == []
    assert Lexicon("fr").translate("Le ventre") == "le ventre"
