"""Resolve the project's dependencies anew and pin the whole set in `constraints.txt`.

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
TARGET = ROOT / "constraints.txt"
EXTRAS = ("dev", "evals", "mcp")
HEADER = "# The whole resolved set, every extra included. Written by `make constraints`; do not edit.\n"

NOT_PINNED = frozenset({"aswritten", "pip", "setuptools", "wheel"})
"""The project itself, and what every environment brings along."""

GPU_RUNTIME = ("cuda-", "nvidia-", "triton")
"""Packages of PyTorch's GPU builds. Each build pins its own; pinned here they would shut out the others."""

_PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^+\s]+)(?:\+\S+)?")


def main() -> int:
    """Write `constraints.txt`; return the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        pip = [str(Path(folder) / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", f"{ROOT}[{','.join(EXTRAS)}]"], check=True)
        frozen = subprocess.check_output([*pip, "list", "--format", "freeze"], text=True)
    lines = pins(frozen)
    TARGET.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    sys.stdout.write(f"{TARGET.name}: {len(lines)} packages pinned\n")
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
