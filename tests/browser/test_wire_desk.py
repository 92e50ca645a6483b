"""An editor goes through what arrived with the keys, and with the buttons where no script runs."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.station import Station, until
from tests.browser.test_newsroom import log_in

THERE = "https://partner.example/desk/"
ITEMS = ("Kelp drifts into the inner harbor", "Lanterns return to the footbridge", "Geese stop the noon train")


def send(station: Station, file: Path) -> None:
    """Three stories of a partner's feed, just now; the last one stands first on the desk."""
    now = datetime.now(UTC) - timedelta(hours=1)
    entries = [
        {
            "id": f"desk-{number}",
            "url": f"{THERE}{number}",
            "title": title,
            "summary": "A sentence of theirs that nobody else may print as it stands.",
            "content_html": "<p>All of their text.</p>",
            "date_published": now.isoformat(timespec="seconds"),
        }
        for number, title in enumerate(ITEMS)
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Partner Weekly", "items": entries}
    file.write_text(json.dumps(feed))
    station.run("wire", "import", "--no-photos", str(file))


def state_of(page: Page, title: str) -> Any:
    return page.locator("[data-wire-desk] tr", has_text=title).locator("td").nth(2)


def test_the_desk_is_walked_with_the_keys_and_with_the_buttons(reader: Any, station: Station, tmp_path: Path) -> None:
    send(station, tmp_path / "desk.json")
    page: Page = reader(may_complain=True)
    log_in(page, station)
    page.goto("/admin/wire/items/")
    rows = page.locator("[data-wire-desk] tbody tr")
    page.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("h")
    expect(state_of(page, ITEMS[2])).to_contain_text("Held for an editor")
    expect(rows.nth(0)).to_be_focused()  # where one was, after the list was loaded anew
    page.keyboard.press("t")
    expect(state_of(page, ITEMS[2])).to_contain_text("On the site")
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("i")
    expect(state_of(page, ITEMS[1])).to_contain_text("Ignored")
    page.keyboard.press("j")
    page.keyboard.press("l")
    expect(state_of(page, ITEMS[0])).to_contain_text("Link card")

    until(lambda: f'href="{THERE}0"' in station.get("/").text, what="the link card on the front page", seconds=20)
    reading: Page = reader()
    reading.goto("/")
    card = reading.locator(".elsewhere li", has_text=ITEMS[0])
    expect(card.get_by_role("link", name=ITEMS[0])).to_have_attribute("href", f"{THERE}0")
    expect(card).to_contain_text(re.compile("From Partner Weekly"))

    plain: Page = reader(java_script_enabled=False, may_complain=True)
    plain.context.add_cookies(page.context.cookies())  # of the same editor
    plain.goto("/admin/wire/items/")
    row = plain.locator("[data-wire-desk] tr", has_text=ITEMS[1])
    row.get_by_role("button", name="Hold").click()
    expect(state_of(plain, ITEMS[1])).to_contain_text("Held for an editor")
