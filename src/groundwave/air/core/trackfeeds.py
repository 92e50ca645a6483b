"""What automation and playlist services send, read: our own shape, Composer's and Spinitron's. Hostile until parsed."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, Final

from groundwave.air.core.tracks import LONGEST, Play, clean

MOST_BYTES: Final = 512 * 1024
MOST_PUSHED: Final = 16 * 1024
_MOST_PLAYS: Final = 200
_PAST: Final = timedelta(days=2)
_AHEAD: Final = timedelta(hours=1)
_TEXTS: Final = ("title", "artist", "album", "label", "composer", "host", "id", "starts", "ends")


class UnableToReadTracks(ValueError):
    """The document is none of the known shapes; the message names the field and what is wrong with it."""


@dataclass(frozen=True)
class Withdrawn:
    """That the play of this number is taken back: it was told by mistake."""

    uid: str


def read_pushed(body: bytes, *, at: datetime, zone: tzinfo) -> Play | Withdrawn | None:
    """What was sent to our address: our own shape, or one of the others, of which the latest play counts.

    None when it says that nothing is playing (`{"clear": true}`); with the `id` of a play that one is taken back.
    Raises UnableToReadTracks.
    """
    if len(body) > MOST_PUSHED:
        raise UnableToReadTracks(f"The document is larger than {MOST_PUSHED:,} bytes.")
    said = _object(body)
    if said.get("clear") is True:
        return Withdrawn(uid) if (uid := _uid(said.get("id"))) else None
    if "title" in said:
        return _own(said, at, _Wall(zone, at))
    plays = _known(said, at, _Wall(zone, at))
    if plays is None:
        raise UnableToReadTracks("title: the name of what is playing is missing. Send at least {“title”: “…”}.")
    return plays[-1] if plays else None


def read_polled(body: bytes, *, at: datetime, zone: tzinfo) -> list[Play]:
    """The plays of a document that was asked for, oldest first; an empty list when it has none.

    Raises UnableToReadTracks.
    """
    if len(body) > MOST_BYTES:
        raise UnableToReadTracks(f"The document is larger than {MOST_BYTES:,} bytes.")
    said = _object(body)
    if isinstance(said.get("title"), str):
        return [_own(said, at, _Wall(zone, at))]
    plays = _known(said, at, _Wall(zone, at))
    if plays is None:
        raise UnableToReadTracks(
            "The document is neither Composer's (onNow, onToday, playlist, tracklist), nor Spinitron's (items), "
            "nor one with a title."
        )
    return plays


@dataclass(frozen=True)
class _Wall:
    """The clock on the service's wall, for times that come without a zone."""

    zone: tzinfo
    at: datetime

    def instant(self, shown: datetime) -> datetime:
        """In the hour that comes twice in autumn it is the second, unless that is still to come."""
        first, second = (shown.replace(tzinfo=self.zone, fold=fold).astimezone(UTC) for fold in (0, 1))
        return second if first < second <= self.at + _AHEAD / 60 else first


