"""Dates on the wire: which name an instant, and which are refused."""

from datetime import UTC, datetime

import pytest

from groundwave.wire.core.moments import UnableToDate, cds_instant, feed_instant, instant

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-20T12:00:00Z",
        "2026-11-20t12:00:00z",
        "2026-11-20 12:00:00Z",
        "2026-11-20T12:00Z",
        "2026-11-20T12:00:00.999999999Z",
        "2026-11-20T07:00:00-05:00",
        "2026-11-20T17:30:00+0530",
    ],
)
def test_an_instant(text: str) -> None:
    assert instant(text) == NOON


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "2026-11-20",
        "2026-11-20T12:00:00",
        "2026-13-20T12:00:00Z",
        "2026-02-30T12:00:00Z",
        "1899-12-31T23:59:59Z",
        "9999-12-31T23:59:59-05:00",
        "0001-01-01T00:00:00+14:00",
        "2026-11-20T25:00:00Z",
        "2026-11-20T12:00:00+99:00",
        "2026-W47-5T12:00:00Z",
        "٢٠٢٦-11-20T12:00:00Z",
        "1763640000",
        "2026-11-20T12:00:00Z junk",
        "9" * 10_000,
    ],
)
def test_no_instant(text: str) -> None:
    with pytest.raises(UnableToDate):
        instant(text)


def test_a_leap_second_is_the_second_before() -> None:
    assert instant("2026-06-30T23:59:60Z") == datetime(2026, 6, 30, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(("text", "hour"), [("2026-01-15", 5), ("2026-07-15", 5)])
def test_a_bare_date_of_cds_is_eastern_standard_time(text: str, hour: int) -> None:
    assert cds_instant(text).hour == hour


@pytest.mark.parametrize("text", ["2026-02-30", "2026-07-15T10:00:00", "15/07/2026"])
def test_cds_refuses_the_rest(text: str) -> None:
    with pytest.raises(UnableToDate):
        cds_instant(text)


@pytest.mark.parametrize(
    "text",
    [
        "Fri, 20 Nov 2026 12:00:00 GMT",
        "20 Nov 2026 12:00 UT",
        "Fri, 20 Nov 2026 12:00:00 +0000",
        "Fri, 20 Nov 26 07:00:00 EST",
        "Fri, 20 Nov 2026 08:00:00 EDT",
        "Fri, 20 Nov 2026 12:00:00 -0000",
        "2026-11-20T12:00:00Z",
    ],
)
def test_a_feed_date(text: str) -> None:
    assert feed_instant(text) == NOON


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "Fri, 20 Nov 2026 12:00:00",
        "Fri, 20 Nov 2026 12:00:00 CEST",
        "Fri, 99 Nov 2026 12:00:00 GMT",
        "2026-11-20",
        "(" * 5000,
    ],
)
def test_no_feed_date(text: str) -> None:
    with pytest.raises(UnableToDate):
        feed_instant(text)
