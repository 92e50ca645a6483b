"""The control room as an operator has it open: it keeps itself up to date, holds a source, and goes back."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect

from tests.browser.station import Station
from tests.browser.test_newsroom import log_in


def test_an_operator_sees_the_sound_and_holds_a_source(reader: Any, station: Station) -> None:
    page = reader(viewport={"width": 360, "height": 740}, may_complain=True)
    log_in(page, station)
    page.goto("/admin/control-room/news/")
    expect(page.locator("#air-status")).to_contain_text("On the air")
    expect(page.locator("#air-facts")).to_contain_text(re.compile(r"Newest segment\s*\d"))
    expect(page.get_by_role("img", name=re.compile("^Level -?[0-9]+ dBFS"))).to_be_visible()
    assert page.locator(".air-wave-form").get_attribute("d")
    clock = page.locator(".air-clock time")
    shown = clock.inner_text()
    expect(clock).not_to_have_text(shown)  # by itself, without a page load
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

    page.get_by_role("button", name="Hold source 1").click()
    expect(page.get_by_role("button", name="Held", exact=True)).to_be_disabled()
    expect(page.locator("#air-told")).to_contain_text(
        "held", ignore_case=True, timeout=30_000
    )  # the engine's own record
    page.get_by_role("button", name="Back to automatic").click()
    expect(page.get_by_role("button", name="Hold source 1")).to_be_enabled()
