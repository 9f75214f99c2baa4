"""Figures and letters above and below the line as signs of their own, so that 10⁵ is not 105."""

import re

_SUP = str.maketrans("0123456789+-−=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_SUB = str.maketrans("0123456789+-−=()aehklmnoprst", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕₖₗₘₙₒₚᵣₛₜ")
_FORMULA = re.compile(r"[a-z]|(?=.*[0-9+\-−=])[0-9a-z+\-−=()]{1,12}")
"""A letter alone, or figures and signs; several letters alone are the end of a word (``5th``, ``Mme``)."""


def raised(words: str) -> str:
    """Return a formula or the mark of a footnote in raised signs, other words as they are."""
    return _in_signs(words, _SUP)


def lowered(words: str) -> str:
    """Return a formula in lowered signs, other words as they are."""
    return _in_signs(words, _SUB)


def _in_signs(words: str, signs: dict[int, int]) -> str:
    bare = words.strip()
    every = _FORMULA.fullmatch(bare) and all(ord(sign) in signs for sign in bare)
    return words.replace(bare, bare.translate(signs)) if every else words
