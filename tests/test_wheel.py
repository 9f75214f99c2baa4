"""The wheel carries everything the program needs, and answers on its own far from the checkout."""

import json
import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("corpus", "ingest", "index", "chatbot", "evals")
METADATA = re.compile(r"^aswritten-[^/]+\.dist-info/")
DEFINITION = "Uterine sarcoma is a rare type of cancer that originates in the muscle tissue of the uterus."


def read_all(wheel: Path) -> dict[str, bytes]:
    """Every file of a wheel by its name; its metadata's folder is called `dist-info`."""
    with zipfile.ZipFile(wheel) as archive:
        return {METADATA.sub("dist-info/", name): archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, built without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return next(folder.glob("aswritten-*.whl"))


def test_the_wheel_holds_every_file_of_every_package_and_nothing_else(wheel: Path) -> None:
    held = {name: data for name, data in read_all(wheel).items() if not name.startswith("dist-info/")}
    in_checkout = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert held == in_checkout
    assert "corpus/sarcoma/003_pdq_soft_tissue_sarcoma_treatment.txt" in held


def test_the_wheel_names_its_command_its_licence_and_the_python_it_needs(wheel: Path) -> None:
    files = read_all(wheel)
    about = files["dist-info/METADATA"].decode()
    assert "aswritten = chatbot.cli:main" in files["dist-info/entry_points.txt"].decode()
    assert "License-Expression: Apache-2.0" in about
    assert "Requires-Python: >=3.11" in about
    assert files["dist-info/licenses/LICENSE"] == (ROOT / "LICENSE").read_bytes()


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment outside the checkout with the wheel and its pinned dependencies."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder / "venv", with_pip=True)
    install = [str(folder / "venv/bin/python"), "-m", "pip", "install", "--quiet", str(wheel)]
    subprocess.run([*install, "--constraint", str(ROOT / "constraints.txt")], cwd=folder, check=True)
    return folder


def run(folder: Path, *arguments: str) -> str:
    """What `aswritten` prints, run in `folder` with that as its home."""
    environment = {"PATH": os.defpath, "HOME": str(folder), "LANG": "C.UTF-8"}
    command = [str(folder / "venv/bin/aswritten"), *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.install
def test_the_installed_wheel_quotes_the_definition_first(elsewhere: Path) -> None:
    answer = json.loads(run(elsewhere, "ask", "--json", "What is uterine sarcoma?"))
    first = answer["parts"][0]["quotes"][0]
    document = next(elsewhere.glob(f"venv/lib/python*/site-packages/corpus/sarcoma/{first['file']}"))
    assert answer["outcome"] == "answered"
    assert DEFINITION in " ".join(first["text"].split())
    assert document.read_text(encoding="utf-8")[first["start"] : first["end"]] == first["text"]


@pytest.mark.install
def test_the_installed_wheel_keeps_silent_where_its_sources_do(elsewhere: Path) -> None:
    answer = json.loads(run(elsewhere, "ask", "--json", "What's the capital of France?"))
    assert answer["outcome"] == "not_in_sources"
    assert [part["quotes"] for part in answer["parts"]] == [[]]


@pytest.mark.install
def test_the_installed_wheel_tells_its_version(elsewhere: Path) -> None:
    assert run(elsewhere, "--version").strip() == "aswritten 0.1.0"
