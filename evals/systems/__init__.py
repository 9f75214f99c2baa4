"""What is measured: the program under its conditions, and other systems beside it.

``system.py`` says what a system is; ``baselines.py`` and ``program.py`` build them; ``conditions.py`` reads
``conditions.toml``, which names each one.
"""
