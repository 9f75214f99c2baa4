from __future__ import annotations

from pathlib import Path

import pytest

from index import location
from index.errors import IndexFolderError


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


def test_who_has_no_home_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ASWRITTEN_HOME", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(location, "__file__", str(tmp_path / "site-packages" / "index" / "location.py"))
    monkeypatch.setattr("os.getuid", lambda: 4_000_000)  # as in a container
    with pytest.raises(IndexFolderError, match="name a folder with ASWRITTEN_HOME"):
        location.home()
