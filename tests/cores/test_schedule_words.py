"""Days and hours as they are said, now and next, and who clashes with whom."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from groundwave.kit.period import Period
from groundwave.schedule.core.conflicts import Clash, clashes
from groundwave.schedule.core.nownext import now_next
from groundwave.schedule.core.pattern import parse
from groundwave.schedule.core.specs import Piece, RuleSpec, Show
from groundwave.schedule.core.words import days, hours, slot

DAYS = [
    ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Weekdays", "Lunes a viernes"),
    ("FREQ=WEEKLY;BYDAY=SA,SU", "Weekends", "Fines de semana"),
    ("FREQ=DAILY", "Daily", "Todos los días"),
    ("FREQ=WEEKLY;BYDAY=SA", "Saturdays", "Sábados"),
    ("FREQ=WEEKLY;BYDAY=MO,TH", "Mondays and Thursdays", "Lunes y jueves"),
    ("FREQ=WEEKLY;BYDAY=TU,WE,TH", "Tuesdays through Thursdays", "Martes a jueves"),
    ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "Mondays, Wednesdays and Fridays", "Lunes, miércoles y viernes"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "Every other Tuesday", "Martes, cada 2 semanas"),
    ("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", "Tuesdays, every 3 weeks", "Martes, cada 3 semanas"),
    ("FREQ=DAILY;INTERVAL=2", "Every 2 days", "Cada 2 días"),
    ("FREQ=MONTHLY;BYDAY=1SU", "First Sunday of the month", "Primer domingo del mes"),
    ("FREQ=MONTHLY;BYDAY=-1FR", "Last Friday of the month", "Último viernes del mes"),
    ("FREQ=MONTHLY;INTERVAL=2;BYDAY=2MO", "Second Monday every 2 months", "Segundo lunes cada 2 meses"),
    ("FREQ=WEEKLY;BYDAY=TH;BYMONTH=6,7", "Thursdays in June and July", "Jueves en junio y julio"),
]


@pytest.mark.parametrize(("rrule", "english", "spanish"), DAYS)
def test_days(rrule: str, english: str, spanish: str) -> None:
    assert (days(parse(rrule)), days(parse(rrule), "es")) == (english, spanish)


HOURS = [
    ("05:00", 240, "5 to 9 a.m.", "de 5 a 9 a. m."),
    ("11:30", 90, "11:30 a.m. to 1 p.m.", "de 11:30 a. m. a 1 p. m."),
    ("10:00", 120, "10 a.m. to noon", "de 10 a. m. a mediodía"),
    ("12:00", 120, "noon to 2 p.m.", "de mediodía a 2 p. m."),
    ("23:00", 180, "11 p.m. to 2 a.m.", "de 11 p. m. a 2 a. m."),
    ("00:30", 330, "12:30 to 6 a.m.", "de 12:30 a 6 a. m."),
    ("09:00", 1380, "9 a.m. to 8 a.m.", "de 9 a. m. a 8 a. m."),
    ("06:00", 1440, "all day", "todo el día"),
]


@pytest.mark.parametrize(("starts_at", "minutes", "english", "spanish"), HOURS)
def test_hours(starts_at: str, minutes: int, english: str, spanish: str) -> None:
    at = time.fromisoformat(starts_at)
    assert (hours(at, minutes), hours(at, minutes, "es")) == (english, spanish)


def test_a_slot_in_one_line_and_an_unknown_language_in_english() -> None:
    weekdays = parse("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")
    assert slot(weekdays, time(5), 240) == slot(weekdays, time(5), 240, "fr") == "Weekdays, 5 to 9 a.m."


# ------------------------------------------------------------ now and next
def piece(starts: int, ends: int) -> Piece:
    day = datetime(2026, 11, 24, tzinfo=UTC)
    return Piece(Period(day + timedelta(hours=starts), day + timedelta(hours=ends)), Show(None, f"{starts}"))


A, B, LATE = piece(8, 10), piece(10, 12), piece(20, 21)


@pytest.mark.parametrize(
    ("hour", "now", "following"),
    [
        (7, None, A),
        (8, A, B),
        (9.99, A, B),
        (10, B, LATE),  # half-open: at 10 the next has begun
        (12, None, LATE),  # a gap
        (20.5, LATE, None),
        (21, None, None),
    ],
)
def test_now_and_next(hour: float, now: Piece | None, following: Piece | None) -> None:
    at = datetime(2026, 11, 24, tzinfo=UTC) + timedelta(hours=hour)
    assert now_next([LATE, A, B], at=at) == (now, following)


# ------------------------------------------------------------ clashes
def rule(id: int, rrule: str, at: int, minutes: int, **when: date) -> RuleSpec:
    first = when.get("valid_from", date(2026, 1, 1))
    return RuleSpec(id, Show(id, f"{id}"), parse(rrule), time(at), minutes, first, when.get("valid_until"))


def test_clashes_name_winner_loser_and_day() -> None:
    new_york, today = ZoneInfo("America/New_York"), date(2026, 11, 24)
    daily = rule(1, "FREQ=DAILY", 9, 120)
    friday = rule(2, "FREQ=WEEKLY;BYDAY=FR", 10, 120)
    after = rule(3, "FREQ=DAILY", 11, 30)
    over = rule(4, "FREQ=DAILY", 9, 60, valid_until=date(2026, 11, 23))
    all_of_them = [daily, friday, after, over]
    assert clashes(daily, all_of_them, zone=new_york, today=today) == [Clash(winner=2, loser=1, on=date(2026, 11, 27))]
    assert clashes(after, all_of_them, zone=new_york, today=today) == [Clash(winner=2, loser=3, on=date(2026, 11, 27))]
    assert clashes(over, [daily], zone=new_york, today=today) == []
