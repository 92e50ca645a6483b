"""Rows of plain nouns as lines and back: each field by its name, each row that it points at by a name of its own.

Numbers differ from station to station. What has a name is named (a section is `en/news`, an account its user name);
stories, pages and photos are numbered, as everywhere in an export.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import Model, TextField
from wagtail.fields import RichTextField

from groundwave.wire.core import own_export
from groundwave.wire.core.own_export import Line, Numbers

_AT_ONCE: Final = 200
_NO_CHANGES: Final[Mapping[str, Any]] = {}


@dataclass(frozen=True, slots=True)
class Named:
    """Rows that a line names by these fields, which identify them. Parts of a name stand between slashes."""

    model: type[Model]
    by: tuple[str, ...]

    def said(self, row: Any) -> str:
        return "/".join(_text(_reached(row, path)) for path in self.by)

    def found(self, said: Any, numbers: Numbers) -> Model | None:
        """The row here; None, which is noted, where there is none."""
        parts = str(said).split("/", len(self.by) - 1)
        if len(parts) == len(self.by):
            try:
                row = self.model._default_manager.filter(**dict(zip(self.by, parts, strict=True))).first()
            except (ValidationError, ValueError):
                row = None
            if row is not None:
                return row
        numbers.lost.append(f"{self.model._meta.verbose_name} “{str(said)[:80]}”")
        return None


@dataclass(frozen=True, slots=True)
class Numbered:
    """Rows that a line names by their number in the export: `page` (a story is one), `photo` or `file`."""

    model: type[Model]
    kind: str

    def said(self, row: Any) -> int:
        return int(row.pk)

    def found(self, said: Any, numbers: Numbers) -> Model | None:
        number = numbers.find(self.kind, said)
        return self.model._default_manager.filter(pk=number).first() if number is not None else None


@dataclass(frozen=True, slots=True)
class Kind:
    """What a line of a kind holds, and when one that comes is here already (`same`: fields, or names of rows).

    `here` is what a row is made with whatever its line says; `needs` are names without which there is no row;
    `look` raises ValueError for a row that must not come.
    """

    name: str
    model: type[Model]
    fields: tuple[str, ...]
    same: tuple[str, ...]
    names: Mapping[str, Named | Numbered] = field(default_factory=dict)
    many: Mapping[str, Named | Numbered] = field(default_factory=dict)
    parts: Mapping[str, Kind] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    here: Mapping[str, Any] = field(default_factory=dict)
    said_otherwise: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    look: Callable[[Any], None] | None = None

    def lines(self) -> Iterator[dict[str, Any]]:
        """Every row, the oldest first."""
        for row in self.model._default_manager.order_by("pk").iterator(_AT_ONCE):
            yield {"id": row.pk, **self.said(row)}

    def said(self, row: Any) -> dict[str, Any]:
        """One row, without its number."""
        said = {name: getattr(row, name) for name in self.fields}
        said |= {name: change(said[name]) for name, change in self.said_otherwise.items()}
        for name, named in self.names.items():
            to = getattr(row, name)
            said[name] = None if to is None else named.said(to)
        for name, named in self.many.items():
            said[name] = [named.said(to) for to in getattr(row, name).order_by("pk")]
        for name, part in self.parts.items():
            said[name] = [part.said(one) for one in getattr(row, name).order_by("pk")]
        return said

    def put(self, line: Line, numbers: Numbers) -> bool:
        """Make the row; False when it is here already. Raises ValueError, KeyError, TypeError, ValidationError."""
        row = self._row(line, numbers)
        if self.model._default_manager.filter(**{one: getattr(row, one) for one in self.same}).exists():
            return False
        self._save(row, line, numbers)
        return True

    def _row(self, line: Line, numbers: Numbers, changes: Mapping[str, Any] = _NO_CHANGES) -> Model:
        row = self.model(**changes)
        for name in self.fields:
            if name in line:
                setattr(row, name, _value(self.model._meta.get_field(name), line[name], numbers))
        for name, named in self.names.items():
            to = named.found(line[name], numbers) if line.get(name) is not None else None
            if to is None and name in self.needs:
                raise ValueError(f"what it belongs to is not here ({name} “{str(line.get(name))[:80]}”)")
            setattr(row, name, to)
        for name, value in self.here.items():
            setattr(row, name, value() if callable(value) else value)
        return row

    def _save(self, row: Model, line: Line, numbers: Numbers) -> None:
        row.full_clean(exclude=_may_be_empty(row))
        if self.look is not None:
            self.look(row)
        row.save()
        for name, named in self.many.items():
            found = [named.found(one, numbers) for one in _list(line.get(name))]
            getattr(row, name).set([one for one in found if one is not None])
        for name, part in self.parts.items():
            owner = self.model._meta.get_field(name).remote_field.name  # type: ignore[union-attr]
            for one in _list(line.get(name)):
                part._save(part._row(one, numbers, {owner: row}), one, numbers)
        if self.many:
            row.save()  # what modelcluster keeps in hand until then


def _may_be_empty(row: Model) -> set[str]:
    """Empty fields that no form asks for, and so never said that they may be."""
    fields = row._meta.concrete_fields
    empty = (one for one in fields if getattr(row, one.attname) in one.empty_values)
    return {one.name for one in empty if one.null or one.has_default()}


def _value(there: Any, value: Any, numbers: Numbers) -> Any:
    if isinstance(there, RichTextField):
        return own_export.text_here(value, numbers)
    if value is None:
        return "" if isinstance(there, TextField) and not there.null else None
    found = there.to_python(value)
    if isinstance(found, datetime) and found.tzinfo is None:
        raise ValueError(f"“{str(value)[:40]}” has no time zone")
    return found


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise TypeError("a list was expected")
    return value


def _reached(row: Any, path: str) -> Any:
    for step in path.split("__"):
        row = getattr(row, step)
    return row


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
