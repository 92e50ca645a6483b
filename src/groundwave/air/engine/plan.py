"""plan.json: what the Django side wants of the engine. Hostile until parsed."""

import json
import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from groundwave.air.engine.mounts.settings import MOUNT_NAME, SOCKET
from groundwave.air.engine.timeline import RATE

SERVICE_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}\Z")
MOST_BYTES: Final = 1_000_000
MOST_SOURCES: Final = 16
MOST_PROGRAMS: Final = 2_000
MOST_RENDITIONS: Final = 5
DEFAULT_RENDITIONS: Final = (48_000, 96_000, 160_000)
DEFAULT_RETENTION_HOURS: Final = 6.0
DEFAULT_SILENCE_SECONDS: Final = 10.0
DEFAULT_SILENCE_DBFS: Final = -55.0
"""RMS of a tenth of a second."""
DEFAULT_RETURN_SECONDS: Final = 3.0
DEFAULT_DISK_FLOOR_MB: Final = 500.0
MOST_IDENTS: Final = 400

SourceKind = Literal["http", "srt", "rtp", "file", "mount"]


class UnableToReadPlan(Exception):
    """The plan is not one; the message names the field and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """One source of sound: an address of a stream, an absolute path of a file, folder or playlist, or a mount's name.

    ``door`` is the socket at which a mount is heard.
    """

    url: str
    kind: SourceKind
    door: Path | None = None

    @property
    def label(self) -> str:
        """The source as a person may see it: without the user name and password of an address."""
        if self.kind == "file":
            return self.url
        if self.kind == "mount":
            return f"mount {self.url}"
        parts = urlsplit(self.url)
        query = "" if self.kind == "srt" else parts.query  # where its passphrase stands
        return parts._replace(netloc=parts.netloc.rpartition("@")[2], query=query).geturl()


@dataclass(frozen=True, slots=True)
class Program:
    """A program of the schedule; half-open, UTC."""

    id: int
    title: str
    host: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Ident:
    """A station identification: the index at which it begins, its sound, and what is said in it."""

    at: int
    file: Path
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan that may be followed. ``renditions`` in bits a second, ``loudness`` in LUFS (None: as it comes)."""

    service: str
    name: str
    sources: tuple[SourceSpec, ...] = ()
    fallback: SourceSpec | None = None
    renditions: tuple[int, ...] = DEFAULT_RENDITIONS
    retention_hours: float = DEFAULT_RETENTION_HOURS
    silence_seconds: float = DEFAULT_SILENCE_SECONDS
    silence_dbfs: float = DEFAULT_SILENCE_DBFS
    return_seconds: float = DEFAULT_RETURN_SECONDS
    disk_floor_mb: float = DEFAULT_DISK_FLOOR_MB
    loudness: float | None = None
    held: int | None = None
    idents: tuple[Ident, ...] = ()
    programs: tuple[Program, ...] = ()
    keep_from: datetime | None = None


def parse_plan(data: bytes, *, service: str, home: Path) -> Plan:
    """The plan in ``data``. Relative paths are taken from ``home``. Keys that are not known are passed over.

    Raises UnableToReadPlan, naming the field.
    """
    if len(data) > MOST_BYTES:
        raise UnableToReadPlan(f"it is larger than {MOST_BYTES} bytes")
    try:
        root = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UnableToReadPlan(f"it is not JSON: {error}") from None
    if not isinstance(root, dict):
        raise UnableToReadPlan("it is not a JSON object")
    if root.get("version") != 1 or isinstance(root.get("version"), bool):
        raise UnableToReadPlan(f"version: 1 was expected, not {root.get('version')!r:.40}")
    if (named := _text(root, "service", "service", 63)) != service:
        raise UnableToReadPlan(f"service: {named!r} is not this service, {service!r}")
    fallback = root.get("fallback")
    return Plan(
        service=service,
        name=_text(root, "name", "name", 200) if "name" in root else service,
        sources=tuple(
            _source(item, f"sources[{at}]", home) for at, item in enumerate(_list(root, "sources", MOST_SOURCES))
        ),
        fallback=None if fallback is None else _file(fallback, "fallback", home),
        renditions=_renditions(root),
        retention_hours=_number(root, "retention_hours", DEFAULT_RETENTION_HOURS, 1, 24 * 400),
        silence_seconds=_number(root, "silence_seconds", DEFAULT_SILENCE_SECONDS, 1, 3_600),
        silence_dbfs=_number(root, "silence_dbfs", DEFAULT_SILENCE_DBFS, -90, -20),
        return_seconds=_number(root, "return_seconds", DEFAULT_RETURN_SECONDS, 0, 3_600),
        disk_floor_mb=_number(root, "disk_floor_mb", DEFAULT_DISK_FLOOR_MB, 0, 1_000_000_000),
        held=None if root.get("held") is None else int(_number(root, "held", 0, 0, MOST_SOURCES - 1)),
        idents=tuple(_ident(item, f"ids[{at}]", home) for at, item in enumerate(_list(root, "ids", MOST_IDENTS))),
        keep_from=None if root.get("keep_from") is None else _instant(root, "keep_from", "plan"),
        loudness=None if root.get("loudness") is None else _number(root, "loudness", 0, -40, -8),
        programs=tuple(
            _program(item, f"programs[{at}]") for at, item in enumerate(_list(root, "programs", MOST_PROGRAMS))
        ),
    )