def _object(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise UnableToReadTracks("The document is not JSON.") from None
    if not isinstance(said, dict):
        raise UnableToReadTracks("The document is not a JSON object.")
    return said


def _own(said: Mapping[str, Any], at: datetime, wall: _Wall) -> Play:
    for field in _TEXTS:
        if said.get(field) is not None and not isinstance(said[field], str):
            raise UnableToReadTracks(f"{field}: text was expected.")
    title = clean(said["title"])
    if not title:
        raise UnableToReadTracks("title: it is empty. To say that nothing is playing, send {“clear”: true}.")
    starts = _moment(said.get("starts"), wall)
    if said.get("starts") and (starts is None or not at - _PAST < starts < at + _AHEAD):
        raise UnableToReadTracks("starts: not a date and time near to now, as 2026-11-24T19:30:00Z.")
    seconds = _length(said.get("seconds"))
    if said.get("seconds") is not None and seconds is None:
        raise UnableToReadTracks("seconds: a length in seconds was expected, more than 0 and less than a day.")
    ends = _moment(said.get("ends"), wall)
    if said.get("ends") and (ends is None or ends <= (starts or at)):
        raise UnableToReadTracks("ends: not a date and time after the start.")
    if ends is None and seconds is not None:
        ends = (starts or at) + min(seconds, LONGEST)
    return Play(
        title=title,
        artist=clean(said.get("artist")),
        album=clean(said.get("album")),
        label=clean(said.get("label")),
        composer=clean(said.get("composer")),
        host=clean(said.get("host")),
        at=starts,
        ends=ends,
        uid=clean(said.get("id"), 80),
    )


def _known(said: Mapping[str, Any], at: datetime, wall: _Wall) -> list[Play] | None:
    """The plays of the shapes of others, oldest first; None when it is none of them."""
    if isinstance(said.get("items"), list):
        return _in_order(_spinitron(said["items"], wall), at)
    if "song" in said or "trackName" in said:
        one = _composer_track(said, None, wall) if "trackName" in said else _spin(said, wall)
        return _in_order([one] if one else [], at)
    if any(key in said for key in ("onNow", "onToday", "playlist", "tracklist")):
        return _in_order(_composer(said, at, wall), at)
    return None


def _in_order(plays: Iterable[Play], at: datetime) -> list[Play]:
    """By their times, without those of another day, the newest of them. Of what has no time only the last is known to
    be now: a list repeats the others for hours."""
    found = deque((play for play in plays if not play.at or at - _PAST < play.at < at + _AHEAD), _MOST_PLAYS)
    timed = sorted((play for play in found if play.at), key=lambda play: play.at or at)
    return [*timed, *(play for play in [*found][-1:] if not play.at)]


# ------------------------------------------------------------------ Spinitron
def _spinitron(items: Sequence[Any], wall: _Wall) -> Iterator[Play]:
    """The newest stands first."""
    for item in reversed(items[:_MOST_PLAYS]):
        play = _spin(item, wall) if isinstance(item, dict) else None
        if play:
            yield play


def _spin(item: Mapping[str, Any], wall: _Wall) -> Play | None:
    title = clean(item.get("song"))
    if not title:
        return None
    starts, ends = _moment(item.get("start"), wall), _moment(item.get("end"), wall)
    length = _length(item.get("duration"))
    if ends is None and starts and length:
        ends = starts + length
    return Play(
        title=title,
        artist=clean(item.get("artist")),
        album=clean(item.get("release")),
        label=clean(item.get("label")),
        composer=clean(item.get("composer")),
        at=starts,
        ends=ends if starts is None or ends is None or ends > starts else None,
        uid=_uid(item.get("id")),
    )


# ------------------------------------------------------------------ Composer
def _composer(said: Mapping[str, Any], at: datetime, wall: _Wall) -> Iterator[Play]:
    on_now = said.get("onNow")
    if isinstance(on_now, dict):
        yield from _tracks(on_now.get("playlist") or on_now.get("song"), None, wall)
    today = at.astimezone(wall.zone).date()
    for program in _dicts(said.get("onToday")):
        yield from _tracks(program.get("playlist"), today, wall)
    for program in _dicts(said.get("playlist")):
        if "trackName" in program:
            yield from _tracks([program], None, wall)
        else:
            yield from _tracks(program.get("playlist"), None, wall)
    tracklist = said.get("tracklist")
    if isinstance(tracklist, dict):
        # The newest stands first.
        for result in reversed(list(_dicts(tracklist.get("results")))):
            song = result.get("song")
            yield from _tracks(song if isinstance(song, dict) else result, None, wall)


def _tracks(found: Any, day: date | None, wall: _Wall) -> Iterator[Play]:
    for item in _dicts(found if isinstance(found, list) else [found]):
        play = _composer_track(item, day, wall)
        if play:
            yield play


def _composer_track(item: Mapping[str, Any], day: date | None, wall: _Wall) -> Play | None:
    title = clean(item.get("trackName"))
    if not title:
        return None
    starts = _moment(item.get("start_utc") or item.get("_start_time") or item.get("start_time"), wall, day)
    length = _length(item.get("_duration"), unit=timedelta(milliseconds=1))
    return Play(
        title=title,
        artist=clean(item.get("artistName")),
        album=clean(item.get("collectionName")),
        label=clean(item.get("copyright") or item.get("label")),
        composer=clean(item.get("composerName")),
        at=starts,
        ends=starts + length if starts and length else None,
        uid=_uid(item.get("_id") or item.get("id")),
    )


def _dicts(found: Any) -> Iterator[dict[str, Any]]:
    for item in found[:_MOST_PLAYS] if isinstance(found, list) else ():
        if isinstance(item, dict):
            yield item


def _uid(said: Any) -> str:
    return str(said)[:80] if isinstance(said, int) and not isinstance(said, bool) else clean(said, 80)


def _moment(said: Any, wall: _Wall, day: date | None = None) -> datetime | None:
    """ISO 8601 (without a zone: the service's), a JavaScript date, or a time of the wall of `day`."""
    if not isinstance(said, str) or len(said) > 100:
        return None
    text = said.strip()
    found: datetime | None = None
    for read in (_iso, _javascript, _american):
        found = found or read(text)
    if found is None and day is not None:
        try:
            found = datetime.combine(day, time.fromisoformat(text))
        except ValueError:
            return None
    if found is None:
        return None
    try:
        return found.astimezone(UTC) if found.tzinfo else wall.instant(found)
    except OverflowError:
        return None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if len(text) > 10 else None
    except ValueError:
        return None


def _javascript(text: str) -> datetime | None:
    """As Date.toString() writes it: “Mon Nov 23 2026 15:00:00 GMT+0000 (UTC)”."""
    try:
        return datetime.strptime(text.partition(" (")[0], "%a %b %d %Y %H:%M:%S GMT%z")
    except ValueError:
        return None


def _american(text: str) -> datetime | None:
    """“11-23-2026 15:00:00”, on the service's clock."""
    try:
        return datetime.strptime(f"{text} +0000", "%m-%d-%Y %H:%M:%S %z").replace(tzinfo=None)
    except ValueError:
        return None


def _length(said: Any, *, unit: timedelta = timedelta(seconds=1)) -> timedelta | None:
    """A length of more than nothing and less than a day, or None."""
    if isinstance(said, bool) or not isinstance(said, int | float) or not 0 < said < timedelta(days=1) / unit:
        return None
    return unit * said


def wait_after(failures: int, every: timedelta) -> timedelta:
    """Until the next question: as set while all is well, then ever longer, up to half an hour."""
    return min(every * 2 ** min(failures, 12), max(timedelta(minutes=30), every))
