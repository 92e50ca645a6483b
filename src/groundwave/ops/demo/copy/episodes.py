"""What can be heard again on the demo station: some broadcasts of the last days, cut short."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Heard:
    """`days` before today the program was on; chapters are (second, title); `said` is the transcript's captions."""

    program: str
    days: int
    title: str
    summary: str
    chapters: tuple[tuple[int, str], ...] = ()
    said: tuple[tuple[int, str], ...] = ()


EPISODES = (
    Heard(
        "first-light",
        1,
        "The ferry in winter, and what the fog does to sound",
        "Why the fourth boat stays in the timetable until March, a harbor pilot on listening in fog, and the "
        "marine forecast in full.",
        chapters=((0, "Good morning"), (14, "The fourth ferry"), (38, "Listening in fog"), (64, "Marine forecast")),
        said=(
            (0, "Good morning. It is five past five, and the harbor is gray."),
            (14, "The fourth ferry stays in the timetable until the first of March."),
            (38, "A pilot hears the breakwater before anybody sees it."),
            (64, "The marine forecast: northeast, fresh to strong, easing by noon."),
        ),
    ),
    Heard(
        "first-light",
        2,
        "School delays, and a choir that counts",
        "Which schools open late and how that is decided; and two hundred singers who count the herons.",
        chapters=((0, "School delays"), (45, "Counting herons")),
    ),
    Heard(
        "la-marea",
        3,
        "El puerto a las seis de la mañana",
        "Quién abre la lonja, qué se paga hoy por el bacalao y una canción de cuna que cruzó el mar.",
        chapters=((0, "La lonja"), (40, "Una canción de cuna")),
    ),
)
