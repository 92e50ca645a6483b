"""Chapters from the air and from a producer, and how they move when an episode is trimmed."""

from __future__ import annotations

import json

import pytest

from groundwave.air.core.chapters import (
    Chapter,
    UnableToReadChapters,
    as_json,
    as_text,
    clock,
    from_text,
    from_titles,
    moved,
)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ([(-90.0, "Fog"), (300.0, "Owls")], [(0, "Fog"), (300, "Owls")]),
        ([(-900.0, "Old"), (-90.0, "Fog"), (300.0, "Owls")], [(0, "Fog"), (300, "Owls")]),
        ([(10.0, "Fog"), (12.0, "Slip"), (14.0, "Owls"), (60.0, "Mill")], [(14, "Owls"), (60, "Mill")]),
        ([(10.0, "Fog"), (30.0, "Fog "), (60.0, "Mill")], [(10, "Fog"), (60, "Mill")]),
        ([(10.0, "Fog"), (598.0, "Next program")], []),
        ([(10.0, "Fog"), (700.0, "After")], []),
        ([(10.0, "Fog"), (60.0, ""), (90.0, "Mill")], [(10, "Fog"), (90, "Mill")]),
        ([], []),
    ],
)
def test_titles_become_chapters(told: list[tuple[float, str]], found: list[tuple[float, str]]) -> None:
    assert [(one.at, one.title) for one in from_titles(told, seconds=600)] == found


def test_a_producer_types_lines_and_sees_them_again() -> None:
    text = "0:00 Fog over the marsh\n12:05.5 Owls, again\n1:02:05 The mill"
    read = from_text(f"\n{text}\n\n", seconds=4_000)
    assert [one.at for one in read] == [0, 725.5, 3_725]
    assert as_text(read) == text


@pytest.mark.parametrize("text", ["Fog", "12 Fog", "1:2 Fog", "0:00", "99:99:99:00 Fog", "70:00 Fog"])
def test_what_is_no_chapter_is_refused_in_words(text: str) -> None:
    with pytest.raises(UnableToReadChapters, match=r"is no chapter|after the end"):
        from_text(text, seconds=3_600)


def test_chapters_move_with_the_beginning() -> None:
    chapters = [Chapter(0, "Fog"), Chapter(60, "Owls"), Chapter(600, "Mill")]
    assert moved(chapters, 30, seconds=500) == [Chapter(0, "Fog"), Chapter(30, "Owls")]
    assert moved(chapters, -30, seconds=900) == [Chapter(30, "Fog"), Chapter(90, "Owls"), Chapter(630, "Mill")]
    assert moved(chapters, 60, seconds=500) == [Chapter(0, "Owls")]


def test_the_chapters_file_is_that_of_the_podcast_namespace() -> None:
    assert json.loads(as_json([Chapter(0, "Búhos")])) == {
        "version": "1.2.0",
        "chapters": [{"startTime": 0, "title": "Búhos"}],
    }
    assert clock(59.9996) == "1:00"
