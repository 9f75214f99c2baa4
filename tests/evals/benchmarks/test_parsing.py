"""The parsing benchmark counts what it parses."""

from evals.benchmarks.parsing import measure_parsing


def test_twice_the_copies_are_twice_the_spans() -> None:
    once, twice = measure_parsing(copies=1), measure_parsing(copies=2)
    assert (once.documents, twice.documents) == (5, 10)
    assert twice.spans == 2 * once.spans > 2000
    assert twice.megabytes == 2 * once.megabytes
    assert twice.rate == twice.megabytes / twice.seconds
