"""A live blog on an open page: what is new is offered and announced, and nothing jumps under the reader."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.browser.station import Station

# Old, so that no list of other journeys begins with it.
BEGIN = """
from datetime import timedelta
from groundwave.kit import clock
from groundwave.newsroom import living
from groundwave.newsroom.models import LiveEntry, SectionPage, Story
section = SectionPage.objects.get(slug="news", depth=3)
story = Story(title="The night of the lamps", slug="lamps-live", locale=section.locale)
story.published_at = clock.now() - timedelta(days=2000)
section.add_child(instance=story)
blog = living.begin(story=story, at=clock.now())
living.put(entry=LiveEntry(blog=blog, text="<p>The lamps are still lit.</p>"), by=None, at=clock.now())
print(story.url)
"""
GO_ON = """
from groundwave.kit import clock
from groundwave.newsroom import living
from groundwave.newsroom.models import LiveBlog, LiveEntry
blog = LiveBlog.objects.get(story__slug="lamps-live")
living.put(entry=LiveEntry(blog=blog, headline="Dark", text="<p>All lamps are out.</p>"), by=None, at=clock.now())
first = blog.entries.order_by("made_at").first()
first.text, first.correction = "<p>Most lamps are still lit.</p>", "Some were out."
living.put(entry=first, by=None, at=clock.now())
"""


def test_new_entries_wait_until_the_reader_wants_them(reader: Any, station: Station) -> None:
    address = station.manage("shell", "-v", "0", "-c", BEGIN).split()[-1]
    page = reader()
    page.clock.install()  # ten seconds pass when the test says so
    page.goto(address)
    expect(page.locator(".live-entry")).to_have_count(1)
    station.manage("shell", "-v", "0", "-c", GO_ON)
    # The list is a file, made again within a fraction of a second.
    page.wait_for_function(
        "async from => (await (await fetch(from, { cache: 'no-store' })).text()).includes('All lamps')",
        arg=f"{address}/live.json",
    )
    page.clock.run_for(10_000)
    offer = page.get_by_role("status").get_by_role("button", name="1 new entry")
    expect(offer).to_be_visible()
    # What the reader has before them is corrected in its place; what is new is not there yet.
    expect(page.locator(".live-entry")).to_have_count(1)
    expect(page.locator(".live-entry")).to_contain_text("Most lamps are still lit.")
    offer.click()
    expect(page.locator(".live-entry")).to_have_count(2)
    newest = page.locator(".live-entry").first
    expect(newest).to_contain_text("All lamps are out.")
    expect(newest).to_be_focused()
    expect(offer).to_have_count(0)
