"""What facts about a station mean, in words. Each check is handed what was seen and the time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

Severity = Literal["well", "note", "wrong"]

_LEAST_FREE_BYTES = 1024**3
_LEAST_FREE_SHARE = 0.05
_STALE = timedelta(seconds=20)
_AHEAD = timedelta(seconds=5)
_SILENCE_SECONDS = 30
_IDLE = timedelta(minutes=1)
_OVERLAP = timedelta(minutes=1)  # so long the index of search looks at every change again
_BUILDING = timedelta(minutes=5)  # of a large archive, after a start
# No clock that is right shows an instant before this program was written.
_WRITTEN = 2026


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `do_next` says what to do when it is not well."""

    severity: Severity
    what: str
    do_next: str = ""


def home(path: Path, *, problem: str | None) -> Finding:
    """`problem` is the sentence of the failed attempt to write, which says what to do as well."""
    if problem:
        return Finding("wrong", problem)
    return Finding("well", f"The home {path} can be written.")


def port(number: int, *, free: bool, holder: str | None) -> Finding:
    """`holder` is the process id of the station that is served from this home, if any."""
    if holder:
        return Finding("well", f"The station is being served by process {holder}.")
    if free:
        return Finding("well", f"Port {number} is free.")
    return Finding(
        "wrong",
        f"Port {number} is taken by another program.",
        f"Stop it, or serve on another port: PORT={number + 1} groundwave serve.",
    )


def disk(path: Path, *, free: int, total: int) -> Finding:
    """Sizes in bytes of the disk that holds the home. Less than 1 GB or 5 % is too little to go on air with."""
    room = f"{free / 1024**3:.1f} GB free of {total / 1024**3:.0f} GB on the disk of {path}"
    if free < _LEAST_FREE_BYTES or free < total * _LEAST_FREE_SHARE:
        return Finding(
            "wrong",
            f"The disk is low: {room}.",
            "Free some space, or move the home to a larger disk; live sound is kept for hours and needs room.",
        )
    return Finding("well", f"{room}.")


def clock(*, at: datetime, synchronized: bool | None, newest_segment: datetime | None) -> Finding:
    """`synchronized` is what the system says of its time service; None when it cannot be asked."""
    if at.year < _WRITTEN:
        return Finding(
            "wrong",
            f"The clock is off: it says {at:%Y-%m-%d %H:%M} UTC.",
            "Set the clock and turn on time synchronization (`timedatectl set-ntp true`).",
        )
    if newest_segment and newest_segment - at > _AHEAD:
        return Finding(
            "wrong",
            f"The clock was set back: the newest sound is from {newest_segment:%Y-%m-%d %H:%M:%S} UTC, "
            "which is still to come.",
            "Check the clock; the engine waits until the time of its newest sound has come again.",
        )
    if synchronized is False:
        return Finding(
            "note",
            "The clock is not kept by a time service, so programs may begin early or late.",
            "Turn it on: `timedatectl set-ntp true`.",
        )
    return Finding("well", "The clock is right as far as can be told from here.")


def service(slug: str, *, state: Mapping[str, object] | None, serving_since: datetime | None, at: datetime) -> Finding:
    """The air of one service, from the state that its engine writes (None: it never wrote one).

    Keys read: `newest_segment_at` (ISO 8601), `on_fallback`, `silence_seconds`, `source` and `last_error`.
    """
    if serving_since is None:
        return Finding("note", f"{slug} is planned; the station is not being served now.", "Run `groundwave serve`.")
    newest = moment(state.get("newest_segment_at")) if state else None
    if at - max(newest or serving_since, serving_since) <= _STALE and (newest is None or newest < serving_since):
        return Finding("note", f"{slug} is coming on the air.", "Look again in a moment.")
    if state is None:
        return Finding(
            "wrong",
            f"{slug} has a plan, but its engine has not said anything.",
            "Look at the lines of `air` where the station is served.",
        )
    if newest is None or at - newest > _STALE:
        since = f"since {newest:%H:%M:%S} UTC" if newest else "yet"
        return Finding(
            "wrong",
            f"{slug} has made no sound {since}; its engine stands still.",
            "Look at the lines of `air` where the station is served; the disk may be full.",
        )
    advice = f"Check the source, or give another: `groundwave air source {slug} URL-OR-FILE`."
    trouble = f" ({state['last_error']})" if state.get("last_error") else ""
    if state.get("on_fallback"):
        return Finding("wrong", f"{slug} is on its fallback: no source gives sound{trouble}.", advice)
    silence = state.get("silence_seconds")
    if isinstance(silence, int | float) and silence >= _SILENCE_SECONDS:
        return Finding("wrong", f"The source of {slug} has been silent for {silence:.0f} s{trouble}.", advice)
    if trouble:
        return Finding("note", f"{slug} is on the air, with trouble{trouble}.", advice)
    source = f", {state['source']}" if state.get("source") else ""
    return Finding("well", f"{slug} is on the air from its source{source}.")


def administrator(*, exists: bool) -> Finding:
    if exists:
        return Finding("well", "There is an administrator.")
    return Finding(
        "wrong", "There is no admin user yet, so nobody can log in.", "Make one: `groundwave manage createsuperuser`."
    )


def migrations(*, pending: int) -> Finding:
    if not pending:
        return Finding("well", "The database is up to date.")
    return Finding(
        "wrong",
        f"The database is {pending} migration{'s' if pending != 1 else ''} behind this version.",
        "Restart with `groundwave serve`, which brings it up to date, or run `groundwave manage migrate`.",
    )


