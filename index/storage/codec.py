"""Frozen dataclasses to JSON and back, so that what ingestion understood is stored as plain text."""

from __future__ import annotations

import types
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")


def to_json(value: object) -> object:
    """Return a value as what ``json`` can write: dataclasses as objects, tuples as lists, enums by value."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    return value.value if isinstance(value, Enum) else value


def from_json(kind: type[Kind], value: object) -> Kind:
    """Rebuild a dataclass from what ``to_json`` made of it.

    Raises:
        KeyError, TypeError, ValueError: it is not that.

    """
    result: Kind = _decoder(kind)(value)  # type: ignore[arg-type]
    return result


@cache
def _decoder(kind: Hashable) -> Callable[[Any], Any]:
    if is_dataclass(kind):
        return _dataclass_decoder(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _tuple_decoder(arguments)
    if origin in {types.UnionType, Union}:
        present = _decoder(next(argument for argument in arguments if argument is not type(None)))
        return lambda value: None if value is None else present(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind in {str, int, float, bool}:
        return _plain_decoder(kind)
    msg = f"{kind} cannot be stored"
    raise TypeError(msg)


def _dataclass_decoder(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401
    hints = get_type_hints(kind)
    decoders = [(field.name, _decoder(hints[field.name])) for field in fields(kind)]

    def decode(value: dict[str, Any]) -> object:
        return kind(**{name: decoder(value[name]) for name, decoder in decoders})

    return decode


def _tuple_decoder(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        item = _decoder(arguments[0])
        return lambda value: tuple([item(part) for part in value])
    items = [_decoder(argument) for argument in arguments]
    return lambda value: tuple([item(part) for item, part in zip(items, value, strict=True)])


def _plain_decoder(kind: type[Any]) -> Callable[[Any], Any]:
    def decode(value: object) -> object:
        if type(value) is not kind:
            msg = f"{value!r} is not of type {kind.__name__}"
            raise TypeError(msg)
        return value

    return decode
