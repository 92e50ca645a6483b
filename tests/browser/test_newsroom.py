"""A reporter writes a story in the admin, looks at it as readers will, and publishes it."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.station import Station

HEADLINE = "Lamplighters of Cedar Notch count the winter's stars"
TEASER = (
    "For one night the village puts out every lamp, and forty people with paper charts find out how dark it still is."
)
FIRST = "The lamps went out at nine."


def log_in(page: Page, station: Station) -> None:
    name, password = station.log_in()
    page.goto("/admin/")
    page.get_by_label("Username").fill(name)
    page.locator("#id_password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile(r"/admin/$"))


def test_a_story_is_written_previewed_and_published(reader: Any, station: Station) -> None:
    page = reader(viewport={"width": 1500, "height": 1000}, may_complain=True)
    log_in(page, station)
    [[section]] = station.rows("select id from wagtailcore_page where slug = 'news' and depth = 3")
    page.goto(f"/admin/pages/add/newsroom/story/{section}/")
    headline = page.locator("#id_title")
    headline.press_sequentially("Lamplighters")
    expect(page.get_by_text("12 characters: 28 more would make it clearer.")).to_be_visible()
    headline.fill(HEADLINE)
    expect(page.get_by_text(f"{len(HEADLINE)} characters: a good length.")).to_be_visible()
    page.locator("#id_teaser").fill(TEASER)
    expect(page.get_by_text(f"{len(TEASER)} characters: a good length.")).to_be_visible()

    body = page.locator("#panel-child-story-body-section, [id*=body-section]").first
    paragraph = body.locator("[contenteditable=true]")  # a new story begins with an open one
    paragraph.click()
    paragraph.press_sequentially(FIRST)
    # The editor hands its words to the form a moment after the last key.
    expect(page.locator("input[name=body-0-value], textarea[name=body-0-value]")).to_have_value(re.compile(FIRST))

    page.get_by_role("button", name="Toggle preview").click()
    # While a preview is made anew, the one before stands beside it.
    preview = page.frame_locator("iframe[title='Preview']").last
    expect(preview.locator("h1")).to_have_text(HEADLINE, timeout=20_000)
    expect(preview.locator(".prose")).to_contain_text(FIRST, timeout=20_000)
    page.get_by_label("Preview mode").select_option(label="Text only")
    expect(preview.locator("station-player")).to_have_count(0, timeout=20_000)
    expect(preview.locator("h1")).to_have_text(HEADLINE)
    expect(preview.locator("main")).to_contain_text(FIRST)
    expect(preview.locator("script, img")).to_have_count(0)

    page.get_by_role("button", name="More actions").first.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("has been published").or_(page.get_by_text("created and published"))).to_be_visible()

    # Another person, who is not logged in.
    neighbor = reader()
    neighbor.goto("/about")
    # The front page is a file, made again within a fraction of a second of the publication.
    neighbor.wait_for_function(
        "async words => (await (await fetch('/', { cache: 'no-store' })).text()).includes(words)", arg=HEADLINE[:27]
    )
    neighbor.goto("/")
    neighbor.locator("main").get_by_role("link", name=HEADLINE).first.click()
    expect(neighbor.locator("h1")).to_have_text(HEADLINE)
    expect(neighbor.locator(".prose")).to_contain_text(FIRST)
    assert neighbor.context.cookies() == []
