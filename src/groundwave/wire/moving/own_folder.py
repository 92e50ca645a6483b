"""The folder of an export: its lines, each with its fingerprint, and the files beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from groundwave.wire.core import own_export
from groundwave.wire.core.outcome import UnableToRead, Unreadable
from groundwave.wire.core.own_export import Line

_MOST_KINDS: Final = 100


class Read(NamedTuple):
    """A line, its fingerprint, and its length in bytes."""

    line: Line
    sha256: str
    size: int


class Folder:
    """An export's folder. Raises UnableToRead for one that is none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            head = own_export.line_of((path / "station.json").read_bytes())
        except OSError as error:
            raise UnableToRead(
                str(path), "station.json", f"{error.strerror}: this is no folder of an export"
            ) from error
        except Unreadable as wrong:
            raise UnableToRead(str(path), "station.json", wrong.reason) from wrong
        if head.get("format") != own_export.FORMAT:
            said = str(head.get("format"))[:60]
            raise UnableToRead(str(path), "format", f"it is “{said}”; this version reads “{own_export.FORMAT}”")
        self.url = str(head.get("url") or "").rstrip("/")[:500]
        counts = head.get("counts")
        told = list(counts.items())[:_MOST_KINDS] if isinstance(counts, dict) else []
        self.counts: dict[str, int] = {kind: count for kind, count in told if isinstance(count, int)}

    def lines(self, kind: str) -> Iterator[Read]:
        """Each line with its fingerprint. Raises UnableToRead."""
        path = self.path / f"{kind}.jsonl"
        if not path.exists():
            return
        with path.open("rb") as file:
            for number, data in enumerate(iter(lambda: file.readline(own_export.MAX_LINE + 1), b""), start=1):
                if len(data) > own_export.MAX_LINE:
                    raise UnableToRead(path.name, f"line {number}", f"more than {own_export.MAX_LINE:,} bytes")
                try:
                    yield Read(own_export.line_of(data), own_export.fingerprint(data), len(data))
                except Unreadable as wrong:
                    raise UnableToRead(path.name, f"line {number}", wrong.reason) from wrong

    def file(self, name: Any) -> Path | None:
        """A file of the folder, and of nothing outside of it."""
        if not isinstance(name, str) or "\0" in name:
            return None
        found = (self.path / name).resolve()
        return found if found.is_relative_to(self.path.resolve()) and found.is_file() else None


def folder(path: Path) -> Folder:
    """Raises UnableToRead."""
    return Folder(path)
