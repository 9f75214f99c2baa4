"""The command ``aswritten``."""

from chatbot.cli.main import main

__all__ = ["main"]
