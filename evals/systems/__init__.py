"""What is measured: the program under its conditions, and other systems beside it.

``conditions.toml`` names them, ``systems.py`` builds them, ``evaluation.py`` asks them.
"""
