"""Peaks for whoever draws what was sent, and the renditions as a person writes them."""

import pytest

from groundwave.air.core.renditions import read_renditions
from groundwave.air.engine.mix import TICK
from groundwave.air.engine.peaks import Outline, byte_of
from groundwave.air.engine.playlist import multivariant_playlist
from groundwave.air.engine.rendition import in_order
from groundwave.air.engine.timeline import SEGMENT, place_in_hour, starts_at
from tests.playlists import check


@pytest.mark.parametrize(
    ("peak", "byte"), [(0.0, 0), (0.001, 0), (0.01, 85), (0.1, 170), (0.5012, 230), (1.0, 255), (1.3, 255)]
)
def test_a_peak_is_a_byte(peak: float, byte: int) -> None:
    assert byte_of(peak) == byte


def test_four_peaks_a_segment_and_none_of_half_a_segment() -> None:
    outline = Outline()
    first = 935_134_500 * SEGMENT
    start = first - 2 * TICK
    found = [outline.take(start + n * TICK, 1.0 if n == 2 + 7 else 0.1) for n in range(2 + 20)]
    assert [one for one in found if one] == [(935_134_500, bytes([170, 255, 170, 170]))]
    assert [Outline().take(first + n * TICK, 1.0) for n in range(5, 20)] == [None] * 15


@pytest.mark.parametrize("number", [935_134_500, 935_134_500 + 1_400, 935_136_374, 935_136_375])
def test_the_place_of_a_segment_in_its_hour(number: int) -> None:
    at = starts_at(number)
    seconds = at.minute * 60 + at.second + at.microsecond / 1e6
    assert place_in_hour(number) == pytest.approx(seconds / 1.92)


@pytest.mark.parametrize(
    ("text", "rates"),
    [("48, 96, 160", (48_000, 96_000, 160_000)), ("96", (96_000,)), ("160 64,64", (64_000, 160_000))],
)
def test_renditions(text: str, rates: tuple[int, ...]) -> None:
    assert read_renditions(text) == rates


@pytest.mark.parametrize("text", ["", "96k", "16", "320", "48,64,96,128,160,192", "-96", "９６"])
def test_what_are_no_renditions(text: str) -> None:
    with pytest.raises(ValueError, match=r"Give|A rendition"):
        read_renditions(text)


def test_players_begin_with_the_middle_one() -> None:
    assert in_order([48_000, 160_000, 96_000]) == [96_000, 48_000, 160_000]
    assert in_order([256_000, 192_000]) == [192_000, 256_000]
    text = multivariant_playlist([(96, 122_500), (48, 62_500)])
    assert check(text) == ["96/live.m3u8", "48/live.m3u8"]
    with pytest.raises(ValueError, match="at least one"):
        multivariant_playlist([])
