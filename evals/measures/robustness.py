"""Measures of robustness: the same question asked in another way should get the same answer."""

from __future__ import annotations

from evals.measures.base import Better, Measure, Note, Ratio, Unit, share_of
from evals.measures.case import Case


def same_outcome(twin: Case, original: Case) -> Ratio:
    """Whether twin and original come out alike: both quote something, or both quote nothing."""
    return share_of(bool(twin.quotes) == bool(original.quotes))


def same_first_quote(twin: Case, original: Case) -> Ratio:
    """Whether the first quotes overlap by at least half of the shorter one; both silent counts as alike."""
    if not twin.quotes or not original.quotes:
        return share_of(not twin.quotes and not original.quotes)
    one, other = twin.quotes[0], original.quotes[0]
    if one.file != other.file:
        return Ratio(0.0)
    shared = min(one.end, other.end) - max(one.start, other.start)
    return share_of(2 * shared >= min(one.end - one.start, other.end - other.start))


def coverage_lost(twin: Case, original: Case) -> Ratio:
    """Facet coverage of the original less that of the twin, among pairs with facets; below 0 is a gain."""
    if not original.covered or not twin.covered:
        return Ratio(0.0, 0.0)
    return Ratio(sum(original.covered) / len(original.covered) - sum(twin.covered) / len(twin.covered))


NOTES = {
    same_outcome: Note(
        name="twin_same_outcome",
        plain="Questions asked in another way (misspelt, reworded) that are answered when the original is.",
        tolerance=0.02,
    ),
    same_first_quote: Note(
        name="twin_same_first_quote",
        plain="Questions asked in another way whose first quote is the same.",
        tolerance=0.03,
    ),
    coverage_lost: Note(
        name="twin_coverage_lost",
        plain="How much of an answer is lost when the question is asked in another way.",
        better=Better.LOWER,
        unit=Unit.SHARE,
    ),
}


def measures_against(originals: dict[str, Case]) -> tuple[Measure, ...]:
    """The measures for twins of these originals (by id); a case without its original does not apply."""

    def against(name: str) -> Measure:
        function = next(function for function, note in NOTES.items() if note.name == name)

        def measured(twin: Case) -> Ratio:
            original = originals.get(twin.question.twin_of)
            return Ratio(0.0, 0.0) if original is None else function(twin, original)

        return Measure(measured, NOTES[function])

    return tuple(against(note.name) for note in NOTES.values())
