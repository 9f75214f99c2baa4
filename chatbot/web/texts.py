"""The words of the pages themselves: labels, buttons, hints. One field a text, one object a language.

They describe the program and the documents and make no medical claim. What the program says *about* a
question (notices, refusals) stands in ``chatbot.messages`` and reaches a page inside the answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Texts:
    """Every word a page shows of its own, in one language. Braces are filled with ``str.format``."""

    language: str
    language_name: str
    other_language: str
    other_language_name: str
    prefix: str
    """Path before every page of this language: ``""`` or ``"/es"``."""
    months: tuple[str, ...]
    date_day: str
    date_month: str

    name: str
    tagline: str
    skip: str
    nav_label: str
    nav_ask: str
    nav_documents: str
    nav_about: str
    footer: str
    footer_desk: str
    needs_script: str

    ask_title: str
    ask_lead: str
    question_label: str
    question_hint: str
    ask_button: str
    examples_title: str
    examples: tuple[str, ...]
    private_line: str
    looking: str
    arrived_one: str
    arrived_many: str
    arrived_none: str
    start_again: str
    log_label: str

    you_asked: str
    still_about: str
    nothing_title: str
    nothing_help: str
    nothing_link: str
    care_title: str
    partly: str
    best_label: str
    more_from_same: str
    more_from: str
    differ_caption: str
    differ_says: str
    differ_who: str
    differ_when: str
    differ_figure: str
    differ_whom: str
    differ_other: str
    more_quotes: str
    part_list: str
    whole_question: str
    survival_show: str
    survival_choice: str
    emergency_line: str
    notice_urgent: str
    notice_note: str
    tags: dict[str, str] = field(hash=False)
    """Short label on a quote, by the kind of the notice that concerns it."""

    audiences: dict[str, str] = field(hash=False)
    date_unknown: str
    years_old: str
    audience_unknown: str
    written_for: str
    section: str
    page: str
    context: dict[str, str] = field(hash=False)
    studies_one: str
    studies_many: str
    new_tab: str
    glossary_from: str
    show_in_source: str
    copy: str
    copy_answer: str
    copied: str
    copy_failed: str
    print_answer: str
    save_answer: str
    saved: str
    saved_on: str
    back_to_answer: str
    print_line: str
    place: str
    characters: str

    trouble_title: str
    trouble_failed: str
    trouble_slow: str
    trouble_busy: str
    trouble_long: str
    trouble_empty: str
    trouble_no_words: str
    trouble_lost: str
    refused_size: str
    refused_rate: str
    refused_busy: str
    refused_values: str

    documents_title: str
    documents_lead: str
    read_whole: str
    fact_publisher: str
    fact_authors: str
    fact_dates: str
    fact_audience: str
    fact_kind: str
    fact_rights: str
    fact_file: str
    not_stated: str
    faults_one: str
    faults_many: str

    source_marked: str
    source_unmarked: str
    source_bad_mark: str
    source_back: str
    to_mark: str
    source_about: str
    unknown_title: str
    unknown_text: str
    fault_kinds: dict[str, str] = field(hash=False)

    about_title: str
    about_sections: tuple[tuple[str, tuple[str, ...]], ...]
