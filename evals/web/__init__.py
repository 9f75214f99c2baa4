"""The evaluator's bench: runs, comparisons and single questions in the browser."""
