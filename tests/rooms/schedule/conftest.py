"""Owl News on its Tuesday: two weekday programs, and one across midnight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest

from groundwave.schedule import api as schedule
from groundwave.stations import api as stations
from tests.cast import Cast

MakeRule = Callable[..., schedule.Rule]


@pytest.fixture
def make_rule(cast: Cast, at_now: datetime) -> MakeRule:
    def make(
        title: str, at: str, minutes: int, *, service: stations.Service | None = None, **fields: Any
    ) -> schedule.Rule:
        slug = title.lower().replace(" ", "-")
        program, _ = schedule.Program.objects.get_or_create(slug=slug, defaults={"title": title, "hosts": "Rosa Quill"})
        fields.setdefault("valid_from", date(2026, 1, 1))
        return schedule.Rule.objects.create(
            service=service or cast.news, program=program, starts_at=time.fromisoformat(at), minutes=minutes, **fields
        )

    return make


@pytest.fixture
def week_of_owls(make_rule: MakeRule) -> list[schedule.Rule]:
    """Weekdays 5 to 9 and 14 to 16; daily 23 to 2. So nothing is on from 9 to 14."""
    return [
        make_rule("Morning Owl", "05:00", 240),
        make_rule("Owl Talk", "14:00", 120),
        make_rule("Night Flight", "23:00", 180, rrule="FREQ=DAILY"),
    ]
