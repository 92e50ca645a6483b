"""Values of a line that is wrong in them raise ValueError with a sentence."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from groundwave.wire.core.own_export import Line


def language_of(line: Line) -> str:
    found = str(line["language"])
    if found not in ("en", "es"):
        raise ValueError(f"a language “{found[:20]}” that the site does not have")
    return found


def moment(value: Any) -> datetime | None:
    """An instant (aware), or None for none."""
    if value is None or value == "":
        return None
    found = datetime.fromisoformat(str(value))
    if found.tzinfo is None:
        raise ValueError(f"“{str(value)[:40]}” has no time zone")
    return found


def instant(value: Any) -> datetime:
    """An instant (aware) that must be there."""
    found = moment(value)
    if found is None:
        raise ValueError("a time is missing")
    return found


def day(value: Any) -> date | None:
    return date.fromisoformat(str(value)) if value else None
