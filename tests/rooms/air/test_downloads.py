"""Counts of the fronts on their way into rows."""

from __future__ import annotations

import json
import os
from datetime import timedelta

import pytest
from django.db.models import Sum

from groundwave.air import downloads
from groundwave.air.models import Downloads, Episode
from groundwave.kit.home import Home
from groundwave.schedule import api as schedule
from tests.cast import NOW
from tests.rooms.delivery.conftest import put

pytestmark = pytest.mark.usefixtures("at_now")


@pytest.fixture
def episode(program: schedule.Program) -> Episode:
    return Episode.objects.create(
        program=program, on=NOW.date(), title="Owls", aired_from=NOW, aired_until=NOW, starts=NOW, ends=NOW
    )


def counted(home: Home, front: str, episode: Episode, **days: int) -> None:
    said = {"front": front, "days": {day.replace("_", "-")[1:]: {str(episode.pk): n} for day, n in days.items()}}
    put(home.run / "downloads" / f"{front}.json", json.dumps(said).encode())


def test_each_front_s_number_of_a_day_is_a_row_and_reading_twice_adds_nothing(home: Home, episode: Episode) -> None:
    counted(home, "11-aa", episode, _2026_11_23=4, _2026_11_24=2)
    counted(home, "12-bb", episode, _2026_11_24=3)
    downloads.take_in(at=NOW)
    downloads.take_in(at=NOW)
    counted(home, "12-bb", episode, _2026_11_24=5)
    assert downloads.take_in(at=NOW) == 3
    by_day = Downloads.objects.filter(episode=episode).order_by("day").values_list("day").annotate(n=Sum("count"))
    assert [(str(day), n) for day, n in by_day] == [("2026-11-23", 4), ("2026-11-24", 7)]


def test_a_front_that_is_long_gone_leaves_no_file(home: Home, episode: Episode) -> None:
    counted(home, "11-aa", episode, _2026_11_20=4)
    old = (NOW - timedelta(days=3)).timestamp()
    os.utime(home.run / "downloads" / "11-aa.json", (old, old))
    downloads.take_in(at=NOW)
    assert not list((home.run / "downloads").iterdir())
    assert Downloads.objects.get().count == 4


@pytest.mark.parametrize(
    "written", [b"", b"[]", b'{"days": {"no day": {"1": 1}}}', b'{"days": {"2026-11-24": {"x": 1}}}']
)
def test_what_is_no_count_is_passed_over(home: Home, episode: Episode, written: bytes) -> None:
    put(home.run / "downloads" / "11-aa.json", written)
    counted(home, "12-bb", episode, _2026_11_24=3)
    downloads.take_in(at=NOW)
    assert Downloads.objects.get().count == 3
