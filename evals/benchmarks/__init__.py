"""The program on other corpora, and what answers cost; each module is a command of ``python -m evals``."""
