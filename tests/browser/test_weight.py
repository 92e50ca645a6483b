"""A page's budget: bytes, requests, scripts, the picture that is seen first, and nothing that jumps."""

from __future__ import annotations

from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser

from tests.browser import pages
from tests.browser.station import Station
from tests.browser.weight import KB, weigh

STORY = (170 * KB, 15)
HOME = (250 * KB, 25)
SCRIPT = 20 * KB
TWIN = 14 * KB


@pytest.mark.parametrize(
    ("name", "budget"),
    [
        ("/", HOME),
        ("/es", HOME),
        (pages.LEAD, STORY),
        ("…/orchestra-plays-a-tide-table", STORY),
        (pages.SPANISH_LEAD, STORY),
        ("/environment", HOME),
        ("/listen", STORY),
        ("/schedule/music/week", STORY),
    ],
)
def test_a_page_is_light(browser: Browser, station: Station, name: str, budget: tuple[int, int]) -> None:
    found = weigh(browser, station.url + pages.path(station, name))
    size, requests = budget
    assert found.total <= size, str(found)
    assert found.requests <= requests, f"{found}\n" + "\n".join(found.addresses)
    assert found.kinds.get("Script", 0) <= SCRIPT, str(found)
    assert found.kinds.get("Font", 0) == 0
    assert found.shift <= 0.02, str(found)


@pytest.mark.parametrize("name", ["/", pages.LEAD])
def test_the_picture_seen_first_is_made_for_the_screen(browser: Browser, station: Station, name: str) -> None:
    largest = weigh(browser, station.url + pages.path(station, name)).largest
    assert largest["tag"] == "IMG", largest
    with urlopen(largest["url"], timeout=20) as answer:
        assert answer.headers["content-type"] in ("image/avif", "image/webp")
        assert int(answer.headers["content-length"]) <= 60 * KB
    # Sharp, and at most one step of the sizes too wide: naturalWidth is in the pixels of the layout.
    assert largest["shown"] > 300
    assert 0.9 <= largest["natural"] / largest["shown"] <= 1.6, largest


@pytest.mark.parametrize("name", pages.EVERY_TYPE)
def test_the_text_only_twin_is_one_small_request(station: Station, name: str) -> None:
    address = station.url + pages.twin(pages.path(station, name))
    with urlopen(Request(address, headers={"Accept-Encoding": "gzip"}), timeout=30) as answer:
        transferred = len(answer.read()) + len(str(answer.headers))
    assert transferred <= TWIN, f"{address}: {transferred / KB:.1f} KB"
    words = station.get(address).text
    for costly in ("<script", "<img", "<picture", '<link rel="stylesheet', "<audio", "@import", "url("):
        assert costly not in words, f"{address} has {costly}"
