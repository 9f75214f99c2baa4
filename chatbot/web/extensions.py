"""Pages that another package adds to the web application.

A package to the right (``evals``) may not be imported here. It names its pages in the entry-point group
``aswritten.pages``: a function without arguments that returns an ``Extension``, or None where it lacks
packages it needs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from chatbot.web.site import GradioPage, Site

GROUP = "aswritten.pages"


@dataclass(frozen=True, kw_only=True)
class Extension:
    """Pages with what they need.

    ``static``: a folder, served under ``/web/<name>/``. ``pages``: Gradio pages. ``routes``: gives the plain
    addresses of one language, without its prefix (``"bench/run"``), and what answers each. ``posts``: the
    same for what changes something, which a mere link must not do.
    """

    name: str
    static: Path
    pages: tuple[GradioPage, ...]
    routes: Callable[[Site], Mapping[str, Callable[[Request], Response]]]
    posts: Callable[[Site], Mapping[str, Callable[[Request], Response]]] = lambda site: {}  # noqa: ARG005 - none


def installed_extensions() -> tuple[Extension, ...]:
    """What the installed packages add, by name."""
    found = (entry.load()() for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name))
    return tuple(extension for extension in found if extension is not None)
