"""Number, time and path of a segment are one piece of arithmetic."""

from datetime import UTC, datetime

import pytest

from groundwave.air.engine import timeline


@pytest.mark.parametrize(
    ("unix_time", "number"),
    [(0, 0), (1.919, 0), (1.92, 1), (3600, 1875), (3599.999, 1874), (1_795_458_240, 935_134_500)],
)
def test_number_at(unix_time: float, number: int) -> None:
    assert timeline.number_at(unix_time) == number


def test_an_hour_is_a_whole_number_of_segments() -> None:
    first = timeline.number_at(datetime(2026, 11, 23, 18, tzinfo=UTC).timestamp())
    assert timeline.starts_at(first) == datetime(2026, 11, 23, 18, tzinfo=UTC)
    assert timeline.starts_at(first + 1875) == datetime(2026, 11, 23, 19, tzinfo=UTC)
    assert {timeline.hour_folder(n) for n in range(first, first + 1875)} == {"2026112318"}


def test_both_kinds_of_frame_fill_a_segment() -> None:
    assert timeline.AAC_PER_SEGMENT == 90
    assert timeline.MP3_PER_SEGMENT == 80
    assert timeline.SEGMENT % timeline.AAC_FRAME == timeline.SEGMENT % timeline.MP3_FRAME == 0


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("seg", "seg/2026112318/935134500.m4s"),
        ("mp3", "mp3/2026112318/935134500.mp3"),
        ("adts", "adts/2026112318/935134500.aac"),
    ],
)
def test_path_and_back(kind: timeline.Kind, path: str) -> None:
    number = timeline.number_at(datetime(2026, 11, 23, 18, 24, tzinfo=UTC).timestamp())
    assert timeline.chunk_path(number, kind) == path
    assert timeline.number_in(path.rpartition("/")[2], kind) == number
    assert timeline.starts_at(number) == timeline.instant(timeline.first_sample(number))


@pytest.mark.parametrize("name", [".935.m4s.part", "935.mp3", "x.m4s", ".m4s", "9-5.m4s", "٣.m4s", "935.m4s.part"])
def test_a_name_that_is_no_segment(name: str) -> None:
    assert timeline.number_in(name, "seg") is None


@pytest.mark.parametrize("name", ["2026112325", "20261123", "lost+found", "202611231a", "0000000000", "2026113101"])
def test_a_folder_that_is_no_hour(name: str) -> None:
    assert timeline.hour_of(name) is None
