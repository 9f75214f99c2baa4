"""The command ``aswritten``.

``main.py`` → ``parsing.py`` (the parser, made of ``verbs.toml``) → a module for the verb: ``ask``, ``batch``,
``chat``, ``documents``, ``questions``; ``options.py`` has what they share. What is said stands in the
languages' ``command_line.po``.
"""

from chatbot.cli.main import main

__all__ = ["main"]