def secret_key(path: Path, *, mode: int | None, in_environment: bool) -> Finding:
    """`mode` is the file's permission bits, None when there is no file."""
    if in_environment:
        return Finding("well", "The secret key comes from the environment.")
    if mode is None:
        return Finding("note", "There is no secret key yet.", "It is made at the first start.")
    if mode & 0o077:
        return Finding("wrong", f"{path} can be read by others on this machine.", f"Run `chmod 600 {path}`.")
    return Finding("well", "The secret key is readable by its owner alone.")


def mail(*, configured: bool) -> Finding:
    if configured:
        return Finding("well", "Mail is sent through EMAIL_URL.")
    return Finding(
        "note",
        "Mail is not sent: it is put in the home's folder outbox/.",
        "Set EMAIL_URL, for example EMAIL_URL=smtp+tls://user:password@mail.example.org:587.",
    )


def worker(*, beat: datetime | None, failing: tuple[str, ...], serving_since: datetime | None, at: datetime) -> Finding:
    """`beat` is the worker's last heartbeat; `failing` are the jobs whose last run failed."""
    if serving_since is None:
        return Finding("well", "The worker rests; the station is not being served now.")
    if at - max(beat or serving_since, serving_since) > timedelta(minutes=2):
        return Finding(
            "wrong",
            "The worker has not been heard from for two minutes.",
            "Look at the lines of `worker` where the station is served; a job may hang.",
        )
    if beat is None or beat < serving_since:
        return Finding("well", "The worker is starting.")
    if failing:
        return Finding(
            "wrong",
            f"The worker cannot do: {', '.join(failing)}.",
            "Look at the lines of `worker` where the station is served.",
        )
    return Finding("well", "The worker does its jobs.")


def machines(names: Sequence[str], *, shared_cache: bool, shared_files: bool) -> Finding:
    """`names` are the machines at work on the station's database."""
    if len(names) < 2:
        return Finding("well", "The station is one machine.")
    count = f"{len(names)} machines serve the station ({', '.join(names)})"
    if not shared_cache:
        return Finding(
            "wrong",
            f"{count}, each with a cache of its own: one may go on with addresses that another has changed.",
            "Set CACHE_URL=valkey://… on all of them.",
        )
    if not shared_files:
        return Finding(
            "note",
            f"{count}; uploads lie in each home's media/.",
            "Set STORAGE_URL=s3://… on all of them, unless media/ is one folder that all of them mount.",
        )
    return Finding("well", f"{count}.")


def page_store(root: Path, *, problem: str | None) -> Finding:
    """`problem` is what the system said when something was to be written there."""
    if problem:
        return Finding(
            "wrong",
            f"Pages cannot be stored in {root}: {problem}. Readers get those that are there, which grow old.",
            "Give the folder to the account that serves the station, or free some space on its disk.",
        )
    return Finding("well", f"Pages can be stored in {root}.")


def pages_follow(
    *,
    waiting: int,
    since: datetime | None,
    made_at: datetime | None,
    serving_since: datetime | None,
    at: datetime,
) -> Finding:
    """`since` is since when the page that waits longest could have been made, `made_at` when any was made last."""
    if since is None:
        return Finding("well", "No stored page waits to be made.")
    are = f"{waiting} page{' waits' if waiting == 1 else 's wait'} to be made"
    if serving_since is None:
        return Finding("note", f"{are}; the station is not being served now.", "Run `groundwave serve`.")
    if at - max(since, made_at or since, serving_since) <= _IDLE:
        return Finding("well", f"{are}, and the worker is at it.")
    return Finding(
        "wrong",
        f"{are} since {since:%Y-%m-%d %H:%M:%S} UTC, and none is being made: the worker does not follow.",
        "Look at the lines of `worker` where the station is served, and start it again; "
        "`groundwave pages bake` makes them meanwhile.",
    )


def pages_true(*, failing: int, wrong: int) -> Finding:
    """How many stored pages could not be made when they were to be, and how many were other than they should be."""
    if failing:
        more = f", and {wrong} found other than {'it' if wrong == 1 else 'they'} should be" if wrong else ""
        return Finding(
            "wrong",
            f"{failing} page{'' if failing == 1 else 's'} cannot be made{more}. Readers get the page of before.",
            "`groundwave pages troubles` says which and why.",
        )
    if wrong:
        was = "page was found other than it" if wrong == 1 else "pages were found other than they"
        return Finding(
            "wrong",
            f"{wrong} {was} should be, and {'is' if wrong == 1 else 'are'} made anew: a change was not announced.",
            "`groundwave pages troubles` says what changed; please report it.",
        )
    return Finding("well", "No stored page is in trouble.")


def search(*, readable: bool, waiting_since: datetime | None, serving_since: datetime | None, at: datetime) -> Finding:
    """`waiting_since` is when the first change was made that the index may not have followed; a minute's are normal."""
    if not readable:
        severity: Severity = "note" if serving_since is None or at - serving_since <= _BUILDING else "wrong"
        return Finding(
            severity,
            "The index of search is missing or not whole: readers who search are told so.",
            "The worker builds it by itself within minutes; `groundwave search rebuild` does it now.",
        )
    if waiting_since is None or at - max(waiting_since, serving_since or waiting_since) <= _OVERLAP + _IDLE:
        return Finding("well", "The index of search has followed.")
    behind = f"The index of search has not followed since {waiting_since:%Y-%m-%d %H:%M:%S} UTC"
    if serving_since is None:
        return Finding("note", f"{behind}; the station is not being served now.", "Run `groundwave serve`.")
    return Finding(
        "wrong",
        f"{behind}: newer stories are not found.",
        "Look at the lines of `worker` where the station is served, and start it again; "
        "`groundwave search rebuild` brings the index up to date meanwhile.",
    )


def moment(value: object) -> datetime | None:
    """An aware ISO 8601 instant, or None for anything else."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
