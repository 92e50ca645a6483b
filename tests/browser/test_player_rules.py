"""The player's arithmetic, run by the browser as it stands in its modules: no station, no sound."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from groundwave.web.static import SOURCES

SCRIPTS = SOURCES.parent / "js"
RATES = [52_000, 104_000, 166_000]
ANY_MODULE = """(script) => import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })))
  .then((found) => { Object.assign(window, found); })"""
# Loads segments of 1.92 s over a network of [until when, bits/s] steps, again and again; live is joined 5.5 s
# from what is made, and stays where it came to stand.
LISTEN = """({ rates, steps, minutes, live, thrifty, first }) => {
  let [known, at, loaded, stalled, heard] = [begin(first), 0, 0, 0, false];
  const turn = steps.at(-1)[0];
  const places = [];
  while (at < 60 * minutes) {
    const [, rate] = steps.find(([until]) => at % turn < until);
    const bits = rates[known.place] * 1.92;
    const limit = patience(known, loaded);
    const took = Math.min(limit, 0.08 + bits / rate);
    at += took;
    stalled += heard ? Math.max(0, took - loaded) : 0;
    loaded = Math.max(0, loaded - took);
    places.push(known.place);
    if (took < limit) {
      loaded += 1.92;
      heard = true;
      known = judge(known, { rates, bits, took, loaded, at, thrifty });
    } else known = giveUp(known, at);
    const rest = Math.max(0, loaded - (live ? 3.58 + stalled : 24)); // until the next is there, or wanted
    at += rest;
    loaded -= rest;
  }
  return { places, stalled };
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A blank one that knows the modules without imports of their own."""
    context = browser.new_context()
    made = context.new_page()
    for name in ("player-events", "player-rendition", "player-timeline", "player-titles"):
        made.evaluate(ANY_MODULE, (SCRIPTS / f"{name}.js").read_text())
    yield made
    context.close()


def listened(page: Page, *steps: tuple[float, int], minutes: int = 10, **facts: Any) -> tuple[list[int], float]:
    """Which renditions were loaded in that time, and for how many seconds nothing was heard after the first sound."""
    said = {"rates": RATES, "steps": steps, "minutes": minutes, "live": True, "thrifty": False, "first": 1, **facts}
    found = page.evaluate(LISTEN, said)
    return found["places"], found["stalled"]


def changes(places: list[int]) -> int:
    return sum(before != after for before, after in pairwise(places))


@pytest.mark.parametrize(
    ("rate", "ends"),
    [(30_000, 0), (64_000, 0), (100_000, 0), (140_000, 1), (200_000, 1), (400_000, 2), (10_000_000, 2)],
)
@pytest.mark.parametrize("live", [True, False])
def test_a_steady_network_gets_what_it_carries_and_keeps_it(page: Page, rate: int, ends: int, live: bool) -> None:
    places, stalled = listened(page, (1, rate), live=live)
    assert places[-1] == ends
    assert changes(places) <= 1
    assert (stalled == 0) == (rate > RATES[0])


@pytest.mark.parametrize(
    "steps", [((15, 90_000), (30, 400_000)), ((60, 150_000), (120, 1_000_000)), ((8, 70_000), (30, 2_000_000))]
)
def test_a_network_that_swings_is_not_followed_to_and_fro(page: Page, steps: tuple[tuple[float, int], ...]) -> None:
    places, stalled = listened(page, *steps, minutes=60)
    assert changes(places) <= 20
    assert changes(places[len(places) // 2 :]) <= 6
    assert stalled < 2


def test_a_phone_that_comes_into_a_tunnel_takes_the_smallest_at_once(page: Page) -> None:
    places, stalled = listened(page, (120, 2_000_000), (600, 64_000))
    assert max(places) == 2
    fell = places.index(0, places.index(2))
    assert set(places[fell:]) == {0}
    assert places[fell - 1] == 2
    assert stalled < 1


def test_who_saves_data_is_never_given_more(page: Page) -> None:
    places, _ = listened(page, (1, 10_000_000), thrifty=True, first=0)
    assert set(places) == {0}


LIST = """#EXTM3U
#EXT-X-MAP:URI="init.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-11-27T20:00:00.000Z
#EXTINF:2.0,
1.m4s
#EXTINF:2.0,
2.m4s
#EXT-X-DISCONTINUITY
#EXT-X-PROGRAM-DATE-TIME:2026-11-27T20:01:00.000Z
#EXTINF:2.0,
31.m4s
#EXT-X-GAP
#EXTINF:2.0,
32.m4s
#EXTINF:2.0,
33.m4s
#EXT-X-ENDLIST
"""
BEGINS = 1_795_809_600  # 20:00:00Z


def test_a_list_with_holes_says_when_each_moment_was(page: Page) -> None:
    """Its time goes on over what was never made, and over what has a place without sound (EXT-X-GAP)."""
    found = page.evaluate("(text) => window.found = stretches(text)", LIST)
    assert [(one["media"], one["at"] - BEGINS, one["length"]) for one in found] == [(0, 0, 4), (4, 60, 2), (8, 64, 2)]
    assert page.evaluate("(text) => stretches(text.replaceAll('\\n', '\\r\\n'))", LIST) == found
    assert page.evaluate("[stretches(''), mediaAt([], 5), momentAt([], 5)].flat()") == [None, None]


@pytest.mark.parametrize(
    ("moment", "media", "heard"),
    [
        (1, 1, 1),
        (3.9, 3.9, 3.9),
        (30, 4, 60),  # in the hole: where sound goes on
        (61, 5, 61),
        (62.5, 8, 64),  # in the gap
        (65, 9, 65),
        (70, 14, 70),  # after the end: as far on
        (-9, 0, 0),
    ],
)
def test_moments_and_media_times_are_each_others(page: Page, moment: float, media: float, heard: float) -> None:
    page.evaluate("(text) => window.found = stretches(text)", LIST)
    assert page.evaluate("(at) => mediaAt(found, at)", BEGINS + moment) == pytest.approx(media)
    assert page.evaluate("(time) => momentAt(found, time)", media) == pytest.approx(BEGINS + heard)


def test_titles_of_then_are_told_until_the_next_one_or_for_a_quarter_of_an_hour(page: Page) -> None:
    said = """#EXTM3U
#EXT-X-DATERANGE:ID="program-1",CLASS="program",START-DATE="2026-11-27T20:00:00Z",X-TITLE="First Light"
#EXT-X-DATERANGE:ID="t-1",CLASS="title",START-DATE="2026-11-27T20:01:00Z",X-TITLE="Tide, In",X-ARTIST="Trio"
#EXT-X-DATERANGE:ID="t-2",CLASS="title",START-DATE="2026-11-27T20:04:00Z",END-ON-NEXT=YES,X-TITLE="Out"
"""
    page.evaluate("(text) => { window.titles = new Titles(); titles.note(text); titles.note(text); }", said)
    heard = [page.evaluate("(at) => titles.at(at)", BEGINS + 60 * minute) for minute in (0, 1, 3.9, 4, 18, 20)]
    assert heard == ["", "Tide, In – Trio", "Tide, In – Trio", "Out", "Out", ""]


def test_where_the_stations_words_do_not_come_through_it_is_asked_each_round(browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.clock.install()
    page.evaluate(ANY_MODULE, (SCRIPTS / "player-events.js").read_text())
    page.evaluate(
        """() => {
          window.asked = 0;
          window.nobody = new Happenings("http://127.0.0.1:9/nobody", () => (asked += 1));
          nobody.follow(true);
        }"""
    )
    for asked in (1, 2):
        page.clock.run_for(46_000)
        assert page.evaluate("asked") == asked
    page.evaluate("nobody.follow(false)")
    page.clock.run_for(120_000)
    assert page.evaluate("asked") == 2
    context.close()
