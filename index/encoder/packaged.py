"""Weights that come with an installed package: found, and checked to be the expected ones."""

import importlib.util
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from corpus.errors import why
from corpus.files import file_sha256
from index.errors import EncoderError


def packaged_folder(
    module: str, inside: str, *, sha256: Mapping[str, str], distribution: str, of: str = "encoder"
) -> Path:
    """Return a folder of an installed package once its files are known to be as published.

    Args:
        module: the package's module; it is not imported.
        inside: path of the folder in it.
        sha256: of each file that is used, by name.
        distribution: name and version to install.
        of: whose weights these are, for the sentences.

    Raises EncoderError: the package is not installed, or a file is missing or altered.
    """
    found = importlib.util.find_spec(module)
    places = list(found.submodule_search_locations or ()) if found else []
    if not places:
        raise EncoderError(f"The {of}'s package is not installed: run `pip install {distribution}`.")
    folder = Path(places[0]) / inside
    for name, expected in sha256.items():
        path = folder / name
        try:
            as_published = _sha256(path, path.stat().st_mtime_ns) == expected
        except OSError as error:
            msg = f"The {of}'s file {path} cannot be read ({why(error)}): reinstall {distribution}."
            raise EncoderError(msg) from error
        if not as_published:
            raise EncoderError(f"The {of}'s file {path} has been altered: reinstall {distribution}.")
    return folder


@cache
def _sha256(path: Path, _changed: int) -> str:
    """The same as first found in this process, until the file changes: two encoders share weights."""
    return file_sha256(path)
