"""The control room as an operator has it open: it keeps itself up to date, takes a source, holds it, and goes back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.sound import write_tone
from tests.browser.station import Station
from tests.browser.test_newsroom import log_in


@pytest.fixture
def tone(station: Station, tmp_path: Path) -> Iterator[Path]:
    """The first source of Juniper News; its own sound comes second, and is the first again afterward."""
    file = write_tone(tmp_path / "tone.wav", hertz=1_000)
    station.run("air", "source", "news", str(file))
    yield file
    station.run("air", "source", "news", str(station.home / "sounds" / "news.flac"))


def test_an_operator_sees_the_sound_and_takes_the_second_source(reader: Any, station: Station, tone: Path) -> None:
    page = reader(viewport={"width": 360, "height": 740}, may_complain=True)
    log_in(page, station)
    page.goto("/admin/control-room/news/")
    status, facts = page.locator("#air-status"), page.locator("#air-facts")
    expect(status).to_contain_text("On the air")
    expect(facts).to_contain_text(re.compile(r"Newest segment\s*\d+\.\d s old"))
    expect(facts).to_contain_text(re.compile(r"Encoder\s*well"))
    expect(facts).to_contain_text(re.compile(r"Listeners \(HLS\)\s*\d+\s*Listeners \(streams\)\s*\d+"), timeout=20_000)
    expect(facts).to_contain_text(re.compile(r"Last legal ID\s*none on record"))
    expect(page.get_by_role("img", name=re.compile("^Level -?[0-9]+ dBFS"))).to_be_visible()
    assert page.locator(".air-wave-form").get_attribute("d")
    clock = page.locator(".air-clock time")
    shown = clock.inner_text()
    expect(clock).not_to_have_text(shown)  # by itself, without a page load
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(page.locator("#air-sources li").first).to_contain_text("On the air")

    page.get_by_role("button", name="Take source 2").click()
    # What is shown is what the engine says: until it has taken the source the page says that it was asked for.
    expect(page.get_by_role("button", name=re.compile("^(Asked for|Held)$"))).to_be_disabled()
    page.get_by_role("button", name="Back to automatic").focus()
    expect(page.get_by_role("button", name="Held", exact=True)).to_be_disabled()
    expect(page.get_by_role("button", name="Back to automatic")).to_be_focused()
    expect(status).to_contain_text("On the air, held")
    expect(page.locator("#air-differences p")).to_have_count(0)
    assert station.engine("news")["source_index"] == 1
    assert '"event": "held"' in (station.home / "air" / "news" / "asrun.jsonl").read_text()

    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Hold source 1")).to_be_enabled()
    expect(page.locator("#air-differences p")).to_have_count(0)
    expect(status).not_to_contain_text("held")
