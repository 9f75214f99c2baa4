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
