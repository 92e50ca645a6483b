"""What people and machines are told of an alarm, and when it is tried again."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

MOST_ATTEMPTS: Final = 12
LONGEST_WAIT: Final = timedelta(minutes=30)

_DO: Final[Mapping[str, str]] = {
    "stale": "Look at the lines of `air` where the station is served, and run `groundwave doctor`. "
    "A full disk or a stopped engine are the usual reasons.",
    "silence": "Listen, and look at the studio's feed. The control room can take another source.",
    "fallback": "Look at the sources in the control room: the encoder in the studio, its line, the address.",
    "source": "Look at that source: the encoder in the studio, its line, its address. "
    "Listeners hear the next one meanwhile.",
    "disk": "Free some space, or keep fewer hours of the archive. The oldest hours are dropped first.",
    "clock": "Check the clock and its time service (`timedatectl set-ntp true`).",
    "legal id": "Read one out at the next natural break, and look at Legal IDs in the admin.",
}


OF_THE_MACHINE: Final = frozenset({"disk", "clock"})
"""Faults that all services of a machine share: people are told once, and not once for each service."""


def to_do(fault: str) -> str:
    """What whoever is called does next."""
    return _DO.get(fault, "Run `groundwave doctor`.")


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
    times: int = 1,
) -> tuple[str, str]:
    """Subject and text of a mail: what happened, to which service, since when, what to do.

    `local` is `began` on the service's own clock; `times` how often it happened within two hours, this time included.
    """
    if ended is not None:
        subject = f"All clear: {service}: {name[0].lower()}{name[1:]}"
        first = f"It is over: {name[0].lower()}{name[1:]}, on {service}."
        when = f"From {local} ({_utc(began)}) for {lasting(ended - began)}."
        rest = [f"It comes and goes. {to_do(fault)}" if times > 1 else "Nothing needs to be done."]
    else:
        subject = f"Alarm: {service}: {name[0].lower()}{name[1:]}"
        first = f"{name}, on {service}. {detail}".strip()
        when = f"Since {local} ({_utc(began)})."
        rest = [f"What to do: {to_do(fault)}"]
    if times > 1:
        when += f" It happened {times} times within two hours, so it is called over only after a longer calm."
    lines = [first, when, "", *rest, "", f"Control room: {address}", f"Seen by: {machine}"]
    return " ".join(subject.split())[:150], "\n".join(lines) + "\n"


def payload(
    *,
    service: str,
    fault: str,
    what: str,
    detail: str,
    began: datetime,
    ended: datetime | None,
    outage: int,
    text: str,
    machine: str,
) -> bytes:
    """What a webhook is sent. `what` is "alarm" or "all clear"; `outage` is the same for both; `text` is for people."""
    said = {
        "service": service,
        "fault": fault,
        "what": what,
        "detail": detail,
        "began": _iso(began),
        "ended": _iso(ended) if ended else None,
        "outage": outage,
        "machine": machine,
        "text": text,
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True).encode()


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """HMAC-SHA256 of the time, a full stop and the body: an old message sent again has an old time."""
    return hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()


def next_try(attempts: int, *, at: datetime) -> datetime | None:
    """When to send again after so many failures; None when it is given up, some hours later."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return at + min(LONGEST_WAIT, timedelta(seconds=15 * 2 ** max(0, attempts - 1)))


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
