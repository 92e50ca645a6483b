"""The sketch of a group's transmitters: where the dots go, and where their names fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 320
HEIGHT: Final = 220
_ACROSS: Final = 190
_DOWN: Final = 130
# A degree of longitude is shorter by about a quarter in the middle latitudes.
_LONGITUDE: Final = 0.75
_LETTER: Final = 7.2
_LINE: Final = 14
# The baseline of a name below or above its dot, the nearest first.
_PLACES: Final = (-10.0, 20.0, -25.0, 35.0)


@dataclass(frozen=True)
class Place:
    """Something with a name, in degrees; east and north are positive."""

    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True)
class Dot:
    """In the drawing's own units, from the top left; `label_y` is the name's baseline, centered on `x`."""

    x: float
    y: float
    label_y: float


def dots(places: Sequence[Place]) -> list[Dot]:
    """A dot for each place in the order given, north up, one scale for both ways; names keep off each other."""
    east = [place.longitude for place in places]
    north = [place.latitude for place in places]
    reach = max((max(east) - min(east)) * _LONGITUDE, max(north) - min(north), 0.01)
    middle_east, middle_north = (min(east) + max(east)) / 2, (min(north) + max(north)) / 2
    at = [
        (
            WIDTH / 2 + (place.longitude - middle_east) * _LONGITUDE / reach * _ACROSS,
            HEIGHT / 2 - (place.latitude - middle_north) / reach * _DOWN,
        )
        for place in places
    ]
    taken = [_box(x, y + 4, 12) for x, y in at]
    found = []
    for place, (x, y) in zip(places, at, strict=True):
        width = len(place.name) * _LETTER
        free = (step for step in _PLACES if not any(_meet(_box(x, y + step, width), box) for box in taken))
        step = next(free, _PLACES[0])
        taken.append(_box(x, y + step, width))
        found.append(Dot(round(x, 1), round(y, 1), round(y + step, 1)))
    return found


Box = tuple[float, float, float, float]


def _box(x: float, baseline: float, width: float) -> Box:
    return (x - width / 2, baseline - _LINE + 4, x + width / 2, baseline + 3)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
