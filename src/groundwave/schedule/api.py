"""The front door of the schedule: what is on now, what comes next, a day, a week; and how broadcasts are made."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from groundwave.kit import clock, deps
from groundwave.kit.period import Period
from groundwave.schedule.announcing import schedule_changed
from groundwave.schedule.confirming import confirm, confirmations, unconfirmed
from groundwave.schedule.core import conflicts, grid, wallclock, words
from groundwave.schedule.core.nownext import NowNext
from groundwave.schedule.core.nownext import now_next as _now_next
from groundwave.schedule.core.specs import LONGEST
from groundwave.schedule.expansion import ExpandResult, expand, expand_ahead
from groundwave.schedule.listings import Clash, Day, Slot, Week
from groundwave.schedule.models import Broadcast, Confirmation, Override, Program, Rule
from groundwave.stations.api import Service

__all__ = [
    "Broadcast",
    "Clash",
    "Confirmation",
    "Day",
    "ExpandResult",
    "NowNext",
    "Override",
    "Program",
    "Rule",
    "Slot",
    "Week",
    "between",
    "clashes",
    "confirm",
    "confirmations",
    "day",
    "expand",
    "expand_ahead",
    "now_next",
    "now_next_all",
    "program",
    "programs",
    "schedule_changed",
    "slots",
    "unconfirmed",
    "upcoming",
    "week",
]


def now_next(*, service: Service, at: datetime) -> NowNext[Broadcast]:
    """What is on at an instant and what starts after it; in a gap `now` is None and `next` says when it goes on."""
    return now_next_all(at=at, service=service)[service.pk]


def now_next_all(*, at: datetime, service: Service | None = None) -> dict[int, NowNext[Broadcast]]:
    """The same for every service, by its id, in two queries. The rows come with service, program and tile."""
    own = Broadcast.objects.filter(service=OuterRef("pk"))
    # Broadcasts of a service do not overlap, so only the last to start can be on.
    on = own.filter(starts__lte=at).order_by("-starts").values("pk")[:1]
    following = own.filter(starts__gt=at).order_by("starts").values("pk")[:1]
    wanted = Service.objects.filter(pk=service.pk) if service else Service.objects.all()
    ids = list(wanted.order_by().values_list("pk", Subquery(on), Subquery(following)))
    rows = _rows().in_bulk([pk for _, *pair in ids for pk in pair if pk])
    for row in rows.values():
        deps.changes_at(row.ends if row.starts <= at else row.starts)
    return {service_id: _now_next([rows[pk] for pk in pair if pk in rows], at=at) for service_id, *pair in ids}


def between(*, service: Service, starts: datetime, ends: datetime) -> list[Broadcast]:
    """Broadcasts that overlap the time from `starts` to `ends`, in order. Raises ValueError for an empty time."""
    period = Period(starts, ends)
    return list(
        _rows().filter(
            service=service, starts__gt=period.starts - LONGEST, starts__lt=period.ends, ends__gt=period.starts
        )
    )


def day(*, service: Service, on: date) -> list[Broadcast]:
    """Broadcasts that overlap a day of the service's zone, be it of 23, 24 or 25 hours, in order.

    Raises ValueError for a year before 1900 or after 2200; so does `week`.
    """
    whole = wallclock.day(on, service.zone)
    return between(service=service, starts=whole.starts, ends=whole.ends)


def week(*, service: Service, of: date) -> Week:
    """The seven local days, Monday first, around a date: as lists and as rows of a table."""
    dates = wallclock.week(of)
    whole = [wallclock.day(on, service.zone) for on in dates]
    found = between(service=service, starts=whole[0].starts, ends=whole[-1].ends)
    return Week(
        service=service,
        first=dates[0],
        days=[
            Day(on, period.starts, period.ends, [one for one in found if one.period.overlaps(period)])
            for on, period in zip(dates, whole, strict=True)
        ],
        rows=grid.layout(found, days=dates, zone=service.zone),
    )


def programs(*, language: str | None = None, service: Service | None = None) -> list[Program]:
    """Current programs by title: all, those in a language, those with a rule on a service."""
    found = Program.objects.select_related("tile").filter(is_current=True)
    if language:
        found = found.filter(language=language)
    if service:
        today = clock.now().astimezone(service.zone).date()
        on_air = _still_valid(Rule.objects.filter(service=service, program=OuterRef("pk")), today)
        found = found.filter(Exists(on_air))
    return list(found)


def program(*, slug: str) -> Program | None:
    return Program.objects.select_related("tile").prefetch_related("authors").filter(slug=slug).first()


def upcoming(*, program: Program, at: datetime, limit: int = 10) -> list[Broadcast]:
    """The broadcasts of a program that are on at `at` or start after it, soonest first, on all services."""
    found = list(_rows().filter(program=program, ends__gt=at).order_by("starts", "service__position")[:limit])
    for row in found:
        deps.changes_at(row.ends if row.starts <= at else row.starts)
    return found


def slots(*, program: Program, language: str = "en", at: datetime | None = None) -> list[Slot]:
    """Where the program stands in the week, for each rule not ended by `at` (now when not given), in words."""
    now = at or clock.now()
    today = now.date() - timedelta(days=1)  # a day of grace for zones west of UTC
    deps.changes_at(datetime.combine(now.date() + timedelta(days=1), time(), UTC))
    rules = _still_valid(Rule.objects.filter(program=program), today).select_related("service")
    return [
        Slot(
            service=rule.service,
            days=words.days(rule.pattern, language),
            hours=words.hours(rule.starts_at, rule.minutes, language),
            starts_at=rule.starts_at,
            minutes=rule.minutes,
            valid_from=rule.valid_from,
            valid_until=rule.valid_until,
        )
        for rule in rules.order_by("service__position", "starts_at", "pk")
    ]


def clashes(*, rule: Rule, at: datetime) -> list[Clash]:
    """Other rules of the service that want some of the same time in the weeks to come, and which of the two wins."""
    zone = rule.service.zone
    rules = {one.pk: one for one in Rule.objects.filter(service=rule.service).select_related("program")}
    found = conflicts.clashes(
        rule.spec, [one.spec for one in rules.values()], zone=zone, today=at.astimezone(zone).date()
    )
    rules[rule.pk] = rule
    return [Clash(rules[one.winner], rules[one.loser], one.on) for one in found]


def _rows() -> QuerySet[Broadcast]:
    return Broadcast.objects.select_related("service", "program__tile").order_by("starts")


def _still_valid(rules: QuerySet[Rule], today: date) -> QuerySet[Rule]:
    return rules.filter(Q(valid_until=None) | Q(valid_until__gte=today))
