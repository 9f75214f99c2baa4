"""A package imports only itself and packages to its left, and importing it loads nothing heavy."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ORDER = ("corpus", "ingest", "index", "chatbot", "evals")
HEAVY = tuple("torch transformers sentence_transformers faiss gradio pandas sklearn matplotlib txtai".split())

PROBE = """
import importlib, json, pkgutil, sys

package, heavy = sys.argv[1], sys.argv[2:]
culprits, seen = {}, set()


def note(name):
    loaded = {library for library in heavy if library in sys.modules} - seen
    seen.update(loaded)
    if loaded:
        culprits[name] = sorted(loaded)


root = importlib.import_module(package)
note(package)
imported = [package]
for module in pkgutil.walk_packages(root.__path__, package + "."):
    if not module.name.endswith(".__main__"):
        importlib.import_module(module.name)
        note(module.name)
        imported.append(module.name)
print(json.dumps({"culprits": culprits, "imported": imported}))
"""


def imported_names(source: str) -> Iterator[str]:
    """Every absolute module name imported anywhere in `source`, inside functions too."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module
            case ast.Call(
                func=ast.Name("__import__") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(str(name)), *_],
            ):
                yield name


def forbidden_imports(package: str, source: str) -> list[str]:
    """The imports in a module of `package` that go to the right or into the tests."""
    to_the_right = {*ORDER[ORDER.index(package) + 1 :], "tests", "scripts"}
    return [name for name in imported_names(source) if name.partition(".")[0] in to_the_right]


@pytest.mark.parametrize("package", ORDER)
def test_packages_import_only_to_the_left(package: str) -> None:
    modules = sorted((ROOT / package).rglob("*.py"))
    wrong = {
        str(path.relative_to(ROOT)): names
        for path in modules
        if (names := forbidden_imports(package, path.read_text(encoding="utf-8")))
    }
    assert modules
    assert wrong == {}


@pytest.mark.parametrize(
    "source",
    [
        "import chatbot",
        "from chatbot.answer import Answer",
        "def late():\n    from chatbot import answer",
        "import importlib\nimportlib.import_module('chatbot.answer')",
        "from tests.fakes import HashEncoder",
    ],
)
def test_an_import_to_the_right_is_found(source: str) -> None:
    assert len(forbidden_imports("index", source)) == 1


@pytest.mark.parametrize(
    "source",
    ["import indexing", "from .chatbot import x", "from corpus.document import Document", "'import chatbot'"],
)
def test_other_imports_are_left_alone(source: str) -> None:
    assert forbidden_imports("index", source) == []


def imports_within(package: str) -> dict[str, set[str]]:
    """The modules of `package` and, for each, those of the same package that it imports."""
    paths = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in (ROOT / package).rglob("*.py")
    }
    found: dict[str, set[str]] = {}
    for name, path in paths.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        targets = {
            full if (full := f"{node.module}.{alias.name}") in paths else str(node.module)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        found[name] = (targets & paths.keys()) - {name}
    return found


def on_a_circle(graph: dict[str, set[str]]) -> set[str]:
    """The nodes of a graph from which a way leads back to themselves."""

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        ahead = [start]
        while ahead:
            new = graph.get(ahead.pop(), set()) - seen
            seen |= new
            ahead += new
        return seen

    return {node for node in graph if node in reached(node)}


def test_a_circle_is_found() -> None:
    assert on_a_circle({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == {"b", "c"}


@pytest.mark.parametrize("package", ORDER)
def test_no_module_leads_back_to_itself(package: str) -> None:
    graph = imports_within(package)
    assert any(graph.values())
    assert on_a_circle(graph) == set()


def rooms_of(package: str) -> dict[str, set[str]]:
    """The rooms of `package`, its folders and single modules, and the others that each imports from."""
    rooms: dict[str, set[str]] = {}
    for name, targets in imports_within(package).items():
        room = ".".join(name.split(".")[:2])
        rooms.setdefault(room, set()).update(".".join(target.split(".")[:2]) for target in targets)
    return {room: targets - {room} for room, targets in rooms.items()}


@pytest.mark.parametrize("package", ["ingest", "chatbot", "evals"])
def test_no_room_leads_back_to_itself(package: str) -> None:
    assert on_a_circle(rooms_of(package)) == set()


WAY = ("question", "ranking", "deciding", "quoting", "pipeline", "answerer", "rendering")
"""The rooms that a question passes, in order."""


def test_a_question_never_climbs_back() -> None:
    rooms = rooms_of("chatbot")
    for place, room in enumerate(WAY):
        ahead = {f"chatbot.{later}" for later in WAY[place + 1 :]}
        assert rooms[f"chatbot.{room}"] & ahead == set(), room


@pytest.mark.parametrize("package", ORDER)
def test_importing_loads_no_heavy_library(package: str) -> None:
    found = subprocess.run(
        [sys.executable, "-c", PROBE, package, *HEAVY], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    report = json.loads(found.stdout)
    expected = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in (ROOT / package).rglob("*.py")
        if path.name != "__main__.py"
    }
    assert set(report["imported"]) == expected
    assert report["culprits"] == {}
