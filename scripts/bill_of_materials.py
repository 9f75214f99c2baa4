"""Say what the program is made of: `make sbom` writes it down, `make licences` lists each part's licence.

The parts are those pinned in `constraints.txt` and installed here, as their own metadata describes them.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "build" / "sbom.json"

ALLOWED = frozenset(
    "0BSD Apache-2.0 BSD-2-Clause BSD-3-Clause BSL-1.0 CC0-1.0 CNRI-Python ISC MIT MIT-0 MIT-CMU MPL-2.0"
    " PSF-2.0 Zlib".split()
)
"""SPDX names of licences that let anybody use and pass on a part; MPL-2.0 binds changes to the part alone."""

_FREE_TEXT = {
    "MIT": r"\bMIT\b",
    "BSD-3-Clause": r"\bBSD\b",
    "Apache-2.0": r"\bApache",
    "ISC": r"\bISC\b",
    "MPL-2.0": r"\bMPL\b|Mozilla Public License 2\.0",
    "PSF-2.0": r"Python Software Foundation License",
}
"""How those who give no SPDX expression name theirs."""

SAID_ELSEWHERE = {
    "axe-playwright-python": "MIT"  # the LICENSE in its wheel
}
"""Licences that a package's metadata leaves out, with where they are said."""


def parts() -> Iterable[Distribution]:
    """Every pinned package that is installed: an extra that is not may be missing."""
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines():
        name, pinned, _ = line.partition("==")
        if pinned:
            try:
                yield distribution(name)
            except PackageNotFoundError:
                continue


def licence_of(part: Distribution) -> str:
    """The licence of a package as an SPDX expression; "" where it states none that we know."""
    if expression := _stated(part, "License-Expression"):
        return expression[0]
    classifiers = [one for one in _stated(part, "Classifier") if one.startswith("License ::")]
    for text in ("; ".join(classifiers), "".join(_stated(part, "License")).partition("\n")[0]):
        if known := [name for name, pattern in _FREE_TEXT.items() if re.search(pattern, text)]:
            return "" if re.search(r"GPL|Affero", text) else " AND ".join(known)
    return SAID_ELSEWHERE.get(part.name.lower(), "")


def _stated(part: Distribution, name: str) -> list[str]:
    """Every value of one field of a package's metadata."""
    return part.metadata.get_all(name) or []


def is_allowed(expression: str) -> bool:
    """Whether every licence that an SPDX expression names is an allowed one, an exception to it aside."""
    names = re.sub(r"\bWITH\s+\S+", "", expression).replace("(", " ").replace(")", " ").split()
    named = {name for name in names if name not in ("AND", "OR")}
    return bool(named) and named <= ALLOWED


def bill() -> dict[str, object]:
    """The bill of materials in CycloneDX 1.6."""
    components = [
        {
            "type": "library",
            "name": part.name,
            "version": part.version,
            "purl": f"pkg:pypi/{re.sub(r'[-_.]+', '-', part.name).lower()}@{part.version}",
            "licenses": [{"expression": licence_of(part)}],
        }
        for part in parts()
    ]
    own = distribution("aswritten")
    program = {"type": "application", "name": own.name, "version": own.version}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**program, "licenses": [{"expression": licence_of(own)}]}},
        "components": components,
    }


def main() -> int:
    """Write the bill, or list the licences; 1 where one is not allowed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--licences", action="store_true", help="list them instead of writing the bill")
    if parser.parse_args().licences:
        refused = 0
        for part in parts():
            licence = licence_of(part)
            mark = "" if is_allowed(licence) else "  NOT ALLOWED"
            refused += bool(mark)
            sys.stdout.write(f"{part.name:30} {part.version:16} {licence or 'unknown'}{mark}\n")
        return 1 if refused else 0
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(bill(), indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{TARGET.relative_to(ROOT)}: {len(list(parts()))} parts\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
