"""The numbers of chunks follow from the clock."""

from groundwave.delivery.front.timeline import candidates, chunk_at, hour_folder

# 2026-11-23T17:00:00Z; hours and chunks fall together, 1875 to the hour.
FIVE = 1_795_453_200


def test_an_hour_begins_with_a_chunk_and_has_1875() -> None:
    assert chunk_at(FIVE) * 92_160 == FIVE * 48_000
    assert chunk_at(FIVE + 3600) - chunk_at(FIVE) == 1875


def test_a_chunk_lies_in_the_hour_in_which_it_begins() -> None:
    first = chunk_at(FIVE)
    assert hour_folder(first) == "2026112317"
    assert hour_folder(first - 1) == "2026112316"
    assert hour_folder(first + 1874) == "2026112317"


def test_only_what_is_new_and_recent_is_looked_for() -> None:
    now = chunk_at(FIVE)
    assert candidates(now - 1, at=FIVE, window=30) == range(now, now + 3)
    assert candidates(None, at=FIVE, window=30).start == now - 16
    assert candidates(now - 1000, at=FIVE, window=30).start == now - 16
