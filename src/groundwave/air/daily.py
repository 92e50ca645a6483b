"""A day of a service as it really was: stretches, silences, and how each broadcast aired. In the service's own time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from groundwave.air import evidence
from groundwave.air.core.coverage import Verdict, coverage
from groundwave.air.core.on_air import Kind, OnAir
from groundwave.air.models import AsRunEvent
from groundwave.kit import clock
from groundwave.kit.period import Period
from groundwave.schedule import api as schedule
from groundwave.stations import api as stations

__all__ = ["Aired", "DayReport", "day_report", "report_lines"]

_TOLD = ("source lost", "held", "released", "legal id", "disk")
_IN_WORDS = {
    Kind.SOURCE: "",
    Kind.FALLBACK: "fallback",
    Kind.OFF: "nothing",
    Kind.UNKNOWN: "not known: the engine ended without a word",
}
_AIRED = {Verdict.WHOLE: "aired whole", Verdict.PART: "aired in part", Verdict.NOT: "did not air"}
_NEWEST = timedelta(seconds=30)  # what goes out now is on record in a moment


@dataclass(frozen=True)
class Aired:
    """A broadcast and how it aired as far as is known; None for what is not over."""

    broadcast: schedule.Broadcast
    words: str | None


@dataclass(frozen=True)
class DayReport:
    service: stations.Service
    on: date
    told: OnAir | None
    events: tuple[AsRunEvent, ...]
    broadcasts: tuple[Aired, ...]


def day_report(*, service: str, day: str | None = None) -> DayReport:
    """Raises stations.NoSuchService, and ValueError for what is not a day."""
    found, at = stations.service(slug=service), clock.now()
    try:
        on = date.fromisoformat(day) if day else at.astimezone(found.zone).date()
        whole = Period(_midnight(on, found), _midnight(on + timedelta(days=1), found))
    except (ValueError, OverflowError):
        raise ValueError(f"“{day}” is not a day. Write it as 2026-11-24.") from None
    begun = evidence.known_since(found)
    until = min(whole.ends, at)
    reached = evidence.known_until(found) or until
    if until - reached < _NEWEST:
        until = min(until, reached)
    since = max(whole.starts, begun) if begun else until
    told = evidence.was_on_air(service=found, period=Period(since, until)) if until > since else None
    events = AsRunEvent.objects.filter(service=found, name__in=_TOLD, at__gte=whole.starts, at__lt=whole.ends)
    return DayReport(
        service=found,
        on=on,
        told=told,
        events=tuple(events.order_by("at", "pk")),
        broadcasts=tuple(_aired(one, begun, at) for one in schedule.day(service=found, on=on)),
    )


def report_lines(report: DayReport) -> Iterator[str]:
    """The report for a terminal."""
    zone = report.service.zone

    def clock_of(at: datetime) -> str:
        return f"{at.astimezone(zone):%H:%M:%S}"

    yield f"{report.service.name}, {report.on:%A, %Y-%m-%d}, {report.service.time_zone}"
    for one in report.told.stretches if report.told else ():
        what = one.source if one.kind == Kind.SOURCE else _IN_WORDS[one.kind]
        yield f"  {clock_of(one.starts)} to {clock_of(one.ends)}  {what or 'a source'}"
    for quiet in report.told.silences if report.told else ():
        yield f"  {clock_of(quiet.starts)} to {clock_of(quiet.ends)}  silence"
    for row in report.events:
        said = row.event.text("text") or row.event.text("source") or row.event.text("reason")
        yield f"  {clock_of(row.at)}  {row.name}{': ' if said else ''}{said}"
    yield "Broadcasts"
    for aired in report.broadcasts:
        period = f"{clock_of(aired.broadcast.starts)} to {clock_of(aired.broadcast.ends)}"
        yield f"  {period}  {aired.broadcast.title}: {aired.words or 'not over'}"


def _aired(broadcast: schedule.Broadcast, begun: datetime | None, at: datetime) -> Aired:
    if broadcast.ends > at:
        return Aired(broadcast, None)
    if begun is None or broadcast.starts < begun:
        return Aired(broadcast, "not known, for the record begins later")
    found = coverage(evidence.was_on_air(service=broadcast.service, period=broadcast.period), period=broadcast.period)
    return Aired(broadcast, _AIRED[found.verdict] + (f" ({found.in_words})" if found.in_words else ""))


def _midnight(on: date, service: stations.Service) -> datetime:
    return datetime.combine(on, time(), service.zone)
