"""A listener goes back in time: by buttons, by the scrubber, by keys; and back to live."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from datetime import datetime
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.past import give_a_past, make_a_hole, pitch_at
from tests.browser.station import Station, until
from tests.browser.test_accessibility import faults, overflow, still
from tests.browser.test_listening import GAP, ON, SAMPLE, clock, longest_stall, play

HOURS = 0.6
MEDIA_SOURCE_IS_MISSING = "delete window.MediaSource; delete window.ManagedMediaSource"
# A device whose clock is so many seconds off.
CLOCK_IS_OFF = """(() => {
  const Right = Date;
  const now = () => Right.now() + 1000 * SECONDS;
  globalThis.Date = class extends Right {
    constructor(...said) {
      super(...(said.length ? said : [now()]));
    }
    static now = now;
  };
})()"""
# What has started is history for an editor, so the rows themselves are written.
TWO_PROGRAMS = """
from datetime import UTC, datetime, timedelta
from groundwave.schedule.api import Broadcast
from groundwave.stations.api import service
edge = datetime.fromtimestamp({edge}, UTC)
begins, ends = edge - timedelta(minutes=5), edge + timedelta(minutes=4)
news = service(slug="news")
for one in Broadcast.objects.filter(service=news, starts__lt=ends, ends__gt=begins):
    kept = [(one.starts, begins), (ends, one.ends)]
    one.delete()
    for starts, over in kept:
        if starts < over:
            Broadcast.objects.create(service=news, program=one.program, title=one.title, starts=starts, ends=over)
Broadcast.objects.create(service=news, title="Before the Edge", starts=begins, ends=edge)
Broadcast.objects.create(service=news, title="After the Edge", starts=edge, ends=ends)
"""
# The strongest tone of what the element gives, by ears of the browser itself.
HEAR = """async () => {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const sound = await import(loaded.find((name) => name.includes("player-sound")));
  if (!window.ears) {
    const listening = new AudioContext();
    window.ears = listening.createAnalyser();
    ears.fftSize = 8192;
    ears.smoothingTimeConstant = 0;
    listening.createMediaElementSource(sound.element).connect(ears).connect(listening.destination);
  }
  await new Promise((go) => setTimeout(go, 400));
  const strength = new Float32Array(ears.frequencyBinCount);
  ears.getFloatFrequencyData(strength);
  return (strength.indexOf(Math.max(...strength)) * ears.context.sampleRate) / ears.fftSize;
}"""


@pytest.fixture(scope="module")
def begins(station: Station) -> Iterator[float]:
    """The Unix time at which the engine's own sound begins; before it each minute has its pitch."""
    yield give_a_past(station.home, "news", hours=HOURS)


def heard_at(page: Page) -> float:
    return float(clock(page)["heardAt"])


def arrive(page: Page, at: float) -> None:
    """Sound of that moment is heard: the position is there, and moves."""
    until(lambda: 0 < heard_at(page) - at < 8, what="sound of then", seconds=15)


def scrub(page: Page) -> Any:
    place = page.locator("station-player [data-part=scrub]")
    if not place.is_visible():
        page.locator("station-player summary").click()
    expect(place).to_be_visible()
    return place


def to(page: Page, at: float) -> None:
    """Draws the open scrubber to a Unix time."""
    page.locator("station-player [data-part=scrub]").evaluate(
        """(slider, at) => {
          slider.focus();
          slider.value = at;
          slider.dispatchEvent(new Event("input"));
          slider.dispatchEvent(new Event("change"));
        }""",
        at,
    )


@pytest.mark.usefixtures("begins")
def test_thirty_seconds_back_and_live_again(page: Page, station: Station) -> None:
    page.goto("/stations")
    play(page)
    player = page.locator("station-player")
    expect(player.get_by_role("button", name="Back to live")).to_be_disabled()
    live = heard_at(page)
    assert 3 < time.time() - live < 10, "It was not near to live."

    player.get_by_role("button", name="Back 30 seconds").click()
    before = time.time()
    arrive(page, live - 30)
    assert abs(heard_at(page) - (live - 30) - (time.time() - before)) < 1.5
    expect(player.locator("[data-part=status]")).to_contain_text("seconds behind live")
    expect(player.get_by_role("button", name="Pause")).to_be_visible()

    player.get_by_role("button", name="Back to live").click()
    until(lambda: time.time() - heard_at(page) < 10, what="live again")
    expect(player.locator("[data-part=status]")).to_be_empty()
    expect(player.get_by_role("button", name="Stop")).to_be_visible()


