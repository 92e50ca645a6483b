"""What the engine of one service is told, as the text of plan.json (docs/contracts/air-files.md)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

VERSION = 1


@dataclass(frozen=True)
class PlannedSource:
    url: str
    kind: str


@dataclass(frozen=True)
class PlannedProgram:
    id: int
    title: str
    host: str
    starts: datetime
    ends: datetime
    record: bool = False


@dataclass(frozen=True)
class PlannedId:
    """A station identification: the instant, the sound file (from the home folder), and what is said in it."""

    at: datetime
    file: str
    text: str


def plan_text(
    *,
    service: str,
    name: str,
    sources: Sequence[PlannedSource],
    fallback: str | None,
    renditions: Sequence[int],
    retention_hours: float,
    silence_seconds: float,
    silence_dbfs: float,
    return_seconds: float,
    loudness: float | None,
    programs: Sequence[PlannedProgram],
    held: int | None = None,
    ids: Sequence[PlannedId] = (),
    keep_from: datetime | None = None,
) -> str:
    """The same input gives the same text, so an unchanged plan is not written again and the engine is not woken."""
    plan: dict[str, Any] = {
        "version": VERSION,
        "service": service,
        "name": name,
        "sources": [{"url": source.url, "kind": source.kind} for source in sources],
        "fallback": fallback,
        "renditions": list(renditions),
        "retention_hours": retention_hours,
        "keep_from": _utc(keep_from) if keep_from else None,
        "silence_seconds": silence_seconds,
        "silence_dbfs": silence_dbfs,
        "return_seconds": return_seconds,
        "loudness": loudness,
        "held": held,
        "ids": [{"at": _utc(one.at), "file": one.file, "text": one.text} for one in ids],
        "programs": [
            {
                "id": program.id,
                "title": program.title,
                "host": program.host,
                "starts": _utc(program.starts),
                "ends": _utc(program.ends),
                "record": program.record,
            }
            for program in programs
        ],
    }
    return json.dumps(plan, ensure_ascii=False, indent=1) + "\n"


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
