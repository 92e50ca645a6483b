"""Names on the sketch of transmitters keep off each other."""

from groundwave.web.chart import HEIGHT, WIDTH, Place, dots

COAST = [
    Place("Port Ansel", -68.4410, 44.2130),
    Place("Millbrook Flats", -69.0520, 44.4875),
    Place("Cedar Notch", -69.8840, 44.9310),
    Place("Quarry Bend", -69.3375, 44.6020),
]


def test_north_is_up_and_east_is_right() -> None:
    ansel, _, notch, _ = dots(COAST)
    assert ansel.x > notch.x
    assert ansel.y > notch.y


def test_every_dot_is_inside() -> None:
    for dot in dots(COAST):
        assert 0 < dot.x < WIDTH
        assert 0 < dot.y < HEIGHT


def test_no_name_stands_on_another() -> None:
    made = dots(COAST)
    for here, one in zip(made, COAST, strict=True):
        for there, other in zip(made, COAST, strict=True):
            if one is not other and abs(here.label_y - there.label_y) < 12:
                assert abs(here.x - there.x) > (len(one.name) + len(other.name)) * 3.4


def test_two_stations_on_one_tower_are_two_names() -> None:
    first, second = dots([Place("Port Ansel", -68, 44), Place("Port Ansel", -68, 44)])
    assert (first.x, first.y) == (second.x, second.y)
    assert abs(first.label_y - second.label_y) >= 12
