"""Where built things lie when nobody says otherwise."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from index.errors import IndexFolderError

HOME_VARIABLE = "ASWRITTEN_HOME"
DISTRIBUTION = "aswritten"


def home() -> Path:
    """Return the folder for indexes and reports.

    It is what the environment variable ``ASWRITTEN_HOME`` names; else ``build`` in the checkout that the
    program runs from; else the user's cache folder. It need not exist.

    Raises:
        IndexFolderError: the variable names the home of a user who does not exist, or nobody has a home.
    """
    named = os.environ.get(HOME_VARIABLE)
    if named:
        try:
            return Path(named).expanduser()
        except RuntimeError as error:
            raise IndexFolderError(
                f"{HOME_VARIABLE} names {named}, and there is no such user: give a path."
            ) from error
    checkout = Path(__file__).resolve().parents[1]
    if _is_checkout(checkout):
        return checkout / "build"
    import platformdirs

    try:
        return Path(platformdirs.user_cache_dir(DISTRIBUTION, appauthor=False))
    except RuntimeError as error:
        raise IndexFolderError(f"There is no home folder: name a folder with {HOME_VARIABLE}.") from error


def _is_checkout(folder: Path) -> bool:
    try:
        project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(project.get("project", {}).get("name") == DISTRIBUTION)
