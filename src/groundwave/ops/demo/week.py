"""The demo's programs and the rules of its week."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from groundwave.kit import text
from groundwave.newsroom import api as newsroom
from groundwave.ops.demo.copy.programs import PROGRAMS, SCHEDULE
from groundwave.ops.demo.copy.shapes import Program as Words
from groundwave.ops.demo.group import Made
from groundwave.ops.demo.material import Material
from groundwave.schedule import api as schedule

GENRES = {
    "News": "news",
    "News magazine": "news",
    "Revista": "news",
    "Talk": "talk",
    "Ambient": "music",
    "Classical": "music",
    "Jazz": "music",
    "Folk": "music",
    "Overnight": "music",
    "Arts": "arts",
    "Film": "arts",
    "Documentary": "documentary",
    "Slow television": "documentary",
    "Environment": "science",
    "Children": "children",
    "Public affairs": "affairs",
}
FIRST_DAY = date(2026, 1, 1)


def build(*, services: dict[str, Made], authors: dict[str, newsroom.Author], material: Material) -> None:
    programs = {words.slug: _program(words, authors, material) for words in PROGRAMS}
    schedule.Rule.objects.bulk_create(
        schedule.Rule(
            service=services[slot.service].service,
            program=programs[slot.program],
            rrule=f"FREQ=WEEKLY;BYDAY={slot.days}",
            starts_at=time.fromisoformat(slot.start),
            minutes=slot.minutes,
            valid_from=FIRST_DAY,
        )
        for slot in SCHEDULE
    )


def expand(*, at: datetime) -> None:
    """From yesterday on, so that the day that is shown is whole."""
    schedule.expand(starts=at - timedelta(days=2), ends=at + timedelta(days=15))


def _program(words: Words, authors: dict[str, newsroom.Author], material: Material) -> schedule.Program:
    program = schedule.Program.objects.create(
        title=words.title,
        slug=words.slug,
        hosts=text.prose_list(words.hosts, conjunction="y" if words.language == "es" else "and"),
        summary=text.cut(words.description, 240),
        description=f"<p>{words.description}</p>",
        tile=material.photo(words.tile, alt=f"Tile of the program {words.title}."),
        language=words.language,
        genre=GENRES.get(words.genre, "other"),
        distributor=words.origin,
    )
    program.authors.set([author for author in authors.values() if author.name in words.hosts])
    return program
