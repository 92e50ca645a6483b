"""When a fault becomes an alarm and when it is over: one alarm a fault, one all-clear, and none for a flap."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Final

AHEAD: Final = timedelta(seconds=5)
MOST_ATTEMPTS: Final = 12


class Turn(Enum):
    """What a look at a fault changes."""

    NOTHING = "nothing"
    FORGET = "forget"
    RAISE = "raise"
    CLEAR = "clear"


@dataclass(frozen=True)
class Fault:
    """A fault that is going on: since when, when it was raised, and since when it looks well again."""

    began: datetime
    raised_at: datetime | None = None
    well_since: datetime | None = None


@dataclass(frozen=True)
class Limits:
    """Thresholds of one service, as its engineer set them."""

    silence_after: timedelta = timedelta(seconds=30)
    fallback_after: timedelta = timedelta(seconds=20)
    stale_after: timedelta = timedelta(seconds=25)
    all_clear_after: timedelta = timedelta(seconds=60)
    disk_below: int = 2_000_000_000
    wants_legal_id: bool = False


@dataclass(frozen=True)
class Seen:
    """What one look at a service found.

    `since` is when what is on the air was taken; `silence` for how long nothing could be heard; bytes are of the disk.
    """

    newest_sound: datetime | None
    on_fallback: bool
    silence: timedelta
    free_bytes: int | None
    since: datetime | None = None
    trouble: str = ""
    clock_offset: timedelta | None = None
    last_legal_id: datetime | None = None
    watched_since: datetime | None = None


@dataclass(frozen=True)
class Wrong:
    """A fault that is there now: since when as far as can be told, what is known of it, how long it may last."""

    since: datetime
    detail: str
    after: timedelta


def faults(seen: Seen, limits: Limits, *, at: datetime) -> dict[str, Wrong]:
    """What is wrong now, by the name of the fault. A dead engine says nothing, so its last words count for nothing."""
    found: dict[str, Wrong] = {}
    newest = seen.newest_sound
    if newest is not None and newest - at > AHEAD:
        found["clock"] = Wrong(
            at, f"The newest sound is dated {newest:%Y-%m-%d %H:%M:%S} UTC, which is still to come.", timedelta(0)
        )
    elif newest is None or at - newest > limits.stale_after:
        words = f"The newest segment is from {newest:%H:%M:%S} UTC." if newest else "No segment was ever made."
        found["stale"] = Wrong(newest or at, words, limits.stale_after)
    else:
        if seen.on_fallback:
            found["fallback"] = Wrong(seen.since or at, seen.trouble or "No source gives sound.", limits.fallback_after)
        if seen.silence >= min(limits.silence_after, timedelta(seconds=5)):
            found["silence"] = Wrong(
                at - seen.silence, seen.trouble or "What is on the air cannot be heard.", limits.silence_after
            )
    if seen.clock_offset is not None and abs(seen.clock_offset) > timedelta(seconds=0.5) and "clock" not in found:
        found["clock"] = Wrong(
            at, f"The clock is off by {seen.clock_offset.total_seconds():+.1f} s.", timedelta(seconds=30)
        )
    if seen.free_bytes is not None and seen.free_bytes < limits.disk_below:
        found["disk"] = Wrong(at, f"{seen.free_bytes / 1e9:.1f} GB are free.", timedelta(0))
    if limits.wants_legal_id:
        last = max((one for one in (seen.last_legal_id, seen.watched_since) if one), default=at)
        if at - last > timedelta(minutes=65):  # hourly, as close to the hour as a natural break allows
            words = f"The last aired at {last:%H:%M} UTC." if seen.last_legal_id else "None has aired yet."
            found["legal id"] = Wrong(last + timedelta(hours=1), words, timedelta(0))
    return found


def look(
    fault: Fault | None, wrong: Wrong | None, *, at: datetime, all_clear_after: timedelta
) -> tuple[Fault | None, Turn]:
    """The fault after this look, and what is to be done. What flaps stays one fault until it was well for long."""
    if wrong is not None:
        now = replace(fault, well_since=None) if fault else Fault(min(wrong.since, at))
        if now.raised_at is None and at - now.began >= wrong.after:
            return replace(now, raised_at=at), Turn.RAISE
        return now, Turn.NOTHING
    if fault is None:
        return None, Turn.NOTHING
    well_since = min(fault.well_since or at, at)
    if fault.raised_at is None:
        # Never told to anybody. It must stay well for a moment all the same, so that what flutters adds up.
        if at - well_since >= min(all_clear_after, timedelta(seconds=10)):
            return None, Turn.FORGET
        return replace(fault, well_since=well_since), Turn.NOTHING
    if at - well_since >= all_clear_after:
        return replace(fault, well_since=well_since), Turn.CLEAR
    return replace(fault, well_since=well_since), Turn.NOTHING


# ------------------------------------------------------------------ words
_DO: Final[Mapping[str, str]] = {
    "stale": "Look at the lines of `air` where the station is served, and run `groundwave doctor`. "
    "A full disk or a stopped engine are the usual reasons.",
    "silence": "Listen, and look at the studio's feed. The control room can take another source.",
    "fallback": "Look at the sources in the control room: the encoder in the studio, its line, the address.",
    "disk": "Free some space, or keep fewer hours of the archive. The oldest hours are dropped first.",
    "clock": "Check the clock and its time service (`timedatectl set-ntp true`).",
    "legal id": "Read one out at the next natural break, and look at Legal IDs in the admin.",
}


def letter(
    *,
    service: str,
    fault: str,
    name: str,
    detail: str,
    began: datetime,
    ended: datetime | None,
    machine: str,
    address: str,
    local: str,
) -> tuple[str, str]:
    """Subject and text of a mail: what happened, to which service, since when, what to do.

    `local` is `began` on the service's own clock.
    """
    if ended is not None:
        subject = f"All clear: {service}: {name[0].lower()}{name[1:]}"
        first = f"It is over: {name[0].lower()}{name[1:]}, on {service}."
        when = f"From {local} ({_utc(began)}) for {lasting(ended - began)}."
        rest = ["Nothing needs to be done."]
    else:
        subject = f"Alarm: {service}: {name[0].lower()}{name[1:]}"
        first = f"{name}, on {service}. {detail}".strip()
        when = f"Since {local} ({_utc(began)})."
        rest = [f"What to do: {_DO.get(fault, 'Run `groundwave doctor`.')}"]
    lines = [first, when, "", *rest, "", f"Control room: {address}", f"Seen by: {machine}"]
    return " ".join(subject.split())[:150], "\n".join(lines) + "\n"


def payload(
    *, service: str, fault: str, what: str, detail: str, began: datetime, ended: datetime | None, outage: int
) -> bytes:
    """What a webhook is sent. `what` is "alarm" or "all clear"; `outage` is the same for both."""
    said = {
        "service": service,
        "fault": fault,
        "what": what,
        "detail": detail,
        "began": _iso(began),
        "ended": _iso(ended) if ended else None,
        "outage": outage,
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True).encode()


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """HMAC-SHA256 of the time, a full stop and the body: an old message sent again has an old time."""
    return hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()


def next_try(attempts: int, *, at: datetime) -> datetime | None:
    """When to send again after so many failures; None when it is given up, some hours later."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return at + timedelta(seconds=min(1_800, 15 * 2 ** max(0, attempts - 1)))


def lasting(length: timedelta) -> str:
    """A length for a person: "40 s", "5 min", "2 h 3 min"."""
    seconds = max(0, round(length.total_seconds()))
    if seconds < 120:
        return f"{seconds} s"
    minutes = seconds // 60
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min" if minutes < 2_880 else f"{minutes // 1_440} days"


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
