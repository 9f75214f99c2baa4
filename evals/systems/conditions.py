"""The named conditions of a run, read from ``conditions.toml``, and how each is built."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.errors import AsWrittenError
from evals.systems.baselines import build_spans, build_txtai
from evals.systems.program import build_answerer, build_understood, build_without
from evals.systems.system import Builder, Condition, System, Workbench

CONDITIONS = Path(__file__).parent / "conditions.toml"

FULL = "full"
"""The condition that is the program as people use it."""

WITHOUT = "without-"
"""How the conditions are called that leave one part of the program out."""

ALL = "all"
"""Stands for every condition on the command line."""

BUILDERS: Mapping[str, Builder] = {
    "spans": build_spans,
    "txtai": build_txtai,
    "understood": build_understood,
    "answerer": build_answerer,
    "without": build_without,
}


class ConditionError(AsWrittenError):
    """A condition that does not exist or is badly described."""


def load_conditions(path: Path = CONDITIONS) -> dict[str, Condition]:
    """All conditions by name, in the order of the file.

    Raises ConditionError: the file cannot be read, or a condition is incomplete or names no builder.
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["condition"]
        conditions = {entry["name"]: Condition(**entry) for entry in entries}
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise ConditionError(f"The conditions in {path} cannot be read: {error!r}.") from error
    for condition in conditions.values():
        if condition.builder not in BUILDERS:
            raise ConditionError(
                f"Condition '{condition.name}' in {path} names the builder '{condition.builder}'; "
                f"there are: {', '.join(BUILDERS)}."
            )
    return conditions


def chosen_conditions(names: Sequence[str], path: Path = CONDITIONS) -> list[Condition]:
    """The named conditions in the order of the file; ``"all"`` stands for every one.

    Raises ConditionError: there is no condition of that name.
    """
    conditions = load_conditions(path)
    unknown = [name for name in names if name != ALL and name not in conditions]
    if unknown:
        raise ConditionError(f"There is no condition '{unknown[0]}'; there are: {', '.join(conditions)}.")
    return [condition for name, condition in conditions.items() if ALL in names or name in names]


def build(bench: Workbench, condition: Condition) -> System:
    """Make the system of a condition. Raises NotInstalledError: it needs a package that is not installed."""
    return BUILDERS[condition.builder](bench, condition)
