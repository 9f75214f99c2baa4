"""The report's plots: self-contained SVG images (``data:`` addresses), with words for who cannot see them."""

from __future__ import annotations

import base64
import io
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from evals.measures.answers import reliability, risk_coverage
from evals.measures.bootstrap import Interval
from evals.recording.evaluation import confidence_and_error, judged
from evals.recording.results import SetResult

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLUE, GREY, ORANGE = "#1f5a8c", "#6b7280", "#b45309"
"""Readable on white and told apart by people who do not see all colours."""

WIDTH = 5.2
"""Inches; narrow, so that the words stay readable on a telephone."""


@dataclass(frozen=True, kw_only=True)
class Plot:
    """An image with its title, what it shows in plain words, and its content for screen readers."""

    title: str
    explanation: str
    description: str
    address: str


def coverage_by_kind(result: SetResult) -> Plot:
    """Facet coverage of each kind of question, with intervals."""
    kinds = {
        kind: summary["facet_coverage"]
        for kind, summary in result.by_kind.items()
        if "facet_coverage" in summary
    }
    figure = _bars(
        [(kind.replace("_", " "), one) for kind, one in kinds.items()],
        "share of what should be said that is quoted",
    )
    description = "; ".join(f"{kind} {one.value:.2f} of {one.n} questions" for kind, one in kinds.items())
    return _plot("coverage_by_kind", figure, description)


def risk_coverage_plot(result: SetResult) -> Plot:
    """The risk-coverage curve over answerable and unanswerable questions."""
    confidence, error, _ = confidence_and_error(judged(result.questions))
    coverage, risk = risk_coverage(confidence, error)
    figure, axes = _figure(height=3.2)
    axes.plot(coverage, risk, color=BLUE, linewidth=2)
    axes.fill_between(coverage, risk, color=BLUE, alpha=0.12, linewidth=0)
    axes.set(xlim=(0, 1), ylim=(0, max(0.5, float(risk.max(initial=0)) * 1.1)))
    axes.set(xlabel="share of questions answered, surest first", ylabel="errors among those")
    description = "No questions."
    if len(risk):
        description = f"Error among the surest half {risk[len(risk) // 2]:.2f}, among all {risk[-1]:.2f}."
    return _plot("risk_coverage", figure, description)


def calibration_plot(result: SetResult) -> Plot:
    """Mean score of quotes against the share of them that is right, in ten bins."""
    quotes = [quote for question in result.questions for quote in question.quotes if 0 <= quote[0] <= 1]
    bins = reliability([score for score, _ in quotes], [right for _, right in quotes])
    figure, axes = _figure(height=3.2)
    axes.plot([0, 1], [0, 1], color=GREY, linewidth=1, linestyle="--")
    sizes = [18 + 140 * number / max(len(quotes), 1) for _, _, number in bins]
    axes.scatter(
        [mean for mean, _, _ in bins], [right for _, right, _ in bins], s=sizes, color=BLUE, zorder=3
    )
    axes.set(xlim=(0, 1), ylim=(0, 1.02))
    axes.set(xlabel="score the program gives a quote", ylabel="share of such quotes that is right")
    description = "; ".join(f"score {mean:.2f}: {right:.2f} right of {n}" for mean, right, n in bins)
    return _plot("calibration", figure, description)


def latency_plot(result: SetResult) -> Plot:
    """How long the answers took."""
    times = np.asarray([question.wall_ms for question in result.questions])
    half, most = np.percentile(times, (50, 95))
    figure, axes = _figure(height=2.8)
    axes.hist(times, bins=30, color=BLUE)
    for at, label, height, colour in ((half, "half", 0.92, GREY), (most, "19 of 20", 0.8, ORANGE)):
        axes.axvline(float(at), color=colour, linewidth=1.5)
        where = (float(at), height)
        axes.annotate(f" {label}: {at:.0f} ms", where, color=colour, xycoords=("data", "axes fraction"))
    axes.set(xlim=(0, float(times.max()) * 1.25), xlabel="milliseconds to an answer", ylabel="questions")
    description = f"Median {half:.0f} ms, 95th percentile {most:.0f} ms."
    return _plot("latency", figure, description)


def ablation_plot(results: Sequence[SetResult], measure: str, words: str) -> Plot:
    """One measure of every condition, with intervals."""
    found = [(result.title, result.summary[measure]) for result in results if measure in result.summary]
    figure = _bars(found, words)
    description = "; ".join(f"{title} {interval.value:.2f}" for title, interval in found)
    return _plot("ablation", figure, description, words=words)


def lost_plot(lost: Mapping[str, int]) -> Plot:
    """How many facets each stage lost."""
    from matplotlib.ticker import MaxNLocator

    figure, axes = _figure(height=0.34 * max(len(lost), 1) + 1.0)
    names, counts = list(lost), list(lost.values())
    axes.barh(range(len(names)), counts, color=ORANGE, height=0.6)
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set_xlabel("things not said")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    description = "; ".join(f"{name}: {count}" for name, count in lost.items()) or "nothing was lost"
    return _plot("lost", figure, description)


def _bars(named: Sequence[tuple[str, Interval]], words: str) -> Figure:
    """Shares as bars with their intervals; ``words`` say what the shares are of."""
    values = np.asarray([one.value for _, one in named])
    ends = np.asarray([(one.value - one.low, one.high - one.value) for _, one in named]).reshape(-1, 2)
    figure, axes = _figure(height=0.35 * len(named) + 1.0)
    places, whiskers = np.arange(len(named)), np.clip(ends.T, 0, None)
    axes.barh(places, values, xerr=whiskers, color=BLUE, ecolor=GREY, height=0.6, capsize=2)
    axes.set_yticks(places, [f"{name}  {one.value:.2f}" for name, one in named])
    axes.invert_yaxis()
    axes.set(xlim=(0, 1.02), xlabel=words)
    return figure


def _figure(*, height: float) -> tuple[Figure, Axes]:
    """A figure that is not tied to a screen."""
    from matplotlib.figure import Figure as Canvas

    figure = Canvas(figsize=(WIDTH, height), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=9)
    return figure, axes


def _plot(name: str, figure: Figure, description: str, *, words: str = "") -> Plot:
    """A drawn figure under what ``plots.toml`` says of it; ``words`` fill its blank."""
    said = {key: text.format(words=words) for key, text in _words()[name].items()}
    return Plot(description=description, address=_address(figure), **said)


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(Path(__file__).with_name("plots.toml").read_text(encoding="utf-8"))


def _address(figure: Figure) -> str:
    import matplotlib as mpl

    content = io.BytesIO()
    with mpl.rc_context({"svg.hashsalt": "aswritten", "svg.fonttype": "path", "font.size": 9}):
        figure.savefig(content, format="svg", metadata={"Date": None, "Creator": None})
    return "data:image/svg+xml;base64," + base64.b64encode(content.getvalue()).decode("ascii")
