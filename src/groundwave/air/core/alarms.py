"""When a fault becomes an alarm and when it is over: one alarm a fault, one all-clear, and none for a flap."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from groundwave.air.core.calls import lasting

AHEAD: Final = timedelta(seconds=5)
LATELY: Final = timedelta(hours=2)
"""For so long a fault that is over is remembered: one that comes again within it is looked at with less trust."""
_CALM: Final = (1, 5, 15, 30)
_MOST_CALM: Final = timedelta(hours=1)
_SET_LATELY: Final = timedelta(minutes=10)
_CLOCK_OFF: Final = timedelta(seconds=0.5)


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
    source_lost_after: timedelta | None = timedelta(seconds=60)
    stale_after: timedelta = timedelta(seconds=25)
    all_clear_after: timedelta = timedelta(seconds=60)
    disk_below: int = 2_000_000_000
    wants_legal_id: bool = False


@dataclass(frozen=True)
class Seen:
    """What one look at a service found.

    `since` is when what is on the air was taken; `lost` names what is away of the sources before it, with the reason;
    `silence` for how long nothing could be heard; bytes are of the disk. `clock_offset` is what the engine's clock has
    still to work off, `clock_step` by how much the machine's clock was set at `clock_set_at`.
    """

    newest_sound: datetime | None
    on_fallback: bool
    silence: timedelta
    free_bytes: int | None
    since: datetime | None = None
    trouble: str = ""
    lost: str = ""
    clock_offset: timedelta | None = None
    clock_step: timedelta | None = None
    clock_set_at: datetime | None = None
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
        elif seen.lost and limits.source_lost_after is not None:
            found["source"] = Wrong(seen.since or at, seen.lost, limits.source_lost_after)
        if seen.silence >= min(limits.silence_after, timedelta(seconds=5)):
            found["silence"] = Wrong(
                at - seen.silence, seen.trouble or "What is on the air cannot be heard.", limits.silence_after
            )
    if "clock" not in found and (off := _clock_is_off(seen, at=at)):
        found["clock"] = off
    if seen.free_bytes is not None and seen.free_bytes < limits.disk_below:
        found["disk"] = Wrong(at, f"{seen.free_bytes / 1e9:.1f} GB are free.", timedelta(0))
    if limits.wants_legal_id:
        last = max((one for one in (seen.last_legal_id, seen.watched_since) if one), default=at)
        if at - last > timedelta(minutes=65):  # hourly, as close to the hour as a natural break allows
            words = f"The last aired at {last:%H:%M} UTC." if seen.last_legal_id else "None has aired yet."
            found["legal id"] = Wrong(last + timedelta(hours=1), words, timedelta(0))
    return found


def _clock_is_off(seen: Seen, *, at: datetime) -> Wrong | None:
    """By the engine's word: a step that it followed a while ago, or a smaller one that it is still working off."""
    step, set_at, offset = seen.clock_step, seen.clock_set_at, seen.clock_offset
    if step is not None and set_at is not None and -AHEAD <= at - set_at <= _SET_LATELY:
        way = "forward" if step > timedelta(0) else "back"
        words = f"The clock was set {way} by {lasting(abs(step))}; it said {set_at:%Y-%m-%d %H:%M:%S} UTC then."
        return Wrong(set_at, words, timedelta(0))
    if offset is not None and abs(offset) > _CLOCK_OFF:
        return Wrong(at, f"The clock is off by {offset.total_seconds():+.1f} s.", timedelta(seconds=30))
    return None


def calm(all_clear_after: timedelta, *, times: int) -> timedelta:
    """For how long all must be well until a fault is called over that was called over `times` times lately.

    What comes and goes would otherwise call people every other minute for a whole night.
    """
    return max(all_clear_after, min(all_clear_after * _CALM[min(times, len(_CALM) - 1)], _MOST_CALM))


def look(
    fault: Fault | None, wrong: Wrong | None, *, at: datetime, all_clear_after: timedelta
) -> tuple[Fault | None, Turn]:
    """The fault after this look, and what is to be done. What flaps stays one fault until it was well for long."""
    if wrong is not None:
        now = replace(fault, began=min(fault.began, at), well_since=None) if fault else Fault(min(wrong.since, at))
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
