"""What Owl News airs in the tests of the listening pages."""

from __future__ import annotations

from datetime import date, time

from groundwave.schedule import api as schedule
from tests.cast import Cast


def owl_week(cast: Cast) -> dict[str, schedule.Program]:
    """Weekdays 5 to 9, 14 to 16 (on at the cast's now) and 16 to 18; nothing on Owl Music."""
    programs = {}
    for title, at, minutes in (("Morning Owl", "05:00", 240), ("Owl Talk", "14:00", 120), ("Dusk", "16:00", 120)):
        program = schedule.Program.objects.create(
            title=title, slug=title.lower().replace(" ", "-"), hosts="Rosa Quill", summary=f"About {title}."
        )
        schedule.Rule.objects.create(
            service=cast.news,
            program=program,
            starts_at=time.fromisoformat(at),
            minutes=minutes,
            valid_from=date(2026, 1, 1),
        )
        programs[title] = program
    return programs
