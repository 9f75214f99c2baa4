"""The file of the desk's password: made once, readable by its owner, and of no use to who reads it."""

from __future__ import annotations

import hashlib
import stat
import unicodedata
from pathlib import Path

import pytest

from chatbot.web.door import PasswordError, read_password, write_password

WORD = "correct horse ñ"


def test_only_the_password_matches_and_the_file_does_not_hold_it(tmp_path: Path) -> None:
    file = tmp_path / "desk"
    write_password(file, WORD)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    name, salt, digest = file.read_text("ascii").strip().split(":")
    assert name == "scrypt-15-8-1"
    expected = hashlib.scrypt(
        WORD.encode(), salt=bytes.fromhex(salt), n=32768, r=8, p=1, maxmem=2**26, dklen=32
    )
    assert bytes.fromhex(digest) == expected
    password = read_password(file)
    assert password.matches(WORD)
    assert password.matches(unicodedata.normalize("NFD", WORD))
    assert not any(password.matches(wrong) for wrong in ("", WORD[:-1], WORD + " ", "\ud800", "x" * 100_000))


def test_two_files_of_one_password_differ(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_password(tmp_path / name, WORD)
    assert (tmp_path / "a").read_bytes() != (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("word", ["", "eleven lett", "x" * 1001])
def test_a_password_that_is_too_short_or_too_long_is_refused(tmp_path: Path, word: str) -> None:
    with pytest.raises(PasswordError, match="12 letters or more"):
        write_password(tmp_path / "desk", word)
    assert not (tmp_path / "desk").exists()


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    file = tmp_path / "thesis.txt"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(PasswordError, match="is there already"):
        write_password(file, WORD)
    assert file.read_text("utf-8") == "mine"
    with pytest.raises(PasswordError, match="cannot be written"):
        write_password(tmp_path / "none" / "desk", WORD)


@pytest.mark.parametrize(
    "held", [b"", b"secret", b"\xff\xfe", b"scrypt-15-8-1:00:00\n", b"scrypt-15-8-1:" + b"0" * 2000]
)
def test_what_is_no_password_file_is_told(tmp_path: Path, held: bytes) -> None:
    file = tmp_path / "desk"
    file.write_bytes(held)
    with pytest.raises(PasswordError, match="is no password file: make one with"):
        read_password(file)
    with pytest.raises(PasswordError, match="cannot be read"):
        read_password(tmp_path)
