"""Times and lengths in a reader's words; pages of a list."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from django.http import Http404
from django.utils import translation

from groundwave.web import moments
from groundwave.web.paging import DEEPEST, PER_PAGE, page_number, paged

NEW_YORK = ZoneInfo("America/New_York")
INSTANT = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "how", "expected"),
    [
        ("en", "full", "Nov. 24, 2026, 2:30 p.m. EST"),
        ("en", "short", "Nov. 24, 2:30 p.m."),
        ("en", "clock", "2:30 p.m."),
        ("es", "full", "24 de noviembre de 2026, 2:30 p.\N{NO-BREAK SPACE}m."),
        ("es", "short", "24 de noviembre, 2:30 p.\N{NO-BREAK SPACE}m."),
        ("es", "clock", "2:30 p.\N{NO-BREAK SPACE}m."),
    ],
)
def test_a_moment_is_said_in_the_station_s_zone(language: str, how: str, expected: str) -> None:
    with translation.override(language):
        assert moments.said(INSTANT, zone=NEW_YORK, language=language, how=how) == expected


def test_a_day_has_no_zone() -> None:
    assert moments.day(date(2026, 11, 24), language="en") == "Nov. 24, 2026"


@pytest.mark.parametrize(("seconds", "expected"), [(5, "0:05"), (245, "4:05"), (3750, "1:02:30")])
def test_lengths(seconds: int, expected: str) -> None:
    assert moments.length(seconds) == expected


class Cut(NamedTuple):
    stories: list[int]
    has_more: bool


def cut(limit: int, offset: int) -> Cut:
    everything = list(range(45))
    return Cut(everything[offset : offset + limit], len(everything) > offset + limit)


def test_pages_of_a_list() -> None:
    first, last = paged(1, cut), paged(3, cut)
    assert (len(first.stories), first.newer, first.older) == (PER_PAGE, None, 2)
    assert (len(last.stories), last.newer, last.older) == (5, 2, None)


@pytest.mark.parametrize("asked", ["0", "-1", "x", "", "1.5", "٣", "9" * 400, str(DEEPEST + 1)])
def test_no_such_page(asked: str) -> None:
    with pytest.raises(Http404):
        page_number({"page": asked})


def test_an_empty_page_after_the_first_is_not_there() -> None:
    with pytest.raises(Http404):
        paged(4, cut)
    assert paged(1, lambda limit, offset: Cut([], False)).stories == []