def _list(root: dict[str, Any], key: str, most: int) -> list[Any]:
    found = root.get(key, [])
    if not isinstance(found, list):
        raise UnableToReadPlan(f"{key}: a list was expected")
    if len(found) > most:
        raise UnableToReadPlan(f"{key}: {len(found)} entries; {most} are the most")
    return found


def _clean(found: Any, field: str, most: int) -> str:
    if not isinstance(found, str) or not found.strip():
        raise UnableToReadPlan(f"{field}: text was expected")
    if len(found) > most:
        raise UnableToReadPlan(f"{field}: longer than {most} characters")
    if any(ord(letter) < 32 or ord(letter) == 127 for letter in found):
        raise UnableToReadPlan(f"{field}: holds a control character")
    return found


def _text(root: dict[str, Any], key: str, field: str, most: int) -> str:
    return _clean(root.get(key), field, most)


def _number(root: dict[str, Any], key: str, default: float, low: float, high: float) -> float:
    found = root.get(key, default)
    if isinstance(found, bool) or not isinstance(found, int | float) or not math.isfinite(found):
        raise UnableToReadPlan(f"{key}: a number was expected, not {found!r:.40}")
    if not low <= found <= high:
        raise UnableToReadPlan(f"{key}: {found!r:.40} is not between {low:g} and {high:g}")
    return found


def _renditions(root: dict[str, Any]) -> tuple[int, ...]:
    """``bitrate`` is how a plan of before renditions says the one that it wants."""
    if "renditions" not in root:
        return (int(_number(root, "bitrate", 0, 32_000, 256_000)),) if "bitrate" in root else DEFAULT_RENDITIONS
    listed = _list(root, "renditions", MOST_RENDITIONS)
    rates = [int(_number({"renditions": rate}, "renditions", 0, 32_000, 256_000)) for rate in listed]
    if not rates or len({rate // 1_000 for rate in rates}) < len(rates):
        raise UnableToReadPlan("renditions: one or more different rates were expected")
    return tuple(rates)


def _file(found: Any, field: str, home: Path) -> SourceSpec:
    return SourceSpec(str(home / _clean(found, field, 4_096)), "file")


def _source(item: Any, field: str, home: Path) -> SourceSpec:
    if not isinstance(item, dict):
        raise UnableToReadPlan(f'{field}: an object with "url" and "kind" was expected')
    kind = item.get("kind")
    if kind == "file":
        return _file(item.get("url"), f"{field}.url", home)
    if kind == "mount":
        name = _text(item, "url", f"{field}.url", 64)
        if not MOUNT_NAME.match(name):
            raise UnableToReadPlan(f"{field}.url: {name!r:.40} is no name of a mount")
        return SourceSpec(name, "mount", home / SOCKET)
    if kind not in ("http", "srt", "rtp"):
        raise UnableToReadPlan(f'{field}.kind: "http", "srt", "rtp", "file" or "mount" was expected, not {kind!r:.40}')
    url = _text(item, "url", f"{field}.url", 2_048)
    schemes = ("http", "https") if kind == "http" else (kind,)
    try:
        parts = urlsplit(url)
        usable = parts.scheme in schemes and (bool(parts.hostname) or kind == "srt") and parts.port != 0
    except ValueError:
        usable = False
    if not usable or not url.isascii() or " " in url:
        raise UnableToReadPlan(f"{field}.url: not an {' or '.join(schemes)} address")
    return SourceSpec(url, kind)


def _program(item: Any, field: str) -> Program:
    if not isinstance(item, dict):
        raise UnableToReadPlan(f"{field}: an object was expected")
    number = item.get("id")
    if isinstance(number, bool) or not isinstance(number, int):
        raise UnableToReadPlan(f"{field}.id: a whole number was expected")
    host = item.get("host") or ""
    starts, ends = _instant(item, "starts", field), _instant(item, "ends", field)
    if ends <= starts:
        raise UnableToReadPlan(f"{field}.ends: it ends before it starts")
    return Program(
        id=number,
        title=_text(item, "title", f"{field}.title", 500),
        host=_clean(host, f"{field}.host", 500) if host else "",
        starts=starts,
        ends=ends,
    )


def _ident(item: Any, field: str, home: Path) -> Ident:
    if not isinstance(item, dict):
        raise UnableToReadPlan(f"{field}: an object was expected")
    at = _instant(item, "at", field)
    return Ident(
        at=round(at.timestamp()) * RATE,
        file=Path(_file(item.get("file"), f"{field}.file", home).url),
        text=_text(item, "text", f"{field}.text", 500),
    )


def _instant(item: dict[str, Any], key: str, field: str) -> datetime:
    try:
        found = datetime.fromisoformat(_text(item, key, f"{field}.{key}", 40))
    except ValueError:
        raise UnableToReadPlan(f"{field}.{key}: not a date and time") from None
    if found.tzinfo is None:
        raise UnableToReadPlan(f"{field}.{key}: has no time zone")
    try:
        return found.astimezone(UTC)
    except OverflowError:
        raise UnableToReadPlan(f"{field}.{key}: out of range") from None
