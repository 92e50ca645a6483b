"""What is told with the sound: which program is on, and which title, as date ranges (RFC 8216, 4.3.2.7)."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from groundwave.air.engine.archive import write_whole
from groundwave.air.engine.plan import Plan, Program

_SHOWN: Final = timedelta(seconds=30)
"""How long what has ended stays in the live playlist: longer than its segments last."""
_MOST_SHOWN: Final = 8
_LONGEST: Final = 300
_MOST_BYTES: Final = 20_000


@dataclass(frozen=True, slots=True)
class Title:
    """What is being played; ``at`` is when it began (UTC)."""

    title: str
    artist: str
    at: datetime

    @property
    def line(self) -> str:
        """As a radio shows it."""
        return f"{self.artist} - {self.title}" if self.artist else self.title


def program_line(program: Program) -> str:
    """A program's date range."""
    host = f",X-HOST={_quoted(program.host)}" if program.host else ""
    return (
        f'#EXT-X-DATERANGE:ID="program-{program.id}-{int(program.starts.timestamp())}",CLASS="program",'
        f'START-DATE="{_iso(program.starts)}",END-DATE="{_iso(program.ends)}",X-TITLE={_quoted(program.title)}{host}'
    )


def title_line(title: Title) -> str:
    """A title's date range: it lasts until the next one of its class."""
    artist = f",X-ARTIST={_quoted(title.artist)}" if title.artist else ""
    return (
        f'#EXT-X-DATERANGE:ID="title-{int(title.at.timestamp() * 1000)}",CLASS="title",'
        f'START-DATE="{_iso(title.at)}",END-ON-NEXT=YES,X-TITLE={_quoted(title.title)}{artist}'
    )


def read_title(data: bytes) -> Title | None:
    """The title in ``nowplaying.json``; None when it names none or is not what was agreed on."""
    try:
        said: Any = json.loads(data)
        at = datetime.fromisoformat(said["at"])
        title, artist = said["title"], said.get("artist") or ""
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if not (isinstance(title, str) and isinstance(artist, str) and title.strip()) or at.tzinfo is None:
        return None
    return Title(_clean(title), _clean(artist), at.astimezone(UTC))


class Marks:
    """Follows the plan and the titles; keeps the lines of the live playlist, of each hour, and what a radio shows."""

    def __init__(self, live: Path, told: Path) -> None:
        self._live, self._told = live, told
        self._told_seen: tuple[int, int] | None = None
        self._told_title: Title | None = None
        self._source_title: Title | None = None
        self._shown: list[tuple[datetime, str]] = []
        self._kept: set[tuple[str, str]] = set()
        self._said = ""

    def look(self, now: datetime, *, plan: Plan, source_title: str) -> None:
        """Bring everything up to ``now``; ``source_title`` is what the source on the air says. Raises OSError."""
        self._read_told()
        source_title = _clean(source_title)
        if source_title != (self._source_title.title if self._source_title else ""):
            self._source_title = Title(source_title, "", now) if source_title else None
        title = self._told_title or self._source_title
        program = next((one for one in plan.programs if one.starts <= now < one.ends), None)
        lines = [program_line(program)] if program else []
        lines += [title_line(title)] if title else []
        self._shown = [(until, old) for until, old in self._shown if old not in lines and until > now]
        self._shown += [(now + _SHOWN, line) for line in lines]
        del self._shown[:-_MOST_SHOWN]
        self._keep(now, lines)
        self._say(plan.name, title.line if title else program.title if program else "")

    @property
    def lines(self) -> list[str]:
        """What the live playlist tells."""
        return [line for _, line in self._shown]

    def _read_told(self) -> None:
        try:
            found = self._told.stat()
            seen = (found.st_mtime_ns, found.st_ino)
            if seen != self._told_seen:
                self._told_title = read_title(self._told.read_bytes()[:_MOST_BYTES])
                self._told_seen = seen
        except OSError:
            self._told_title = self._told_seen = None

    def _keep(self, now: datetime, lines: list[str]) -> None:
        hour = f"{now:%Y%m%d%H}"
        new = [line for line in lines if (hour, line) not in self._kept]
        if not new:
            return
        path = self._live / "marks" / f"{hour}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in new)
        self._kept = {(at, line) for at, line in self._kept if at == hour} | {(hour, line) for line in new}

    def _say(self, name: str, line: str) -> None:
        said = json.dumps({"name": name, "title": line}, ensure_ascii=False)
        if said != self._said:
            write_whole(self._live / "onair.json", said.encode())
            self._said = said


def _clean(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:_LONGEST]


def _quoted(text: str) -> str:
    return '"' + _clean(text).replace('"', "\N{RIGHT DOUBLE QUOTATION MARK}") + '"'


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
