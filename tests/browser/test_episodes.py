"""A broadcast is heard again: from the program's page, with the script and without it, and from the middle."""

from __future__ import annotations

from typing import Any
from urllib.request import Request, urlopen

from playwright.sync_api import Page, expect

from tests.browser import pages
from tests.browser.station import Station

EPISODE = "/programs/first-light/…"
# The browser's own player is asked where it is after a jump into the middle.
FROM_THE_MIDDLE = """async (src) => {
  const sound = new Audio(src);
  await new Promise((done, failed) => { sound.onloadedmetadata = done; sound.onerror = () => failed(sound.error); });
  sound.currentTime = 60;
  await new Promise((done) => { sound.onseeked = done; });
  sound.muted = true;
  await sound.play();
  await new Promise((done) => { sound.ontimeupdate = () => sound.currentTime > 60.2 && done(); });
  sound.pause();
  return [sound.duration, sound.currentTime];
}"""


def test_an_episode_is_found_and_plays_in_the_bar(page: Page, station: Station) -> None:
    page.goto("/programs/first-light")
    page.locator("main .episode-title a").first.click()
    expect(page.locator("main h1")).to_contain_text("The ferry in winter")
    page.locator("main .sound").get_by_role("button").first.click()
    expect(page.locator("station-player[data-phase=playing]")).to_be_visible(timeout=15_000)
    expect(page.locator("station-player")).to_contain_text("The ferry in winter")


def test_it_is_as_long_as_it_says_and_can_be_entered_in_the_middle(page: Page, station: Station) -> None:
    address = pages.path(station, EPISODE)
    page.goto(address)
    length, at = page.evaluate(FROM_THE_MIDDLE, f"{address}.m4a")
    assert abs(length - 90) < 0.05
    assert 60 < at < 75


def test_without_a_script_the_browser_plays_it_and_chapters_lead_into_it(reader: Any, station: Station) -> None:
    page = reader(java_script_enabled=False)
    page.goto(pages.path(station, EPISODE))
    expect(page.locator("main audio[controls]")).to_be_visible()
    chapter = page.get_by_role("link", name="Listening in fog")
    address = chapter.get_attribute("href") or ""
    assert address.endswith(".m4a#t=38")
    asked = Request(station.url + address.partition("#")[0], headers={"Range": "bytes=0-99"})
    with urlopen(asked, timeout=20) as answer:
        assert (answer.status, len(answer.read())) == (206, 100)