def test_what_is_heard_is_what_was_sent_then(page: Page, station: Station, begins: float) -> None:
    """Sound itself, not only a position: each minute of this past has a pitch."""
    page.goto("/stations")
    scrub(page)
    minute = (begins // 60 - 12) * 60
    to(page, minute + 57)
    expect(page.locator(ON)).to_be_visible(timeout=15_000)
    arrive(page, minute + 57)
    if heard_at(page) < minute + 59:
        assert abs(page.evaluate(HEAR) - pitch_at(minute)) < 15
    until(lambda: heard_at(page) > minute + 61.5, what="the next minute")
    assert abs(page.evaluate(HEAR) - pitch_at(minute + 60)) < 15
    assert heard_at(page) < minute + 70


@pytest.mark.usefixtures("begins")
def test_by_keys_and_in_words(page: Page, station: Station) -> None:
    page.goto("/stations")
    play(page)
    place = scrub(page)
    place.focus()
    at = heard_at(page) - 15 * 60
    for _ in range(3):
        page.keyboard.press("PageDown")
    arrive(page, at - 0.5)
    page.keyboard.press("ArrowLeft")
    arrive(page, at - 15.5)
    said = place.get_attribute("aria-valuetext")
    assert said
    assert " a.m., " in said or " p.m., " in said or said.startswith(("noon", "midnight"))
    assert said.endswith("15 minutes behind live")
    assert place.get_attribute("aria-label")

    page.keyboard.press("Home")
    oldest = float(place.get_attribute("min") or 0)
    arrive(page, oldest - 1)
    page.keyboard.press("End")
    until(lambda: time.time() - heard_at(page) < 10, what="live again")
    expect(place).to_be_focused()


def test_programs_of_then_are_told_started_over_and_picked(page: Page, station: Station, begins: float) -> None:
    edge = int(begins // 60 - 8) * 60
    station.manage("shell", "-c", TWO_PROGRAMS.format(edge=edge))
    page.goto("/stations")
    play(page)
    player = page.locator("station-player")
    scrub(page)
    player.get_by_role("button", name="Before the Edge").click()
    arrive(page, edge - 300)
    title = player.locator(".player-now [data-part=title]")
    expect(title).to_have_text("Before the Edge")

    scrub(page).evaluate("(slider, at) => { slider.value = at; slider.dispatchEvent(new Event('change')); }", edge - 3)
    expect(title).to_have_text("Before the Edge")
    expect(title).to_have_text("After the Edge", timeout=15_000)
    assert page.evaluate("navigator.mediaSession.metadata.title") == "After the Edge"

    player.get_by_role("button", name="Forward 30 seconds").last.click()
    arrive(page, edge + 25)
    player.get_by_role("button", name="Start over").click()
    arrive(page, edge - 0.1)
    page.keyboard.press("Escape")
    player.get_by_role("button", name="Pause").click()
    kept = heard_at(page)
    player.get_by_role("button", name="Resume").click()
    arrive(page, kept - 0.5)


@pytest.mark.usefixtures("begins")
def test_a_browser_without_media_source_plays_the_past_itself(reader: Any, station: Station) -> None:
    """As Safari does, but for what only Safari can. The device's clock is ten minutes slow: nobody is to notice."""
    page = reader()
    page.add_init_script(MEDIA_SOURCE_IS_MISSING)
    page.add_init_script(CLOCK_IS_OFF.replace("SECONDS", "-600"))
    page.goto("/stations")
    play(page)
    assert clock(page)["src"].endswith("/live/news/live.m3u8")
    place = scrub(page)
    place.focus()
    page.keyboard.press("PageDown")
    at = time.time() - 302
    arrive(page, at - 5)
    assert "/range/" in clock(page)["src"]
    page.keyboard.press("ArrowLeft")
    arrive(page, at - 20)
    page.keyboard.press("End")
    until(lambda: clock(page)["src"].endswith("/live/news/live.m3u8"), what="live again")


@pytest.mark.parametrize("itself", [True, False], ids=["by the browser itself", "by media source"])
def test_a_hole_is_passed_over_and_moves_no_moment(reader: Any, station: Station, begins: float, itself: bool) -> None:
    """A minute was never made. The device's clock is ten minutes fast."""
    hole = (begins // 60 - 20) * 60 + 20
    make_a_hole(station.home, "news", begins=hole, ends=hole + 60)
    page = reader()
    page.add_init_script(CLOCK_IS_OFF.replace("SECONDS", "600"))
    if itself:
        page.add_init_script(MEDIA_SOURCE_IS_MISSING)
    page.goto("/stations")
    on_now = next(one for one in station.get("/api/v1/services").json["services"] if one["slug"] == "news")["now"]
    expect(page.locator("station-player [data-part=title]")).to_have_text(on_now["title"])
    told = page.locator("station-player [data-part=elapsed]").get_attribute("datetime") or ""
    since = time.time() - datetime.fromisoformat(on_now["starts"]).timestamp()
    assert abs(int(told[2:-1]) - since) < 15
    scrub(page)
    to(page, hole - 2)
    expect(page.locator(ON)).to_be_visible(timeout=15_000)
    until(lambda: heard_at(page) > hole + 57, what="what comes after the hole")
    assert heard_at(page) < hole + 66, "More was left out than is missing."
    assert abs(page.evaluate(HEAR) - pitch_at(hole + 60)) < 15

    if not itself:
        return
    to(page, hole + 105)
    arrive(page, hole + 105)
    assert abs(page.evaluate(HEAR) - pitch_at(hole + 105)) < 15


def test_nobody_hears_that_an_engine_died(page: Page, station: Station) -> None:
    """Killed, and three seconds gone before it is started again."""
    page.goto("/stations")
    play(page)
    until(lambda: time.time() - heard_at(page) < 10, what="live")
    page.evaluate(SAMPLE)
    before = station.engine("news")["pid"]
    os.kill(station.process.pid, signal.SIGSTOP)  # whoever would start it again
    try:
        os.kill(before, signal.SIGKILL)
        page.wait_for_timeout(3_000)
    finally:
        os.kill(station.process.pid, signal.SIGCONT)
    until(lambda: station.engine("news")["pid"] != before, what="the new engine")
    started = time.time()
    until(lambda: heard_at(page) > started, what="sound of the new engine", seconds=30)

    samples: list[tuple[float, float]] = [(wall, sound) for wall, sound in page.evaluate("heard")]
    assert longest_stall(samples) < GAP, "An engine that started anew was heard as silence."
    assert clock(page)["phase"] == "playing"


@pytest.mark.usefixtures("begins")
def test_the_open_past_is_for_everybody(reader: Any, station: Station) -> None:
    page = reader(viewport={"width": 320, "height": 700}, reduced_motion="reduce")
    page.goto("/stations")
    play(page)
    place = scrub(page)
    place.focus()
    page.keyboard.press("PageDown")
    expect(page.locator("station-player [data-part=status]")).to_contain_text("5 minutes behind live")
    for width, scheme in product((320, 768, 1280), ("light", "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        still(page)
        assert faults(page) == [], f"{width} px, {scheme}"
        assert overflow(page) <= 0
        if width == 320:
            assert small_targets(page) == []


def small_targets(page: Page) -> Any:
    """Controls of the player under 44 px."""
    return page.evaluate(
        """() => [...document.querySelectorAll("station-player :is(button, input, summary)")]
          .filter((one) => one.checkVisibility())
          .map((one) => [one.dataset.part ?? one.textContent, one.getBoundingClientRect()])
          .filter(([, { width, height }]) => width < 43.9 || height < 43.9)
          .map(([name, { width, height }]) => [name, width, height])"""
    )
