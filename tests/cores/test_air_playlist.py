"""The live playlist's text, and what it may list."""

import pytest

from groundwave.air.engine.playlist import contiguous_tail, live_playlist


@pytest.mark.parametrize(
    ("numbers", "tail"),
    [
        ([], []),
        ([7], [7]),
        ([1, 2, 3], [1, 2, 3]),
        ([1, 2, 4, 5], [4, 5]),
        ([5, 4, 2, 9], [9]),
        (range(100), list(range(92, 100))),
    ],
)
def test_tail_stops_at_the_first_hole(numbers: list[int], tail: list[int]) -> None:
    assert contiguous_tail(numbers) == tail


def test_text() -> None:
    assert live_playlist([935_134_500, 935_134_501]) == (
        "#EXTM3U\n"
        "#EXT-X-VERSION:7\n"
        "#EXT-X-TARGETDURATION:2\n"
        "#EXT-X-MEDIA-SEQUENCE:935134500\n"
        "#EXT-X-INDEPENDENT-SEGMENTS\n"
        '#EXT-X-MAP:URI="init.mp4"\n'
        "#EXT-X-PROGRAM-DATE-TIME:2026-11-23T18:24:00.000Z\n"
        "#EXTINF:1.92000,\n"
        "seg/2026112318/935134500.m4s\n"
        "#EXT-X-PROGRAM-DATE-TIME:2026-11-23T18:24:01.920Z\n"
        "#EXTINF:1.92000,\n"
        "seg/2026112318/935134501.m4s\n"
    )


@pytest.mark.parametrize("numbers", [[], [1, 3], [2, 1]])
def test_a_hole_is_refused(numbers: list[int]) -> None:
    with pytest.raises(ValueError, match="segment"):
        live_playlist(numbers)
