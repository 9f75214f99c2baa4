"""The parser of the command line, made of ``verbs.toml`` and the words that its keys stand for."""

import argparse
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from chatbot.cli.options import said, words
from chatbot.languages import Words, spoken

TABLE = Path(__file__).parent / "verbs.toml"


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command; ``run`` of what it parses does the verb."""
    texts = words()
    parser = argparse.ArgumentParser(
        prog="aswritten",
        description=texts["about"],
        epilog=texts["examples"],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help=texts["help.version"])
    table = tomllib.loads(TABLE.read_text("utf-8"))
    _add_verbs(parser, table["verbs"], table["arguments"], texts, metavar="VERB")
    return parser


def _add_verbs(
    parser: argparse.ArgumentParser,
    verbs: Mapping[str, Any],
    known: Mapping[str, Any],
    texts: Words,
    *,
    metavar: str,
) -> None:
    parsers = parser.add_subparsers(metavar=metavar, required=True)
    for name, verb in verbs.items():
        about = texts[verb["description"]] if "description" in verb else None
        made = parsers.add_parser(name, help=texts[verb["told"]], description=about)
        if "verbs" in verb:
            _add_verbs(made, verb["verbs"], known, texts, metavar="|".join(verb["verbs"]))
            continue
        _add_arguments(made, verb["takes"], known, texts)
        if "either" in verb:
            _add_arguments(made.add_mutually_exclusive_group(), verb["either"], known, texts)
        made.set_defaults(run=_Run(verb["run"]))


def _add_arguments(
    parser: argparse._ActionsContainer, names: Iterable[str], known: Mapping[str, Any], texts: Words
) -> None:
    for name in names:
        settings = dict(known[name])
        if "help" in settings:
            settings["help"] = texts[settings["help"]]
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
        raise argparse.ArgumentTypeError(said("no_name", text=text))
    return text.lower()


def _port(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 5 else 0
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError(said("no_port", text=text))
    return number


def _spoken(text: str) -> str:
    if text not in spoken():
        raise argparse.ArgumentTypeError(said("not_spoken", text=text, languages=", ".join(spoken())))
    return text


_TYPES: Mapping[str, Callable[[str], object]] = {
    "path": Path,
    "port": _port,
    "host name": _host_name,
    "spoken": _spoken,
}
