"""Reading fields of hostile JSON: what is missing or of another type is as good as not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from groundwave.wire.core.bounds import MAX_LINKS
from groundwave.wire.core.cds_document import Notes
from groundwave.wire.core.feed_text import moment

Fields = Mapping[str, object]


def said(fields: Fields, *names: str) -> str:
    """The first of these fields that is a text or a whole number, as it came; else an empty string."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if type(value) is int:
            return str(value)
    return ""


def all_said(fields: Fields, *names: str) -> str:
    """Everything that these fields say, one after the other: texts, lists of texts, objects with a value."""
    found: list[str] = []
    for name in names:
        value = fields.get(name)
        values = value[:MAX_LINKS] if isinstance(value, list) else [value]
        for entry in values:
            if isinstance(entry, str):
                found.append(entry.strip())
            elif isinstance(entry, dict):
                found.append(said(entry, "value", "text", "usageterms", "usageTerms"))
    return " ".join(dict.fromkeys(text for text in found if text))


def number(fields: Fields, name: str, *, at_most: int) -> int | None:
    """A whole number from 1 to `at_most`, also where it is written as a text or a fraction, or None."""
    value = fields.get(name)
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit() and len(value) < 12:
        value = int(value)
    if isinstance(value, float):
        value = round(value)
    return value if type(value) is int and 1 <= value <= at_most else None


def objects(fields: Fields, *names: str) -> Iterator[tuple[str, Fields]]:
    """The objects of the first of these fields that holds any, each with its name: a list of objects (named by
    `name`), one object, or an object whose values are objects (named by their keys)."""
    for name in names:
        found = list(_objects(fields.get(name)))[:MAX_LINKS]
        if found:
            yield from found
            return


def date(fields: Fields, name: str, notes: Notes) -> datetime | None:
    """A date with its zone, in UTC; one that cannot be read is left out with a note."""
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        notes.add(f"“{name}” is not a date and was left out")
    return moment(name, value, notes) if isinstance(value, str) else None


def _objects(value: object) -> Iterator[tuple[str, Fields]]:
    if isinstance(value, dict):
        if said(value, "name", "href", "uri", "value"):
            yield said(value, "name"), value
        else:
            yield from ((str(key), entry) for key, entry in value.items() if isinstance(entry, dict))
    elif isinstance(value, list):
        for entry in value[:MAX_LINKS]:
            if isinstance(entry, dict):
                yield said(entry, "name"), entry
