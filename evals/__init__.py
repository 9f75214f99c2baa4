"""Question sets, measures, runs, comparison, report and benchmarks."""
