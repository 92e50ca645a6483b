"""A reader goes from page to page, in two languages, with pictures and without."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from playwright.sync_api import Page, expect

from tests.browser import pages
from tests.browser.station import Station


def linked_data(page: Page) -> list[dict[str, Any]]:
    """All things that a page's JSON-LD speaks of."""
    found: list[dict[str, Any]] = []
    for script in page.locator('script[type="application/ld+json"]').all_text_contents():
        said = json.loads(script)
        found += said.get("@graph", [said])
    return found


def test_from_the_front_page_through_a_story_to_its_topic_and_its_author(page: Page) -> None:
    page.goto("/")
    page.locator("nav.sections").get_by_role("link", name="Environment").click()
    expect(page.locator("h1")).to_have_text("Environment")
    headline = page.locator("main .card-headline a").first
    title = headline.inner_text()
    headline.click()
    expect(page.locator("h1")).to_have_text(title)
    related = page.get_by_role("region", name="Related stories").locator(".card-headline a").first
    next_title = related.inner_text()
    related.click()
    expect(page.locator("h1")).to_have_text(next_title)
    topic = page.get_by_role("navigation", name="Topics of this story").get_by_role("link").first
    name = topic.inner_text()
    topic.click()
    expect(page.locator("h1")).to_contain_text(name)
    page.locator("main .card-headline a", has_text=next_title).first.click()
    author = page.locator("a[rel=author]").first
    name = author.inner_text()
    author.click()
    expect(page.locator("h1")).to_contain_text(name)
    expect(page.locator("main .card-headline a", has_text=next_title).first).to_be_visible()
    assert page.context.cookies() == [], "A reader gets no cookie."


def test_the_text_only_twin_leads_through_the_site_and_back(page: Page, station: Station) -> None:
    page.goto(pages.path(station, pages.LEAD))
    title = page.locator("h1").inner_text()
    page.get_by_role("contentinfo").get_by_role("link", name="Text only").click()
    expect(page).to_have_url(re.compile(r"/text/news/"))
    expect(page.locator("h1")).to_have_text(title)
    assert page.locator("script:not([type='application/ld+json']), img, picture, link[rel=stylesheet]").count() == 0
    page.get_by_role("link", name="Environment").first.click()
    expect(page).to_have_url(re.compile(r"/text/environment$"))
    page.locator("main").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/text/"))
    page.get_by_role("link", name="With pictures and sound").click()
    expect(page.locator("station-player")).to_be_visible()
    assert page.context.cookies() == []


def test_a_story_and_its_spanish_twin_lead_to_each_other(page: Page, station: Station) -> None:
    english = pages.path(station, pages.LEAD)
    page.goto(english)
    page.get_by_role("link", name="Leer en español").click()
    expect(page).to_have_url(station.url + pages.path(station, pages.SPANISH_LEAD))
    assert page.locator("html").get_attribute("lang") == "es"
    # Its own navigation, in its own language.
    expect(page.locator("nav.sections").get_by_role("link", name="Noticias", exact=True)).to_be_visible()
    alternates = page.locator("link[rel=alternate][hreflang]").evaluate_all("all => all.map((one) => one.hreflang)")
    assert set(alternates) == {"en", "es"}
    page.locator("a.story-translation").click()
    expect(page).to_have_url(station.url + english)
    assert page.locator("html").get_attribute("lang") == "en"


