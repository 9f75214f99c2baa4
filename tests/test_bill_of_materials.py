"""Every part that the program is made of may be used and passed on; what is not known is not allowed."""

from __future__ import annotations

from email.message import Message
from typing import Any, cast

import pytest

from scripts.bill_of_materials import bill, is_allowed, licence_of, parts


class Part:
    """A package with metadata of its own."""

    name = "part"

    def __init__(self, **said: str) -> None:
        self.metadata = Message()
        for name, value in said.items():
            self.metadata[name.replace("_", "-")] = value


def test_every_parts_licence_is_allowed() -> None:
    licences = {part.name: licence_of(part) for part in parts()}
    assert len(licences) > 90
    assert {name: said for name, said in licences.items() if not is_allowed(said)} == {}


@pytest.mark.parametrize(
    ("said", "licence", "allowed"),
    [
        ({"License_Expression": "MIT AND (Apache-2.0 OR BSD-3-Clause)"}, None, True),
        ({"License_Expression": "Apache-2.0 WITH LLVM-exception"}, None, True),
        ({"License_Expression": "MIT OR GPL-3.0-only"}, None, False),
        ({"License_Expression": "BUSL-1.1"}, None, False),
        ({"License": "Apache2.0"}, "Apache-2.0", True),
        ({"License": "BSD, see LICENSE\nGPL in the small print"}, "BSD-3-Clause", True),
        ({"Classifier": "License :: OSI Approved :: MIT License"}, "MIT", True),
        ({"Classifier": "License :: OSI Approved :: GNU General Public License (GPL)"}, "", False),
        ({"License": "BSD or GPL"}, "", False),
        ({"License": "permit"}, "", False),
        ({}, "", False),
    ],
)
def test_a_licence_is_read_as_it_is_stated(said: dict[str, str], licence: str | None, allowed: bool) -> None:
    found = licence_of(cast(Any, Part(**said)))
    assert found == (said["License_Expression"] if licence is None else licence)
    assert is_allowed(found) is allowed


def test_the_bill_names_each_part_once_with_its_version() -> None:
    written = cast("dict[str, Any]", bill())
    assert (written["bomFormat"], written["specVersion"]) == ("CycloneDX", "1.6")
    named = [one["purl"] for one in written["components"]]
    assert len(named) == len(set(named))
    assert "pkg:pypi/torch@2.13.0" in [one.partition("+")[0] for one in named]
    assert all(one["licenses"] != [{"expression": ""}] for one in written["components"])
