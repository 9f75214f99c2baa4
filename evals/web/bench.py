"""The bench as an extension of the web application."""

from importlib.util import find_spec
from pathlib import Path

from chatbot.web.site import Extension
from evals.recording.results import runs_folder

NEEDED = ("ir_measures", "matplotlib", "jinja2")
"""Packages of the extra ``evals`` without which there is no bench."""


def extension() -> Extension | None:
    """What ``aswritten chat`` adds to its pages; None where the extra ``evals`` is not installed."""
    if not all(find_spec(name) for name in NEEDED):
        return None
    return extension_over(runs_folder())


def extension_over(folder: Path) -> Extension:
    """The bench over the runs of one folder."""
    from evals.web.front import front_page  # these need the extra's packages
    from evals.web.running import Bench
    from evals.web.views import posts, routes

    bench = Bench(folder)
    return Extension(
        name="bench",
        static=Path(__file__).parent / "static",
        pages=(front_page(bench),),
        routes=lambda site: routes(bench, site),
        posts=lambda site: posts(bench, site),
    )
