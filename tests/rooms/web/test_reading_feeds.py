"""Feeds and sitemaps through their addresses."""

from __future__ import annotations

from datetime import timedelta
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client

from groundwave.newsroom import api as newsroom
from tests.cast import NOW, Cast

pytestmark = pytest.mark.usefixtures("at_now")

MEDIA = "{http://search.yahoo.com/mrss/}"
ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def parsed(client: Client, url: str) -> Element:
    response = client.get(url)
    assert response.status_code == 200, url
    return fromstring(response.content)


def titles(client: Client, url: str) -> list[str | None]:
    return [item.findtext("title") for item in parsed(client, url).iter("item")]


def test_an_item_keeps_its_identity_and_says_who_when_and_what(cast: Cast, client: Client) -> None:
    story = cast.story(topics=("Owls",), lead_photo=cast.photo(), updated_at=NOW)
    channel = parsed(client, "/feed.xml")
    item = next(channel.iter("item"))
    guid = item.find("guid")
    assert guid is not None
    assert (guid.text, guid.get("isPermaLink")) == (story.guid_urn, "false")
    assert item.findtext("link") == f"http://127.0.0.1:8000{story.url}"
    assert item.findtext(f"{DC}creator") == "Rosa Quill"
    assert [category.text for category in item.iter("category")] == ["Local News", "Owls"]
    assert item.findtext("pubDate") == "Tue, 24 Nov 2026 18:30:00 +0000"
    assert item.findtext(f"{ATOM}updated") == "2026-11-24T19:30:00+00:00"
    media = item.find(f"{MEDIA}content")
    assert media is not None
    assert media.get("url", "").startswith("http://127.0.0.1:8000/media/")
    assert media.findtext(f"{MEDIA}credit") == "Ana Ruiz / Owl Hollow"


def test_an_agency_s_picture_is_not_given_away(cast: Cast, client: Client) -> None:
    photo = cast.photo()
    photo.license = newsroom.Photo.License.AGENCY
    photo.save()
    cast.story(lead_photo=photo)
    assert parsed(client, "/feed.xml").find(f".//{MEDIA}content") is None


def test_each_feed_holds_its_own(cast: Cast, client: Client) -> None:
    cast.story("Local", topics=("Owls",))
    cast.story("Arts", section=cast.arts)
    cast.story("Noticia", section=cast.noticias)
    assert set(titles(client, "/feed.xml")) == {"Local", "Arts"}
    assert titles(client, "/es/feed.xml") == ["Noticia"]
    assert titles(client, "/news/feed.xml") == ["Local"]
    assert titles(client, "/es/noticias/feed.xml") == ["Noticia"]
    assert titles(client, "/topics/owls/feed.xml") == ["Local"]
    assert set(titles(client, "/authors/rosa-quill/feed.xml")) == {"Local", "Arts", "Noticia"}
    assert parsed(client, "/es/feed.xml").findtext("channel/language") == "es"


@pytest.mark.parametrize("path", ["/es/authors/rosa-quill", "/es/topics/buhos"])
def test_a_spanish_feed_leads_to_its_spanish_page(cast: Cast, client: Client, path: str) -> None:
    cast.story("Noticia", section=cast.noticias, topics=("Búhos",))
    assert (parsed(client, f"{path}/feed.xml").findtext("channel/link") or "").endswith(path)


@pytest.mark.parametrize("url", ["/none/feed.xml", "/es/news/feed.xml", "/authors/no/feed.xml", "/topics/no/feed.xml"])
def test_no_such_feed(cast: Cast, client: Client, url: str) -> None:
    assert client.get(url).status_code == 404


def test_what_may_not_be_seen_is_in_no_feed_and_no_sitemap(cast: Cast, client: Client) -> None:
    hidden = [
        cast.story("Embargoed", embargoed_until=NOW + timedelta(hours=1)),
        cast.story("Draft", live=False),
        cast.story("Withdrawn"),
    ]
    newsroom.withdraw(story=hidden[-1], by=cast.editor, reason="Wrong.", at=NOW)
    for url in ("/feed.xml", "/news/feed.xml", "/sitemap.xml", "/news-sitemap.xml"):
        content = client.get(url).content.decode()
        assert not [story for story in hidden if story.title in content or story.slug in content], url


def test_the_sitemap_names_every_public_address_once(cast: Cast, client: Client) -> None:
    story = cast.story()
    unindexed = cast.story("Hidden from search", no_index=True)
    found = [place.text for place in parsed(client, "/sitemap.xml").iter(f"{MAP}loc")]
    site = "http://127.0.0.1:8000"
    for url in (
        story.url,
        "/news",
        "/stations/kowl-fm",
        "/public-files/kowl-tv",
        "/schedule/news",
        "/authors/rosa-quill",
    ):
        assert f"{site}{url}" in found
    assert f"{site}{unindexed.url}" not in found
    assert len(found) == len(set(found))


def test_the_news_sitemap_reaches_back_two_days_and_holds_our_own(cast: Cast, client: Client) -> None:
    cast.story("Fresh & new", published_at=NOW - timedelta(hours=47))
    cast.story("Stale", published_at=NOW - timedelta(hours=49))
    cast.story("Theirs", origin="provider", provider="Far Wire", canonical_url="https://farwire.example/1")
    assert [title.text for title in parsed(client, "/news-sitemap.xml").iter(f"{NEWS}title")] == ["Fresh & new"]


def test_robots_are_told_where_the_sitemaps_are(cast: Cast, client: Client) -> None:
    said = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in said
    assert "Disallow: /admin/" in said


def test_the_icon_is_found_at_its_old_address(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"] == "/static/img/mark.svg"
