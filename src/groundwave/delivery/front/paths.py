"""What a request's path means. Pure: no disk is touched; what is not plainly allowed is Nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")
_SERVICE = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_PLAYLIST = re.compile(r"[a-z0-9][a-z0-9-]{0,62}\.m3u8")
_HOUR = re.compile(r"[0-9]{10}")
_SEGMENT = re.compile(r"[0-9]{1,15}\.m4s")
_RENDITION = re.compile(r"[1-9][0-9]{1,3}")
_OUTLINE = re.compile(r"[0-9]{10}\.u8")
_MINUTE = re.compile(r"[0-9]{8}T[0-9]{4}00Z")
_STREAMS: dict[str, Literal["mp3", "aac"]] = {"stream.mp3": "mp3", "stream.aac": "aac"}
# Originals and whatever else lies in media/ stay private: only these folders are for readers.
_PUBLIC_MEDIA = frozenset({"images", "documents", "audio"})
_LONGEST = 1024
_EPISODE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}(?:-[1-9][0-9]?)?)\.(m4a|mp3|vtt|srt|txt|json)")


@dataclass(frozen=True)
class StaticFile:
    parts: tuple[str, ...]


@dataclass(frozen=True)
class MediaFile:
    parts: tuple[str, ...]


@dataclass(frozen=True)
class LiveFile:
    service: str
    parts: tuple[str, ...]
    kind: Literal["playlist", "init", "segment", "outline"]


@dataclass(frozen=True)
class Rewound:
    """A playlist of a service's past, whole minutes of UTC (`20261123T182400Z`); `until` None: up to now. Of one
    rendition, or the list of renditions.
    """

    service: str
    rendition: str | None
    since: str
    until: str | None


@dataclass(frozen=True)
class Window:
    """/live/{service}/window.json: what can be rewound."""

    service: str


@dataclass(frozen=True)
class Stream:
    service: str
    kind: Literal["mp3", "aac"]


@dataclass(frozen=True)
class EpisodeFile:
    """/programs/{program}/{name}.{ending}: sound that readers may have as long as its ticket says so."""

    program: str
    name: str
    ending: str


@dataclass(frozen=True)
class Tuning:
    """listen.m3u and listen.pls: where the streams are, for radios and speakers."""

    service: str
    kind: Literal["m3u", "pls"]


@dataclass(frozen=True)
class Health:
    """/healthz: is the front up, and how old is each service's newest segment."""


@dataclass(frozen=True)
class Readiness:
    """/readyz: does the website answer too."""


@dataclass(frozen=True)
class Happenings:
    """/api/v1/events: what is on has changed."""


@dataclass(frozen=True)
class Website:
    """Everything that the Django side answers."""


@dataclass(frozen=True)
class Nowhere:
    """404, without asking anyone."""


OfTheAir = LiveFile | Rewound | Window | Stream | Tuning
Place = StaticFile | MediaFile | EpisodeFile | OfTheAir | Happenings | Health | Readiness | Website | Nowhere


def place(path: str) -> Place:
    """The place that a percent-decoded path names. Tricks (`..`, NUL, backslash, `//`) are Nowhere for every place."""
    if not path.startswith("/") or "//" in path or len(path) > _LONGEST or _CONTROL.search(path):
        return Nowhere()
    parts = tuple(path[1:].split("/"))
    if "." in parts or ".." in parts:
        return Nowhere()
    match parts:
        case ("healthz",):
            return Health()
        case ("readyz",):
            return Readiness()
        case ("api", "v1", "events"):
            return Happenings()
        case ("static", *rest):
            return StaticFile(tuple(rest)) if rest and _plain(rest) else Nowhere()
        case ("media", folder, *rest):
            allowed = folder in _PUBLIC_MEDIA and rest and _plain(rest)
            return MediaFile((folder, *rest)) if allowed else Nowhere()
        case ("media",):
            return Nowhere()
        case ("live", service, *rest):
            return _live(service, rest) if _SERVICE.fullmatch(service) else Nowhere()
        case ("live",):
            return Nowhere()
        case ("programs", program, name) if _SERVICE.fullmatch(program) and (episode := _EPISODE.fullmatch(name)):
            return EpisodeFile(program, episode[1], episode[2])
        case _:
            return Website()


def _plain(parts: list[str]) -> bool:
    """Names that a file of ours can have: not empty, not hidden, not longer than a file system takes."""
    return all(part and not part.startswith(".") and len(part.encode(errors="surrogatepass")) <= 255 for part in parts)


def _live(service: str, rest: list[str]) -> Place:
    match rest:
        case [name] if name in _STREAMS:
            return Stream(service, _STREAMS[name])
        case ["listen.m3u"]:
            return Tuning(service, "m3u")
        case ["listen.pls"]:
            return Tuning(service, "pls")
        case ["window.json"]:
            return Window(service)
        case ["peaks", name] if _OUTLINE.fullmatch(name):
            return LiveFile(service, ("peaks", name), "outline")
        case ["range", since, name]:
            return _rewound(service, None, since, name)
        case [rendition, "range", since, name] if _RENDITION.fullmatch(rendition):
            return _rewound(service, rendition, since, name)
        case [rendition, *file] if _RENDITION.fullmatch(rendition):
            return _of_rendition(service, (rendition,), file)
        case _:
            return _of_rendition(service, (), rest)


def _of_rendition(service: str, folder: tuple[str, ...], rest: list[str]) -> Place:
    """A file of a rendition's folder; a station of before renditions has them right in the service's."""
    match rest:
        case [name] if _PLAYLIST.fullmatch(name):
            return LiveFile(service, (*folder, name), "playlist")
        case ["init.mp4"]:
            return LiveFile(service, (*folder, "init.mp4"), "init")
        case ["seg", hour, name] if _HOUR.fullmatch(hour) and _SEGMENT.fullmatch(name):
            return LiveFile(service, (*folder, "seg", hour, name), "segment")
        case _:
            return Nowhere()


def _rewound(service: str, rendition: str | None, since: str, name: str) -> Place:
    until = name.removesuffix(".m3u8")
    if until == name or not _MINUTE.fullmatch(since) or not (until == "now" or _MINUTE.fullmatch(until)):
        return Nowhere()
    return Rewound(service, rendition, since, None if until == "now" else until)
