"""The doctor's lines about the air, from the rows of a station."""

from __future__ import annotations

from datetime import timedelta

import pytest

from groundwave.air import api as air
from groundwave.ops.doctor.examination import air as examined
from groundwave.schedule import api as schedule
from tests.cast import NOW, Cast

pytestmark = pytest.mark.usefixtures("at_now")


def test_a_service_is_told_of_as_it_is(cast: Cast) -> None:
    chain = air.Chain.objects.create(service=cast.news)
    source = air.Source.objects.create(chain=chain, location="https://one.example/", sort_order=1)
    broadcast = schedule.Broadcast.objects.create(
        service=cast.news, title="Owl Talk", starts=NOW - timedelta(hours=2), ends=NOW - timedelta(hours=1)
    )
    schedule.confirm(
        broadcast=broadcast, verdict="part", heard=60, fallback=3540, silence=0, gaps=0, evidence="here", at=NOW
    )
    air.Outage.objects.create(chain=chain, fault="disk", began=NOW, raised_at=NOW)
    air.Hold.objects.create(chain=chain, source=source, label="one", taken_at=NOW)
    said = [f"{one.severity}: {one.what}" for one in examined(serving=True, at=NOW)]
    assert said == [
        "note: In the last day 0 of 1 broadcasts of news aired whole, 1 in part, 0 not.",
        "wrong: news: The disk is low since 19:30:00 UTC.",
        "note: Nobody is told when news fails.",
        "note: news is held by hand on one since 2026-11-24 19:30 UTC.",
        "note: No station identification of news is planned here.",
    ]