def test_search_finds_a_story_by_its_words(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Search", exact=True).first.click()
    page.get_by_role("searchbox").fill("ferry winter")
    page.get_by_role("searchbox").press("Enter")
    page.locator("main").get_by_role("link", name="Fourth ferry will keep running through the winter").click()
    expect(page.locator("h1")).to_have_text("Fourth ferry will keep running through the winter")
    page.goto("/search?q=zzzz")
    expect(page.locator("main .card")).to_have_count(0)
    assert page.locator("main").inner_text().strip()
    assert page.context.cookies() == []


def test_a_page_that_is_not_there_says_so_and_shows_ways_on(reader: Any) -> None:
    page = reader(may_complain=True)  # Chromium notes each 404 on its console
    for path in pages.MISSING:
        answer = page.goto(path)
        assert answer and answer.status == 404
        expect(page.locator("h1")).to_be_visible()
        assert page.get_by_role("main").get_by_role("link").count() > 0
    page.goto(pages.MISSING[1])
    assert page.locator("html").get_attribute("lang") == "es"


def test_a_correction_stands_on_the_story_that_it_corrects(page: Page, station: Station) -> None:
    page.goto(pages.path(station, pages.CORRECTED))
    corrections = page.get_by_role("region", name="Corrections")
    expect(corrections).to_contain_text("It was 4,100, not 41,000.")
    expect(corrections.locator("time")).to_be_visible()


def test_a_partners_story_carries_its_owner_and_leads_to_the_original(page: Page, station: Station) -> None:
    page.goto(pages.path(station, pages.SYNDICATED))
    line = page.locator(".copyright")
    expect(line).to_contain_text(re.compile(r"(©|Copyright) 20\d\d Cascara Wire Service"))
    assert line.get_by_role("link").get_attribute("href") == "https://wire.example/2026/sleeper-train-study"
    canonical = page.locator("link[rel=canonical]").get_attribute("href")
    assert canonical == "https://wire.example/2026/sleeper-train-study"
    # What is ours stays ours: the group's own line with the year is at the foot.
    expect(page.get_by_role("contentinfo")).to_contain_text(re.compile(r"© 20\d\d Juniper Public Media"))


def test_an_appeal_stands_in_the_break_of_the_body_and_at_the_foot(page: Page, station: Station) -> None:
    page.goto(pages.path(station, pages.LEAD))
    within = page.locator(".prose .appeal")
    expect(within).to_contain_text("This story was paid for by neighbors")
    expect(page.locator(".appeal-foot")).to_contain_text("Keep the signal strong")
    page.goto(pages.path(station, "…/salmon-return-to-mill-creek"))
    expect(page.locator(".prose .appeal")).to_contain_text("Somebody has to sit on the bucket")
    page.goto(pages.path(station, pages.SPANISH_LEAD))
    expect(page.locator(".appeal").first).to_contain_text("Noticias para todos, gratis")
    page.locator(".appeal a").first.click()
    expect(page).to_have_url(re.compile(r"/es/support$"))


def test_a_photo_has_its_caption_its_photographer_and_words_for_the_blind(page: Page, station: Station) -> None:
    page.goto(pages.path(station, pages.CORRECTED))
    figure = page.locator(".story figure").first
    assert figure.locator("img").get_attribute("alt")
    expect(figure.locator("figcaption")).to_contain_text("Lightning over farm country")
    expect(figure.locator("figcaption")).to_contain_text("Rory Halvorsen")


def test_machines_read_what_the_pages_say(page: Page, station: Station) -> None:
    page.goto(pages.path(station, pages.LEAD))
    article = next(thing for thing in linked_data(page) if thing["@type"] == "NewsArticle")
    assert article["headline"] == page.locator("h1").inner_text()
    assert article["datePublished"] and article["author"] and article["publisher"]
    for path, language in (("/atsc-3", "en"), ("/es/atsc-3-es", "es")):
        page.goto(path)
        asked = next(thing for thing in linked_data(page) if thing["@type"] == "FAQPage")["mainEntity"]
        assert len(asked) >= 5
        words = page.locator("main").inner_text()
        for question in asked:
            assert question["@type"] == "Question"
            assert question["name"] in words
            assert question["acceptedAnswer"]["text"]
        assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize(
    "where", ["/", "/es", "/news", "/authors/imani-castellane", "/topics/…", "/programs/first-light"]
)
def test_the_feed_that_a_page_names_is_one(page: Page, station: Station, where: str) -> None:
    page.goto(pages.path(station, where))
    address = page.locator('link[type="application/rss+xml"]').first.get_attribute("href")
    assert address
    answer = station.get(address)
    assert answer.status == 200
    channel = fromstring(answer.text).find("channel")
    assert channel is not None
    items = channel.findall("item")
    assert items
    guids = [item.findtext("guid") for item in items]
    assert all(guids) and len(set(guids)) == len(guids)
    assert all((item.findtext("link") or "").startswith(("http://", "https://")) for item in items)


@pytest.mark.parametrize("name", pages.EVERY_TYPE)
def test_every_page_names_the_stations_their_public_files_and_whom_to_ask(station: Station, name: str) -> None:
    path = pages.path(station, name)
    for address in (path, pages.twin(path)):
        answer = station.get(address)
        assert answer.status == 200 and "set-cookie" not in answer.headers, address
        words = answer.text
        for call_sign in ("wjpa", "wjpm", "wjpn", "wjpq"):
            for band in ("fm", "tv"):
                assert re.search(rf'href="(/text)?(/es)?/public-files/{call_sign}-{band}"', words), (
                    f"{address} has no link to the public file of {call_sign}-{band}"
                )
        assert "mailto:publicfile@" in words or re.search(r"mailto:[^\"]*public", words), address
        assert "/atsc-3" in words, address


@pytest.mark.parametrize(
    "address", [*pages.MISSING, "/feed.xml", "/sitemap.xml", "/robots.txt", "/api/v1/services", "/live/news/live.m3u8"]
)
def test_no_answer_to_a_reader_sets_a_cookie(station: Station, address: str) -> None:
    assert "set-cookie" not in station.get(address).headers
