"""The schedule through its door."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from groundwave.kit import clock
from groundwave.schedule import api as schedule
from groundwave.schedule.tasks import expand_all
from tests.cast import Cast
from tests.rooms.schedule.conftest import MakeRule

pytestmark = pytest.mark.usefixtures("week_of_owls")
TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def lines(rows: list[schedule.Broadcast]) -> list[str]:
    return [f"{one.local_starts:%a %H:%M}-{one.local_ends:%H:%M} {one.title}" for one in rows]


def override(cast: Cast, starts: str, ends: str, **fields: object) -> schedule.Override:
    fields.setdefault("title", "Special Report")
    return schedule.Override.objects.create(service=cast.news, starts=utc(starts), ends=utc(ends), **fields)


# ------------------------------------------------------------ reading
def test_now_and_next(cast: Cast, now: datetime) -> None:
    found = schedule.now_next(service=cast.news, at=now)
    assert found.now is not None and found.next is not None
    assert lines([found.now, found.next]) == ["Tue 14:00-16:00 Owl Talk", "Tue 23:00-02:00 Night Flight"]
    assert (found.now.hosts, found.now.minutes, found.now.get_absolute_url()) == (
        "Rosa Quill",
        120,
        "/programs/owl-talk",
    )


def test_in_a_gap_next_says_when_it_goes_on(cast: Cast) -> None:
    found = schedule.now_next(service=cast.news, at=utc("2026-11-25T15:00"))
    assert found.now is None
    assert found.next is not None and found.next.starts == utc("2026-11-25T19:00")


def test_now_and_next_of_all_in_two_queries(
    cast: Cast, now: datetime, make_rule: MakeRule, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_rule("Quartets", "14:00", 60, service=cast.music)
    with django_assert_max_num_queries(2):
        found = schedule.now_next_all(at=now)
        titles = {pk: (pair.now and str(pair.now.program), pair.next and str(pair.next)) for pk, pair in found.items()}
    assert titles[cast.news.pk][0] == "Owl Talk"
    assert titles[cast.music.pk] == ("Quartets", "Quartets on Owl Music, 2026-11-25 14:00")


def test_a_service_without_a_schedule_has_neither(cast: Cast, now: datetime) -> None:
    assert schedule.now_next_all(at=now)[cast.music.pk] == (None, None)


def test_a_day_holds_what_reaches_into_it(cast: Cast) -> None:
    assert lines(schedule.day(service=cast.news, on=WEDNESDAY)) == [
        "Tue 23:00-02:00 Night Flight",
        "Wed 05:00-09:00 Morning Owl",
        "Wed 14:00-16:00 Owl Talk",
        "Wed 23:00-02:00 Night Flight",
    ]


def test_a_week_is_seven_local_days_and_a_table(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(1):
        week = schedule.week(service=cast.news, of=date(2026, 12, 2))
    assert (week.first, week.last, week.previous, week.following) == (
        date(2026, 11, 30),
        date(2026, 12, 6),
        date(2026, 11, 23),
        date(2026, 12, 7),
    )
    assert [len(day.broadcasts) for day in week.days] == [4, 4, 4, 4, 4, 2, 2]
    assert week.days[0].starts == utc("2026-11-30T05:00")
    assert [f"{row.starts_at:%H:%M}" for row in week.rows] == [
        "00:00",
        "02:00",
        "05:00",
        "09:00",
        "14:00",
        "16:00",
        "23:00",
    ]
    assert len(week.rows[0].cells) == 7


def test_the_day_of_the_change_is_worked_out_with_its_hours(cast: Cast, make_rule: MakeRule) -> None:
    for title, at in (("One", "01:00"), ("Two", "02:00"), ("Three", "03:00")):
        make_rule(title, at, 60, service=cast.music, rrule="FREQ=DAILY")
    schedule.expand(service=cast.music, starts=utc("2027-03-13T00:00"), ends=utc("2027-03-16T00:00"))
    spring = schedule.day(service=cast.music, on=date(2027, 3, 14))
    assert lines(spring) == ["Sun 01:00-03:00 One", "Sun 03:00-04:00 Three"]
    assert [one.minutes for one in spring] == [60, 60]


def test_programs_and_their_places(cast: Cast, make_rule: MakeRule, now: datetime) -> None:
    make_rule("Owl Talk", "09:00", 60, service=cast.music, rrule="FREQ=WEEKLY;BYDAY=SU")
    make_rule("Old Show", "10:00", 60, valid_until=date(2026, 10, 1))
    talk = schedule.program(slug="owl-talk")
    assert talk is not None
    assert [(slot.service.slug, str(slot)) for slot in schedule.slots(program=talk)] == [
        ("news", "Weekdays, 2 to 4 p.m."),
        ("music", "Sundays, 9 to 10 a.m."),
    ]
    assert str(schedule.slots(program=talk, language="es")[0]) == "Lunes a viernes, de 2 a 4 p. m."
    assert [one.title for one in schedule.programs(service=cast.music)] == ["Owl Talk"]
    assert [one.title for one in schedule.programs()] == ["Morning Owl", "Night Flight", "Old Show", "Owl Talk"]
    assert "Old Show" not in [one.title for one in schedule.programs(service=cast.news)]
    assert schedule.programs(language="es") == []
    assert lines(schedule.upcoming(program=talk, at=now, limit=2)) == [
        "Tue 14:00-16:00 Owl Talk",
        "Wed 14:00-16:00 Owl Talk",
    ]
    assert schedule.program(slug="none-such") is None


# ------------------------------------------------------------ expanding
def test_expanding_again_changes_nothing(now: datetime) -> None:
    before = list(schedule.Broadcast.objects.values_list())
    again = schedule.expand_ahead(at=now)
    assert not again
    assert again.kept > 30
    assert list(schedule.Broadcast.objects.values_list()) == before


def test_the_worker_keeps_the_days_ahead_filled(cast: Cast, now: datetime) -> None:
    with clock.standing_at(now + timedelta(days=10)):
        expand_all()
    last = schedule.Broadcast.objects.order_by("starts").last()
    assert last is not None and last.starts > now + timedelta(days=24)


def test_an_override_cuts_what_is_there_and_its_removal_heals_it(cast: Cast) -> None:
    before = {row.pk: str(row) for row in schedule.Broadcast.objects.all()}
    special = override(cast, "2026-11-25T19:30", "2026-11-25T20:00", note="Hearing")
    assert lines(schedule.day(service=cast.news, on=WEDNESDAY))[2:5] == [
        "Wed 14:00-14:30 Owl Talk",
        "Wed 14:30-15:00 Special Report",
        "Wed 15:00-16:00 Owl Talk",
    ]
    special.delete()
    assert {row.pk: str(row) for row in schedule.Broadcast.objects.all()} == before


def test_breaking_news_cuts_the_program_on_the_air_and_what_was_heard_stays(cast: Cast, now: datetime) -> None:
    on_air = schedule.now_next(service=cast.news, at=now).now
    assert on_air is not None
    override(cast, "2026-11-24T19:30", "2026-11-24T20:15")
    assert lines(schedule.day(service=cast.news, on=TUESDAY))[-4:] == [
        "Tue 14:00-14:30 Owl Talk",
        "Tue 14:30-15:15 Special Report",
        "Tue 15:15-16:00 Owl Talk",
        "Tue 23:00-02:00 Night Flight",
    ]
    on_air.refresh_from_db()
    assert on_air.ends == now


def test_history_stays_when_rules_and_programs_change(
    cast: Cast, now: datetime, week_of_owls: list[schedule.Rule]
) -> None:
    schedule.expand(starts=now - timedelta(days=3), ends=now)
    past = list(schedule.Broadcast.objects.filter(ends__lte=now).values_list("pk", "title", "starts", "ends"))
    assert past
    morning, talk, _ = week_of_owls
    morning.delete()
    talk.program.title = "Owl Talk Tonight"
    talk.program.save()
    schedule.expand(starts=now - timedelta(days=3), ends=now + timedelta(days=3))
    assert list(schedule.Broadcast.objects.filter(ends__lte=now).values_list("pk", "title", "starts", "ends")) == past
    assert lines(schedule.day(service=cast.news, on=WEDNESDAY)) == [
        "Tue 23:00-02:00 Night Flight",
        "Wed 14:00-16:00 Owl Talk Tonight",
        "Wed 23:00-02:00 Night Flight",
    ]


def test_a_rule_moved_moves_its_broadcasts(cast: Cast, week_of_owls: list[schedule.Rule]) -> None:
    talk = week_of_owls[1]
    talk.minutes = 60
    talk.save()
    assert lines(schedule.day(service=cast.news, on=WEDNESDAY))[2] == "Wed 14:00-15:00 Owl Talk"


def test_a_service_that_moves_to_another_zone_takes_its_schedule_along(cast: Cast) -> None:
    cast.news.time_zone = "America/Phoenix"
    cast.news.save()
    thursday = schedule.day(service=cast.news, on=date(2026, 11, 26))
    assert lines(thursday)[1] == "Thu 05:00-09:00 Morning Owl"
    assert thursday[1].starts == utc("2026-11-26T12:00")


def test_a_service_can_go_with_all_its_schedule(cast: Cast, django_capture_on_commit_callbacks: object) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        cast.news.delete()
    assert not schedule.Broadcast.objects.exists()


def test_changes_are_announced_after_the_commit_and_no_change_is_not(
    cast: Cast, now: datetime, make_rule: MakeRule, django_capture_on_commit_callbacks: object
) -> None:
    heard: list[int] = []

    def listen(service_id: int, **_: object) -> None:
        heard.append(service_id)

    schedule.schedule_changed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            rule = make_rule("Quartets", "14:00", 60, service=cast.music)
            assert heard == []
        assert heard == [cast.music.pk]
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            schedule.expand_ahead(at=now)
        assert heard == [cast.music.pk]
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            rule.delete()
        assert heard == [cast.music.pk] * 2
    finally:
        schedule.schedule_changed.disconnect(listen)


# ------------------------------------------------------------ refusals
@pytest.mark.parametrize("on", [date.min, date.max, date(1899, 12, 31)])
def test_a_date_at_the_edge_of_the_calendar_is_refused(cast: Cast, on: date) -> None:
    with pytest.raises(ValueError, match="no schedule for"):
        schedule.day(service=cast.news, on=on)
    with pytest.raises(ValueError, match="no schedule for"):
        schedule.week(service=cast.news, of=on)


def test_two_broadcasts_never_start_at_once(cast: Cast) -> None:
    row = schedule.Broadcast.objects.all()[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        schedule.Broadcast.objects.create(service=row.service, title="Twin", starts=row.starts, ends=row.ends)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"rrule": "FREQ=SECONDLY"}, "FREQ must be DAILY, WEEKLY or MONTHLY"),
        ({"valid_from": date(2026, 5, 2), "valid_until": date(2026, 5, 1)}, "is before the first"),
    ],
)
def test_a_rule_that_makes_no_sense_is_never_stored(make_rule: MakeRule, fields: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        make_rule("Nonsense", "10:00", 60, **fields)


@pytest.mark.parametrize(
    ("ends", "fields", "said"),
    [
        ("2026-11-25T10:00", {}, "not after the start"),
        ("2026-12-25T10:00", {}, "longer than 7 days"),
        ("2026-11-25T12:00", {"title": " "}, "choose a program or write a title"),
    ],
)
def test_an_override_that_makes_no_sense_is_refused(cast: Cast, ends: str, fields: dict[str, str], said: str) -> None:
    one = schedule.Override(
        service=cast.news, starts=utc("2026-11-25T11:00"), ends=utc(ends), **{"title": "Special", **fields}
    )
    with pytest.raises(ValidationError, match=said):
        one.full_clean()
