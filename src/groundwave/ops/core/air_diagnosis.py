"""What facts about a service's air mean, in words: how it aired, who is told, what is playing, identification."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from groundwave.ops.core.diagnosis import Finding

_AN_HOUR: Final = timedelta(minutes=65)  # and some minutes, for a natural break


def aired(slug: str, *, counts: Mapping[str, int], broken_lines: int) -> Finding:
    """`counts` are the broadcasts of the last day by "whole", "part" and "not"."""
    whole, part, missed = (counts.get(verdict, 0) for verdict in ("whole", "part", "not"))
    if broken_lines:
        return Finding(
            "note",
            f"{broken_lines} line{'' if broken_lines == 1 else 's'} of the as-run record of {slug} could not be read.",
            "A power cut tears one; many mean a failing disk. The log of the worker names them.",
        )
    if not whole + part + missed:
        return Finding("well", f"No broadcast of {slug} was over in the last day.")
    said = f"In the last day {whole} of {whole + part + missed} broadcasts of {slug} aired whole"
    if part or missed:
        return Finding(
            "note", f"{said}, {part} in part, {missed} not.", f"`groundwave air asrun {slug}` says what was on instead."
        )
    return Finding("well", f"{said}.")


def alarms(slug: str, *, outages: Sequence[str], recipients: int, untold: int) -> Iterator[Finding]:
    """`outages` are those that go on, in words; `untold` are notices that could not be sent."""
    for outage in outages:
        yield Finding("wrong", f"{slug}: {outage}.", "The control room in the admin says more.")
    if untold:
        yield Finding(
            "wrong",
            f"{untold} alarm{'' if untold == 1 else 's'} of {slug} could not be sent.",
            "Check EMAIL_URL and the addresses under The air → Alarms.",
        )
    if not recipients:
        yield Finding("note", f"Nobody is told when {slug} fails.", "Add recipients under The air → Alarms.")
    elif not outages and not untold:
        people = "1 recipient is" if recipients == 1 else f"{recipients} recipients are"
        yield Finding("well", f"{people} told when {slug} fails.")


def held(slug: str, *, source: str | None) -> Iterator[Finding]:
    if source:
        yield Finding(
            "note", f"{slug} is held by hand on {source}.", "Go back to automatic in the control room when it is done."
        )


def srt(slug: str, *, wanted: bool, installed: bool) -> Iterator[Finding]:
    """A source that comes by SRT is read through a command of its own."""
    if wanted and not installed:
        yield Finding(
            "wrong",
            f"A source of {slug} comes by SRT, and srt-live-transmit is not installed.",
            "On Debian: apt install srt-tools. The engine finds it within seconds.",
        )


def recordings(slug: str, *, recorded: int, unrecorded: Sequence[str]) -> Iterator[Finding]:
    """`recorded` episodes of the last day; `unrecorded` broadcasts, each with its reason."""
    for one in unrecorded:
        yield Finding("wrong", f"{slug} has not recorded {one}", "Recordings in the admin says if it is tried again.")
    if recorded and not unrecorded:
        were = "broadcast" if recorded == 1 else "broadcasts"
        yield Finding("well", f"In the last day {recorded} {were} of {slug} became episodes.")


def now_playing(slug: str, *, troubles: Sequence[str]) -> Iterator[Finding]:
    """`troubles` are the addresses that do not say what is playing, each with its reason."""
    for trouble in troubles:
        yield Finding(
            "note", f"{slug} is not told what is playing: {trouble}", "Check The air → Now-playing addresses."
        )


def legal_id(
    slug: str,
    *,
    wanted: bool,
    faults: Sequence[str] | None,
    last: datetime | None,
    running_since: datetime | None,
    serving: bool,
    at: datetime,
) -> Iterator[Finding]:
    """47 CFR 73.1201. `faults` are of the text that is planned, None for no text; `last` by as-run evidence."""
    if not wanted:
        return
    if faults is None:
        yield Finding(
            "note",
            f"No station identification of {slug} is planned here.",
            "Unless the studio reads it, make one under The air → Legal IDs.",
        )
        return
    if faults:
        yield Finding("wrong", f"The legal ID of {slug} breaks 47 CFR 73.1201: {faults[0]}", "Correct its text.")
        return
    since = max((one for one in (last, running_since) if one), default=None)
    if serving and since and at - since > _AN_HOUR:
        words = f"aired last at {last:%Y-%m-%d %H:%M} UTC" if last else "has never aired"
        yield Finding("wrong", f"The legal ID of {slug} {words}.", "Look at the lines of `air` and at its sound file.")
        return
    yield Finding("well", f"The legal ID of {slug} is in order{f' and aired at {last:%H:%M} UTC' if last else ''}.")
