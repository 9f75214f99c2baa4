"""Resolve the dependencies anew: pinned in `constraints.txt`, with hashes in `requirements.lock`.

Run `make constraints`. Everything is installed into a new environment that is thrown away afterwards, so
nothing that happens to lie in `.venv` finds its way into the file. Review the change before committing it.
"""

import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PINS, LOCK = ROOT / "constraints.txt", ROOT / "requirements.lock"
PINS_HEADER = "# The whole resolved set, every extra included. Written by `make constraints`; do not edit.\n"
LOCK_HEADER = """\
# What `make setup` installs, with the hashes of every file of each version. Written by `make constraints`.
# PyTorch is not here: its builds for a CPU and for each GPU are different files with other dependencies.
"""

NOT_PINNED = frozenset({"aswritten", "pip", "setuptools", "uv", "wheel"})
"""The project itself, what every environment brings along, and what works out the hashes."""

GPU_RUNTIME = ("cuda-", "nvidia-", "triton")
"""Packages of PyTorch's GPU builds. Each build pins its own; pinned here they would shut out the others."""

_PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^+\s]+)(?:\+\S+)?")


def main() -> int:
    """Write both files; return the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        programs = Path(folder) / "bin"
        pip = [str(programs / "python"), "-m", "pip", "--disable-pip-version-check"]

        def with_extras(extras: str) -> list[str]:
            subprocess.run([*pip, "install", "uv", f"{ROOT}[{extras}]"], check=True)
            return pins(subprocess.check_output([*pip, "list", "--format", "freeze"], text=True))

        locked = [line for line in with_extras("dev,evals") if not line.startswith("torch==")]
        pinned = with_extras("dev,evals,mcp")
        compiled = "--no-deps --generate-hashes --no-annotate --no-header --quiet".split()
        words = [str(programs / "uv"), "pip", "compile", "-", *compiled]
        hashed = subprocess.check_output(words, input="\n".join(locked), text=True)
    PINS.write_text(PINS_HEADER + "".join(f"{line}\n" for line in pinned), encoding="utf-8")
    LOCK.write_text(LOCK_HEADER + hashed, encoding="utf-8")
    sys.stdout.write(f"{len(pinned)} packages pinned, {len(locked)} with hashes\n")
    return 0


def pins(frozen: str) -> list[str]:
    """Return `name==version` lines from pip's list, sorted, free of what ties them to one machine.

    `torch==2.13.0+cpu` becomes `torch==2.13.0`, which CPU and GPU builds both satisfy.

    Raises ValueError: a line is no exact version.
    """
    found: dict[str, str] = {}
    for line in frozen.splitlines():
        match = _PIN.fullmatch(line.strip())
        if match is None:
            raise ValueError(f"No exact version: {line}")
        name = re.sub(r"[-_.]+", "-", match["name"]).lower()
        if name not in NOT_PINNED and not name.startswith(GPU_RUNTIME):
            found[name] = match["version"]
    return [f"{name}=={found[name]}" for name in sorted(found)]


if __name__ == "__main__":
    sys.exit(main())
