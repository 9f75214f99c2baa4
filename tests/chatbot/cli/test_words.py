"""The command line speaks the language of the user's locale, and says only what its catalogue holds."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chatbot.cli import batch, main
from chatbot.cli.options import words
from chatbot.cli.parsing import TABLE
from chatbot.languages.catalogue import FOLDER
from tests.chatbot.answers import CannedAnswerer
from tests.chatbot.entries import entries
from tests.corpus.folders import write_corpus

KEYS = set(entries(FOLDER / "en" / "command_line.po"))
SAID = re.compile(r"""\b(?:said\(|words\(\)\[)"([^"]+)"(?=[],)])""")


@pytest.fixture
def spanish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "es_ES.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ({}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": ""}, "en"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "tlh_QO.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),  # read, but not spoken
        ({"LANG": "../es"}, "en"),
        ({"LANG": "es"}, "es"),
        ({"LANG": "es.UTF-8"}, "es"),
        ({"LANG": "es_MX"}, "es"),
        ({"LANG": "es_ES@euro"}, "es"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "es_ES.UTF-8"}, "es"),
        ({"LANG": "es_ES.UTF-8", "LC_MESSAGES": "C"}, "en"),
        ({"LANG": "en_US", "LC_MESSAGES": "en_US", "LC_ALL": "es_ES"}, "es"),
        ({"LANG": "es_ES", "LC_MESSAGES": "es_ES", "LC_ALL": "C"}, "en"),
        ({"LANG": "es_ES", "LC_MESSAGES": "", "LC_ALL": ""}, "es"),
    ],
)
def test_the_language_is_that_of_the_locale_if_it_is_spoken(
    locale: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANG", "LC_MESSAGES", "LC_ALL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in locale.items():
        monkeypatch.setenv(name, value)
    assert words().language == language


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints that ends the program."""
    with pytest.raises(SystemExit):
        main(arguments)
    captured = capsys.readouterr()
    return captured.out + captured.err


@pytest.mark.usefixtures("spanish")
def test_help_in_spanish(capsys: pytest.CaptureFixture[str]) -> None:
    said = shown(capsys, "--help")
    assert "\nResponde a preguntas con citas de una carpeta de documentos, o dice que" in said
    assert "    ask       responder a una pregunta\n" in said
    assert "    index     crear el índice de los documentos\n" in said
    assert 'ejemplos:\n  aswritten ask "¿Cuáles son los síntomas?"\n' in said
    assert "  --version   muestra la versión y termina\n" in said


@pytest.mark.usefixtures("spanish")
def test_help_of_a_verb_in_spanish(capsys: pytest.CaptureFixture[str]) -> None:
    said = shown(capsys, "ask", "--help")
    assert "usage: aswritten ask [-h] [--history TURN]" in said
    assert "\nResponde a una pregunta con citas y sus fuentes.\n" in said
    assert "la pregunta, entre comillas; con - se lee de la entrada estándar" in said
    assert "quién pregunta" in said
    assert 'un {"doc": "…", "quote": "…", "questions": ["…"]} por línea' in shown(
        capsys, "questions", "add", "--help"
    )


@pytest.mark.parametrize("locale", ["C", "fr_FR.UTF-8", "xx"])
def test_help_in_english_where_the_language_is_not_spoken(
    locale: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANG", locale)
    assert "    ask       answer one question\n" in shown(capsys, "--help")
    assert "who asks" in shown(capsys, "ask", "--help")


@pytest.mark.usefixtures("spanish")
def test_arguments_that_are_wrong_are_told_in_spanish(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "0 no es un puerto; dé un número del 1 al 65535" in shown(capsys, "chat", "--port", "0")
    assert "fr no se habla aquí; elija entre en, es" in shown(
        capsys, "draft", "in.csv", "out.csv", "--language", "fr"
    )
    missing = tmp_path / "{none}.jsonl"
    assert main(["batch", str(missing), str(tmp_path / "out.jsonl")]) == 2
    assert capsys.readouterr().err == f"aswritten: No existe el archivo {missing}; dé uno que exista.\n"


@pytest.mark.usefixtures("spanish")
def test_what_a_batch_left_out_is_told_in_spanish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(batch, "open_from", lambda _: CannedAnswerer())
    source = tmp_path / "in.jsonl"
    source.write_bytes(b'\xff\n{\n[]\n{"question": "a"}\n{"question": "a", "id": []}\n')
    assert main(["batch", str(source), str(tmp_path / "out.jsonl")]) == 1
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith("aswritten")]
    assert told == [
        "aswritten: in.jsonl, línea 1: no está en UTF-8; guarde el archivo en UTF-8.",
        "aswritten: in.jsonl, línea 2: no es JSON; escriba un objeto por línea.",
        'aswritten: in.jsonl, línea 3: falta "question"; escriba {"id": "…", "question": "…"}.',
        'aswritten: in.jsonl, línea 5: "id" debe ser un texto o un número.',
    ]


@pytest.mark.usefixtures("spanish")
def test_counts_have_their_plural_in_spanish(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = write_corpus(tmp_path / "own")
    assert main(["ingest", "--corpus", str(own)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "u  uterus.txt: 66 caracteres, 3 fragmentos, 0 defectos",
        "s  sarcoma.txt: 19 caracteres, 1 fragmento, 0 defectos",
    ]
    assert main(["sources", "check", str(own)]) == 0
    assert capsys.readouterr().out == "Se pueden leer 2 documentos.\n"
    (own / "uterus.txt").unlink()
    assert main(["sources", "check", str(own)]) == 2
    assert capsys.readouterr().out == "Se puede leer 1 documento; no se pueden leer: 1.\n"
    assert main(["questions", "missing", "--corpus", str(own), "--skip-broken"]) == 0
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith("aswritten: omitido: uterus.txt")
    assert told[1:] == ["1 fragmento no tiene ninguna pregunta sencilla en 'en'."]


def test_what_was_indexed_is_counted_in_either_language(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = {"passages": 1234, "spans": 26_600, "questions": 0}
    assert words()("indexed", count=1, **counts) == (
        "Indexed 1 document: 1,234 passages, 26,600 spans, 0 plain questions."
    )
    monkeypatch.setenv("LANG", "es")
    assert words()("indexed", count=2, **counts) == (
        "Se indexaron 2 documentos. Pasajes: 1234; fragmentos: 26600; preguntas sencillas: 0."
    )


def keys_of_table(table: dict[str, Any]) -> Iterator[str]:
    """What ``verbs.toml`` names of the catalogue."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from keys_of_table(value)
        elif key in {"told", "description", "help"}:
            yield value


def test_every_key_that_the_command_line_names_exists_and_every_entry_is_said() -> None:
    named = set(keys_of_table(tomllib.loads(TABLE.read_text("utf-8"))))
    code = "".join(path.read_text("utf-8") for path in TABLE.parent.glob("*.py"))
    assert named | set(SAID.findall(code)) <= KEYS
    chosen = {key for key in KEYS - named if f'"{key}"' in code}
    assert named | chosen == KEYS


def test_verbs_and_options_have_no_words_of_their_own() -> None:
    assert all("." in key for key in keys_of_table(tomllib.loads(TABLE.read_text("utf-8"))))
