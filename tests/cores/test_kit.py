from datetime import UTC, datetime, timedelta, timezone

import pytest

from groundwave.kit import clock, text
from groundwave.kit.period import Period

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("given", "slug"),
    [
        ("¿Quién paga el puente? — Año 2026", "quien-paga-el-puente-ano-2026"),
        ("It's 5 o'clock", "its-5-oclock"),
        ("  --  ", ""),
        ("Ünïcödé & <script>", "unicode-script"),
        ("word " * 40, "-".join(["word"] * 16)),
        ("x" * 200, "x" * 80),
        ("東京", "dongjing"),
    ],
)
def test_slug(given: str, slug: str) -> None:
    assert text.slug(given) == slug


def test_cut_keeps_whole_words() -> None:
    assert text.cut("one two three", 20) == "one two three"
    assert text.cut("one two three four", 14) == "one two three…"
    assert text.cut("incomprehensibilities", 10) == "incompreh…"


def test_prose_list() -> None:
    assert text.prose_list(["a", "b", "c"], conjunction="y") == "a, b y c"


def test_period_is_half_open_and_utc() -> None:
    east = timezone(timedelta(hours=-5))
    period = Period(datetime(2026, 11, 24, 7, tzinfo=east), datetime(2026, 11, 24, 8, tzinfo=east))
    assert period.starts.tzinfo is UTC
    assert NOON in period
    assert NOON + HOUR not in period


def test_period_refuses_what_is_no_period() -> None:
    with pytest.raises(ValueError, match="end after"):
        Period(NOON, NOON)
    with pytest.raises(ValueError, match="zone"):
        Period(datetime(2026, 1, 1), datetime(2026, 1, 2))  # noqa: DTZ001  (what is refused here)


def test_cutting_one_period_out_of_another() -> None:
    whole, middle = Period(NOON, NOON + 3 * HOUR), Period(NOON + HOUR, NOON + 2 * HOUR)
    assert whole.without(middle) == (Period(NOON, NOON + HOUR), Period(NOON + 2 * HOUR, NOON + 3 * HOUR))
    assert middle.without(whole) == ()
    assert whole.meet(middle) == middle
    assert Period(NOON, NOON + HOUR).meet(middle) is None


def test_the_clock_can_stand_still() -> None:
    with clock.standing_at(NOON):
        assert clock.now() == NOON
    assert clock.now() != NOON
