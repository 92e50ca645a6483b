"""With JavaScript off everything can be read, and the play button is a link to the stream."""

from __future__ import annotations

from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.browser import pages
from tests.browser.station import Station

A_SECOND = 96_000 // 8


@pytest.mark.parametrize("name", pages.REPRESENTATIVE)
def test_a_page_is_whole(reader: Any, station: Station, name: str) -> None:
    page = reader(java_script_enabled=False)
    page.goto(pages.path(station, name))
    expect(page.locator("h1")).to_have_count(1)
    without = page.locator("main").inner_text()
    with_script = reader()
    with_script.goto(pages.path(station, name))
    # The same words in both, but for the buttons that only a script can serve.
    missing = set(with_script.locator("main").inner_text().split("\n")) - set(without.split("\n"))
    assert len(missing) <= 3, missing


def test_play_is_a_link_to_sound(reader: Any, station: Station) -> None:
    page = reader(java_script_enabled=False)
    page.goto("/")
    play = page.get_by_role("region", name="Player").get_by_role("link", name="Play Live Radio")
    expect(play).to_be_visible()
    address = play.get_attribute("href")
    assert address == "/live/news/stream.mp3"
    with urlopen(station.url + address, timeout=20) as stream:
        assert stream.headers["content-type"] == "audio/mpeg"
        sound = stream.read(3 * A_SECOND)
    assert len(sound) == 3 * A_SECOND
    assert sound[0] == 0xFF and sound[1] & 0xE0 == 0xE0, "It does not begin with an MP3 frame."


def test_search_works(reader: Any) -> None:
    page = reader(java_script_enabled=False)
    page.goto("/search")
    page.get_by_role("searchbox").fill("salmon")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator("main").get_by_role("link", name="Salmon").first).to_be_visible()
