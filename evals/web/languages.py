"""The languages the bench speaks."""

from __future__ import annotations

from collections.abc import Mapping

from evals.web.texts import BenchTexts
from evals.web.texts_en import ENGLISH
from evals.web.texts_es import SPANISH

BENCH_TEXTS: Mapping[str, BenchTexts] = {"en": ENGLISH, "es": SPANISH}
"""The catalogue by ISO 639-1 code."""
