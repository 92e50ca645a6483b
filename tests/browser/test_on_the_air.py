"""The chief engineer changes what is on the air, and loses a source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sound import loudest_tone, write_tone
from tests.browser.station import Station, until

NOWHERE = "http://127.0.0.1:1/dead"
TONE = 1_000.0


@pytest.fixture
def music(station: Station) -> Iterator[str]:
    """The slug of a service whose own sound is put back afterward."""
    yield "music"
    station.run("air", "source", "music", str(station.home / "sounds" / "music.flac"))


def near(hertz: float) -> bool:
    return abs(hertz - TONE) < 20


def test_another_file_is_heard_within_seconds(station: Station, music: str, tmp_path: Path) -> None:
    assert not near(loudest_tone(station, music))
    tone = write_tone(tmp_path / "tone.wav", hertz=TONE)
    said = station.run("air", "source", music, str(tone)).stdout
    assert str(tone) in said
    until(lambda: station.engine(music)["source"] == str(tone), what="the engine to take the file", seconds=15)
    until(lambda: near(loudest_tone(station, music)), what="the tone in the newest segment", seconds=15, every=0.5)
    assert f"{music} plays {tone}" in station.run("air", "status").stdout


def test_a_dead_source_leaves_the_service_up_and_is_said(page: Page, station: Station, music: str) -> None:
    station.manage(
        "shell", "-c",
        f"from groundwave.air.api import Source; Source.objects.filter(chain__service__slug={music!r}).delete()",
    )  # fmt: skip
    station.run("air", "source", music, NOWHERE)
    until(lambda: station.engine(music)["on_fallback"], what="the engine to go to its fallback", seconds=30)
    status = station.run("air", "status").stdout
    line = next(line for line in status.splitlines() if line.startswith(music))
    assert "is on its fallback" in line
    since = until(lambda: station.newest_segment(music), what="fresh sound")
    until(lambda: (newest := station.newest_segment(music)) and newest > since, what="sound that goes on")
    page.goto("/listen")
    page.locator("main button[data-play-service=music]").first.click()
    expect(page.locator("station-player[data-phase=playing]")).to_be_visible()


def test_a_source_that_cannot_be_is_refused_with_a_clear_line(station: Station) -> None:
    for words in (("news", "/no/such/file.mp3"), ("no-such-service", "https://stream.example/live")):
        done = station.run("air", "source", *words, check=False)
        assert done.returncode != 0
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        assert words[0] in done.stderr or words[1] in done.stderr


def test_a_second_station_on_the_same_home_is_refused(station: Station) -> None:
    done = station.run("serve", check=False)
    assert done.returncode != 0
    assert str(station.home) in done.stderr
    assert "Traceback" not in done.stderr
