"""What the program asks of the machine it runs on: a place for what is built, no network, one thread."""

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

    Raises IndexFolderError: the variable names the home of a user who does not exist, or nobody has a home.
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


_QUIET = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    # Else onnxruntime looks up a collector and keeps a device id: disable_telemetry_events() comes too late.
    "ORT_DISABLE_TELEMETRY": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    # Else pydantic looks for plugins of its own in every installed package, at each start.
    "PYDANTIC_DISABLE_PLUGINS": "__all__",
}


def stay_offline() -> None:
    """Set what the libraries read when they are first imported; SECURITY.md says which was checked for what.

    Whatever the user's environment says of it: no request goes to another host.
    """
    os.environ.update(_QUIET)
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


def keep_arithmetic_on_one_thread() -> None:
    """Let BLAS use one thread in this process, from now on.

    The products of one question are small. Spread over threads they wait for each other and for the encoder,
    which has threads of its own: on two cores an answer takes twice as long.
    """
    from threadpoolctl import threadpool_limits

    threadpool_limits(limits=1, user_api="blas")
