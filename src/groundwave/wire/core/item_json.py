"""An item as JSON and back, so that each version of it can be kept and compared field by field."""

from __future__ import annotations

import types
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from groundwave.wire.core.item import (
    AudioBlock,
    LinkCard,
    Paragraphs,
    PhotoBlock,
    PullQuote,
    RelatedRef,
    WireItem,
)

_BLOCKS: Final = {kind.__name__: kind for kind in (Paragraphs, PhotoBlock, PullQuote, AudioBlock, LinkCard, RelatedRef)}


def item_as_json(item: WireItem) -> dict[str, Any]:
    """The fields that say more than their default; times as ISO 8601 in UTC; each block says its kind in `block`."""
    found: dict[str, Any] = _written(item)
    return found


def item_from_json(value: dict[str, Any]) -> WireItem:
    """The item that was written. Fields of an older version that are gone are left out; new ones have their default."""
    found: WireItem = _read(WireItem, value)
    return found


def _written(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_written(entry) for entry in value]
    if is_dataclass(value):
        found = {
            field.name: _written(own)
            for field in fields(value)
            if (own := getattr(value, field.name)) != _default(field)
        }
        name = type(value).__name__
        return {"block": name, **found} if name in _BLOCKS else found
    return value


def _default(field: Field[Any]) -> Any:
    return field.default if field.default is not MISSING else _NOTHING


_NOTHING: Final = object()


def _read(kind: Any, value: Any) -> Any:
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return tuple(_read(inner, entry) for entry in value)
    if get_origin(kind) in (Union, types.UnionType):
        if isinstance(value, dict) and "block" in value:
            return _read(_BLOCKS[value["block"]], value)
        if value is None:
            return None
        return _read(next(one for one in get_args(kind) if one is not type(None)), value)
    if kind is datetime:
        return datetime.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _read(hints[name], inner) for name, inner in value.items() if name in hints})
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
