"""The words of the desk's page: one field a text, one object a language. They make no medical claim."""

from __future__ import annotations

from dataclasses import dataclass, field, fields


@dataclass(frozen=True, kw_only=True)
class DeskTexts:
    """Every word of the desk's page. Braces are filled with ``str.format``; the script uses ``js_`` texts."""

    title: str
    lead: str
    private: str
    comment_label: str
    comment_hint: str
    find: str
    case_title: str
    reply_title: str
    urgent_title: str
    urgent_text: str
    personal_tag: str
    personal_text: str
    source_tag: str
    no_source_tag: str
    left_out: str
    identifiers_title: str
    identifiers_text: str
    kinds: dict[str, str] = field(hash=False)
    """What an identifier is, by its kind."""
    question_label: str
    about_label: str
    about_hint: str
    merge: str
    drop: str
    nothing_left: str
    add_label: str
    add: str
    evidence: str
    use: str
    alternatives_one: str
    alternatives_many: str
    no_evidence: str
    correction_goes_along: str
    reply_language: str
    draft_label: str
    draft_hint: str
    check_title: str
    all_known: str
    foreign_one: str
    foreign_many: str
    changed_one: str
    changed_many: str
    repeats: str
    labels: dict[str, str] = field(hash=False)
    labelled_title: str
    confirm: str
    copy_plain: str
    copy_markdown: str
    copy_html: str
    save: str
    approve: str
    keep_gap: str
    kept_title: str
    kept_off: str
    kept_none: str
    kept_on: str
    states: dict[str, str] = field(hash=False)
    stale: dict[str, str] = field(hash=False)
    fresh: str
    stale_tag: str
    open_again: str
    open_sure: str
    opened_title: str
    opened_text: str
    opened_stale: str
    use_again: str
    delete_one: str
    delete_all: str
    delete_sure: str
    gaps_title: str
    gaps_lead: str
    gaps_none: str
    many_title: str
    many_lead: str
    many_file: str
    many_form: str
    many_start: str
    many_done_one: str
    many_done: str
    many_download: str
    many_problem: str
    js_working: str
    js_found: str
    js_ready: str
    js_copied: str
    js_copy_failed: str
    js_lost: str
    js_new_tab: str
    js_opened: str
    js_saved: str
    js_deleted: str
    js_empty: str
    js_progress: str

    @property
    def script_words(self) -> dict[str, str]:
        """The texts for the script, as data attributes of the status line."""
        names = [f.name for f in fields(self) if f.name.startswith("js_")]
        return {f"data_{name.removeprefix('js_')}": getattr(self, name) for name in names}
