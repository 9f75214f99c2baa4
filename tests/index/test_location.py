from __future__ import annotations

from pathlib import Path

import pytest

from index import location


def test_the_tests_have_a_home_of_their_own() -> None:
    assert not location.home().is_relative_to(Path(location.__file__).resolve().parents[1])


def test_the_variable_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASWRITTEN_HOME", str(tmp_path))
    assert location.home() == tmp_path


def test_then_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ASWRITTEN_HOME", raising=False)
    assert location.home() == Path(location.__file__).resolve().parents[1] / "build"


def test_else_the_users_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ASWRITTEN_HOME", raising=False)
    installed = tmp_path / "site-packages" / "index" / "location.py"
    monkeypatch.setattr(location, "__file__", str(installed))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert location.home().name == "aswritten"
    assert installed.parents[1] not in location.home().parents
