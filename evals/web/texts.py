"""The words of the bench: one field a text, one object a language. Braces are filled with ``str.format``.

Names and explanations of measures, conditions and kinds stay English: they are those of the reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class BenchTexts:
    """Every word the bench shows of its own, in one language."""

    title: str
    lead: str
    runs_title: str
    runs_none: str
    started: str
    held: str
    on_set: str
    start_title: str
    start_note: str
    set_label: str
    condition_label: str
    start_button: str
    own_title: str
    own_note: str
    own_label: str
    own_file: str
    own_button: str
    own_name: str
    own_large: str
    busy: str
    no_index: str
    not_shipped: str
    began: str
    problems_one: str
    problems_many: str
    problem_line: str
    more_problems: str
    asking: str
    measuring: str
    done: str
    failed: str
    stopped: str
    stop: str
    open_run: str
    delete: str
    delete_title: str
    delete_text: str
    delete_sure: str
    delete_keep: str
    deleted: str
    not_deleted: str
    lost: str
    no_progress: str
    compare_title: str
    compare_note: str
    compare_a: str
    compare_b: str
    compare_button: str
    compare_lead: str
    difference: str
    p_value: str
    won: str
    tied: str
    lost_count: str
    which: str
    a_better: str
    b_better: str
    none: str
    swap: str
    measures_title: str
    measures_note: str
    measures_more: str
    measure: str
    value: str
    interval: str
    questions: str
    fitted: str
    pictures_title: str
    kinds_title: str
    kind: str
    questions_title: str
    questions_none: str
    other_results: str
    made_title: str
    back_bench: str
    back_run: str
    asked_before: str
    expected: str
    came_out: str
    sureness: str
    notice: str
    facets_title: str
    said: str
    missing: str
    lost_in: str
    others: str
    shown_title: str
    no_quote: str
    score: str
    sources_title: str
    sources_legend: str
    marks: Mapping[str, str] = field(hash=False)
    marks_one_enough: str
    other_corpus: str
    excerpt: str
    open_source: str
    note: str
    avoid_title: str
    missing_title: str
    missing_text: str
    not_compared: str
    next_missed: str
    sets: Mapping[str, str] = field(hash=False)
    verdicts: Mapping[str, str] = field(hash=False)
    stages: Mapping[str, str] = field(hash=False)
