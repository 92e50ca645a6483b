"""What was on the air within a broadcast, by the engine's own record."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

_READ: Final = 4 << 20  # bytes at the end of the record: some days of titles
_BEFORE: Final = timedelta(minutes=30)  # a title that began earlier is another program's


def told(as_run: Path, *, begin: datetime, end: datetime) -> list[tuple[float, str]]:
    """Titles of the as-run record from half an hour before `begin` up to `end`, with their second from `begin` on."""
    try:
        with as_run.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - _READ))
            lines = file.read().splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        if b'"title"' not in line:
            continue
        try:
            record = json.loads(line)
            at, title = datetime.fromisoformat(record["at"]), record["title"]
        except (ValueError, KeyError, TypeError):
            continue
        if record.get("event") == "title" and isinstance(title, str) and at.tzinfo and begin - _BEFORE <= at < end:
            found.append(((at - begin).total_seconds(), title))
    return found
