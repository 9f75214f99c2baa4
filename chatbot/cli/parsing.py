"""The parser of the command line, made of ``verbs.toml``."""

import argparse
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parent / "verbs.toml"

_EXAMPLES = """\
examples:
  aswritten ask "What are the symptoms?"
  aswritten ask --json "How many women are diagnosed each year?"
  aswritten ask --explain "is keyhole surgery used"
  aswritten batch questions.jsonl answers.jsonl
  aswritten chat --port 7860
  aswritten index --corpus my-documents
"""


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command; ``run`` of what it parses does the verb."""
    parser = argparse.ArgumentParser(
        prog="aswritten",
        description="Answers questions with cited quotes from a folder of documents, or says that they hold"
        " no answer.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    table = tomllib.loads(TABLE.read_text("utf-8"))
    _add_verbs(parser, table["verbs"], table["arguments"], metavar="VERB")
    return parser


def _add_verbs(
    parser: argparse.ArgumentParser, verbs: Mapping[str, Any], known: Mapping[str, Any], *, metavar: str
) -> None:
    parsers = parser.add_subparsers(metavar=metavar, required=True)
    for name, verb in verbs.items():
        made = parsers.add_parser(name, help=verb["told"], description=verb.get("description"))
        if "verbs" in verb:
            _add_verbs(made, verb["verbs"], known, metavar="|".join(verb["verbs"]))
            continue
        _add_arguments(made, verb["takes"], known)
        if "either" in verb:
            _add_arguments(made.add_mutually_exclusive_group(), verb["either"], known)
        made.set_defaults(run=_Run(verb["run"]))


def _add_arguments(
    parser: argparse._ActionsContainer, names: Iterable[str], known: Mapping[str, Any]
) -> None:
    for name in names:
        settings = dict(known[name])
        if "type" in settings:
            settings["type"] = _TYPES[settings["type"]]
        parser.add_argument(settings.pop("flag", name), **settings)


class _Run:
    """Does a verb; its module is imported only then, so that ``--help`` stays quick."""

    def __init__(self, place: str) -> None:
        self._module, self._function = place.split(".")

    def __call__(self, options: argparse.Namespace) -> int:
        module = import_module(f"chatbot.cli.{self._module}")
        return int(getattr(module, self._function)(options))


class _Version(argparse.Action):
    """Prints the version; asks for it only then, for the answer takes a tenth of a second."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        sys.stdout.write(f"aswritten {version('aswritten')}\n")
        parser.exit()


def _host_name(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.-]{1,253}", text):
        raise argparse.ArgumentTypeError(f"{text} is not a name: give it as in desk.example.org")
    return text.lower()


def _port(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 5 else 0
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is not a port; give a number from 1 to 65535")
    return number


def _spoken(text: str) -> str:
    from chatbot.languages import spoken

    if text not in spoken():
        raise argparse.ArgumentTypeError(f"{text} is not spoken here; choose from {', '.join(spoken())}")
    return text


_TYPES: Mapping[str, Callable[[str], object]] = {
    "path": Path,
    "port": _port,
    "host name": _host_name,
    "spoken": _spoken,
}
