"""axe finds nothing on any page: narrow and wide, by day and by night, with scripts and without."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser import pages
from tests.browser.station import Station

AXE = Axe().axe_script
HEIGHT = 900


def faults(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than its window."""
    over: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return over


def still(page: Page) -> None:
    """axe measures contrast; a color on its way from one to the other is neither."""
    page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})))")


def load_without_scripts(page: Page, address: str) -> None:
    """The page as it stands when nothing has run; scripting comes back afterward, since axe is a script itself."""
    wire = page.context.new_cdp_session(page)
    wire.send("Emulation.setScriptExecutionDisabled", {"value": True})
    page.goto(address)
    wire.send("Emulation.setScriptExecutionDisabled", {"value": False})
    expect(page.locator("station-player a.player-play")).to_be_visible()


@pytest.mark.parametrize("name", [*pages.EVERY_TYPE, *pages.MISSING[:2]])
def test_a_page_is_for_everybody_on_a_phone_and_on_a_desk(reader: Any, station: Station, name: str) -> None:
    page = reader(viewport={"width": 320, "height": HEIGHT}, may_complain=name in pages.MISSING)
    page.goto(pages.path(station, name))
    assert overflow(page) <= 0, "A reader at 320 px has to scroll sideways."
    assert faults(page) == []
    page.set_viewport_size({"width": 1280, "height": HEIGHT})
    assert overflow(page) <= 0
    assert faults(page) == []


@pytest.mark.parametrize("name", pages.REPRESENTATIVE)
def test_a_page_is_for_everybody_at_night_too(reader: Any, station: Station, name: str) -> None:
    page = reader(viewport={"width": 320, "height": HEIGHT}, reduced_motion="reduce")
    page.goto(pages.path(station, name))
    for width, scheme in product((320, 768, 1280), ("light", "dark")):
        if scheme == "light" and width != 768:
            continue  # the test above
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=scheme)
        still(page)
        assert faults(page) == [], f"{width} px, {scheme}"


@pytest.mark.parametrize("name", pages.REPRESENTATIVE)
def test_a_page_without_scripts_is_for_everybody(reader: Any, station: Station, name: str) -> None:
    page = reader(viewport={"width": 320, "height": HEIGHT}, reduced_motion="reduce")
    load_without_scripts(page, pages.path(station, name))
    for width, scheme in ((320, "light"), (768, "dark"), (1280, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=scheme)
        assert faults(page) == [], f"{width} px, {scheme}"


@pytest.mark.parametrize("name", pages.REPRESENTATIVE)
def test_the_text_only_twin_is_for_everybody(reader: Any, station: Station, name: str) -> None:
    page = reader(viewport={"width": 320, "height": HEIGHT})
    page.goto(pages.twin(pages.path(station, name)))
    assert overflow(page) <= 0
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert faults(page) == [], scheme


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_player_is_for_everybody(reader: Any, scheme: str) -> None:
    page = reader(viewport={"width": 320, "height": HEIGHT}, color_scheme=scheme, reduced_motion="reduce")
    page.goto("/")
    player = page.get_by_role("region", name="Player")
    player.get_by_role("button", name="Play Live Radio").click()
    expect(page.locator("station-player[data-phase=playing]")).to_be_visible()
    player.locator("summary").click()
    still(page)
    assert faults(page) == []
    assert overflow(page) <= 0


def test_a_page_reads_well_at_twice_the_size(reader: Any, station: Station) -> None:
    """200 % zoom of a 1280 px window is a window of 640 px with twice the pixels."""
    page = reader(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    for name in ("/", pages.LEAD, "/schedule/music/week"):
        page.goto(pages.path(station, name))
        assert overflow(page) <= 0, name
