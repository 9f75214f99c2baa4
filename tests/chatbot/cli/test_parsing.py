"""The table of verbs: each leads to a function, and no argument of it is forgotten."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from chatbot.cli.parsing import TABLE, build_parser

HELD = tomllib.loads(TABLE.read_text("utf-8"))


def verbs(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for verb in table.values():
        yield from verbs(verb["verbs"]) if "verbs" in verb else [verb]


@pytest.mark.parametrize("verb", list(verbs(HELD["verbs"])), ids=lambda verb: str(verb["run"]))
def test_a_verb_leads_to_a_function(verb: dict[str, Any]) -> None:
    module, function = verb["run"].split(".")
    assert callable(getattr(import_module(f"chatbot.cli.{module}"), function))


def test_every_argument_is_taken() -> None:
    taken = {name for verb in verbs(HELD["verbs"]) for name in [*verb["takes"], *verb.get("either", ())]}
    assert taken == set(HELD["arguments"])


def test_a_language_that_is_not_spoken_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        build_parser().parse_args(["draft", "in.csv", "out.csv", "--language", "fr"])
    assert "fr is not spoken here; choose from en, es" in capsys.readouterr().err
