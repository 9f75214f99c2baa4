"""Tables of TOML and lines of JSON as they must be: described once, refused in one sentence by pydantic."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import CorpusError
from corpus.files import read_toml

Text = Annotated[str, Field(pattern=r"\S", description="text in quotes")]
Texts = Annotated[
    tuple[Text, ...],
    Field(min_length=1, strict=False, description='a list of texts, such as ["one", "another"]'),
]


class Table(BaseModel):
    """The fields of a table, and no others; the description of each says what it must be."""

    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)


Shape = TypeVar("Shape", bound=Table)


def checked(shape: type[Shape], table: Mapping[str, object], where: str) -> Shape:
    """Return a table as what it must be.

    Raises CorpusError: naming the first field that is unknown, missing or not what it must be.
    """
    try:
        return shape.model_validate(table)
    except ValidationError as error:
        raise CorpusError(f"{where}: {_wrong(shape, error)}") from error


def checked_line(shape: type[Shape], line: str) -> Shape:
    """Return a line of JSON as what it must be. Raises CorpusError: saying what is wrong, and not where."""
    try:
        return shape.model_validate_json(line)
    except ValidationError as error:
        raise CorpusError(_wrong(shape, error)) from error


def _wrong(shape: type[Table], error: ValidationError) -> str:
    first = error.errors()[0]
    if first["type"] == "value_error":
        return str(first["ctx"]["error"])
    if not first["loc"]:
        return f"this must be a JSON object with the fields {', '.join(shape.model_fields)}."
    name, *inside = map(str, first["loc"])
    if first["type"] == "missing" and not inside:
        return f"the field {name!r} is missing."
    if first["type"] == "extra_forbidden" and not inside:
        return f"unknown field {name!r}; the fields are {', '.join(shape.model_fields)}."
    return f"the field {name!r} must be {shape.model_fields[name].description}."


def tables_of(path: Path, name: str) -> list[tuple[str, Mapping[str, object]]]:
    """Return the ``[[name]]`` tables of a TOML file that holds nothing else, each with where it stands.

    Raises CorpusError: the file cannot be read, or something else stands there.
    """
    raw = read_toml(path)
    found = raw.get(name, [])
    if set(raw) - {name} or not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise CorpusError(f"{path} must hold [[{name}]] tables and nothing else.")
    return [(f"{path}, {name} {number}", table) for number, table in enumerate(found, 1)]
