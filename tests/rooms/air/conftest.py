"""A home whose archive holds an hour of sound, and a program that is to be recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from groundwave.air.engine.cmaf import init_segment, media_segment
from groundwave.air.engine.spans import SILENCE
from groundwave.air.engine.timeline import AAC_PER_SEGMENT, chunk_path, first_sample, number_at
from groundwave.air.models import Chain
from groundwave.kit.home import Home
from groundwave.schedule import api as schedule
from tests.cast import NOW, Cast

BEGAN = NOW - timedelta(minutes=40)
ENDED = NOW - timedelta(minutes=10)

Archive = Callable[..., Path]


@pytest.fixture
def home(settings: object, tmp_path: Path) -> Home:
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    return Home(tmp_path)


@pytest.fixture
def archive(home: Home) -> Archive:
    """Fill the archive of a service with silence, but for segments that hold one of the instants left out."""

    def fill(
        begin: datetime = BEGAN - timedelta(minutes=5),
        end: datetime = NOW,
        *,
        without: tuple[datetime, ...] = (),
        service: str = "news",
    ) -> Path:
        live = home.live / service
        live.mkdir(parents=True, exist_ok=True)
        (live / "init.mp4").write_bytes(init_segment(96_000))
        left_out = {number_at(at.timestamp()) for at in without}
        for number in range(number_at(begin.timestamp()), number_at(end.timestamp())):
            if number not in left_out:
                path = live / chunk_path(number, "seg")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(media_segment(number, first_sample(number), [SILENCE] * AAC_PER_SEGMENT))
        return live

    return fill


@pytest.fixture
def program(cast: Cast, at_now: datetime, home: Home) -> schedule.Program:
    """Owl Talk, heard on Owl News from 1:50 to 2:20 p.m., recorded, and ours to offer for two weeks."""
    Chain.objects.get_or_create(service=cast.news)
    made = schedule.Program.objects.create(
        title="Owl Talk", slug="owl-talk", hosts="Rosa Quill", is_recorded=True, on_demand="days", on_demand_days=14
    )
    schedule.Program.objects.filter(pk=made.pk).update(recorded_since=NOW - timedelta(days=30))
    made.refresh_from_db()
    return made


@pytest.fixture
def broadcast(cast: Cast, program: schedule.Program) -> schedule.Broadcast:
    return schedule.Broadcast.objects.create(
        service=cast.news, program=program, title="Owl Talk", hosts="Rosa Quill", starts=BEGAN, ends=ENDED
    )
