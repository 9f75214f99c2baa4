"""The support desk's password. A file holds what is needed to check it, and nothing to read it from."""

import hashlib
import hmac
import os
import re
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import AsWrittenError, why

SHORTEST = 12
LONGEST = 1000
"""Letters of a password. scrypt makes each guess slow; only its length makes guesses many."""

_FORM = re.compile(r"scrypt-15-8-1:([0-9a-f]{32}):([0-9a-f]{64})\n?")
"""The cost (N = 2**15, r = 8, p = 1: 32 MB, about a tenth of a second; RFC 7914), the salt and the hash."""


class PasswordError(AsWrittenError):
    """A file of a password, or a new password, cannot be used."""


@dataclass(frozen=True)
class DeskPassword:
    """What a password is checked against: 16 bytes of salt and its 32 bytes of scrypt."""

    salt: bytes
    digest: bytes

    def matches(self, typed: str) -> bool:
        """Whether this is the password; takes as long for a wrong one as for the right one."""
        return hmac.compare_digest(_digest(typed[:LONGEST], self.salt), self.digest)


def read_password(path: Path) -> DeskPassword:
    """Read a file that ``write_password`` made.

    Raises:
        PasswordError: it cannot be read or holds something else.
    """
    try:
        with path.open("rb") as file:
            found = _FORM.fullmatch(file.read(1000).decode("utf-8", "replace"))
    except OSError as error:
        raise PasswordError(f"The password file {path} cannot be read ({why(error)}).") from error
    if found is None:
        raise PasswordError(
            f"{path} is no password file: make one with 'aswritten chat --make-desk-password {path}'."
        )
    return DeskPassword(bytes.fromhex(found[1]), bytes.fromhex(found[2]))


def write_password(path: Path, password: str) -> None:
    """Make the file for a password, readable by its owner alone. A file that is there stays.

    Raises:
        PasswordError: the password is too short or too long, or the file cannot be made.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordError(f"Choose a password of {SHORTEST} letters or more (at most {LONGEST}).")
    salt = secrets.token_bytes(16)
    line = f"scrypt-15-8-1:{salt.hex()}:{_digest(password, salt).hex()}\n"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(line)
    except FileExistsError as error:
        raise PasswordError(f"{path} is there already: delete it first, or name another file.") from error
    except OSError as error:
        raise PasswordError(f"The password file {path} cannot be written ({why(error)}).") from error


def _digest(password: str, salt: bytes) -> bytes:
    # A browser may send an accented letter as one character, a terminal as two.
    typed = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(typed, salt=salt, n=2**15, r=8, p=1, maxmem=2**26, dklen=32)
