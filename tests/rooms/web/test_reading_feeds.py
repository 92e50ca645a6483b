"""Feeds and sitemaps through their addresses."""

from __future__ import annotations

from datetime import timedelta
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from groundwave.newsroom import api as newsroom
from groundwave.web.views import sitemaps
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


def named(client: Client, url: str) -> list[str]:
    return [place.text or "" for place in parsed(client, url).iter(f"{MAP}loc")]


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


def test_a_card_stands_in_the_feeds_of_its_section_and_leads_out(cast: Cast, client: Client) -> None:
    cast.story("Ours")
    there = "https://www.agency.example/ferry"
    card = newsroom.LinkCard.objects.create(
        headline="Ferry stops", source="Agency", section=cast.local, url=there, summary="The boat.", published_at=NOW
    )
    for path in ("/feed", "/news/feed"):
        item, ours = parsed(client, f"{path}.xml").iter("item")
        assert (ours.findtext("title"), item.findtext("link"), item.findtext("guid")) == ("Ours", there, card.guid_urn)
        assert item.findtext(f"{DC}creator") == "Agency"
        assert item.findtext("description") == "The boat. From Agency, at agency.example"
        assert [category.text for category in item.iter("category")] == ["Local News", "Read elsewhere"]
        (told, _) = client.get(f"{path}.json").json()["items"]
        assert (told["url"], told["external_url"], told["authors"]) == (there, there, [{"name": "Agency"}])
    assert "Ferry stops" not in titles(client, "/arts/feed.xml") + titles(client, "/es/feed.xml")


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
    for url in ("/feed.xml", "/news/feed.xml", "/sitemaps/stories-2026-11.xml", "/news-sitemap.xml"):
        content = client.get(url).content.decode()
        assert not [story for story in hidden if story.title in content or story.slug in content], url


def test_the_sitemap_names_every_public_address_once(cast: Cast, client: Client) -> None:
    story = cast.story()
    unindexed = cast.story("Hidden from search", no_index=True)
    spanish = cast.story("La lechuza & el molino", section=cast.noticias, published_at=NOW - timedelta(days=40))
    site = "http://127.0.0.1:8000"
    files = named(client, "/sitemap.xml")
    assert files == [
        f"{site}/sitemaps/pages.xml",
        f"{site}/sitemaps/stories-2026-11.xml",
        f"{site}/sitemaps/stories-2026-10.xml",
    ]
    found = [place for file in files for place in named(client, file.removeprefix(site))]
    for url in (
        story.url,
        spanish.url,
        "/",
        "/es",
        "/news",
        "/es/noticias",
        "/stations/kowl-fm",
        "/public-files/kowl-tv",
        "/schedule/news",
        "/authors/rosa-quill",
    ):
        assert f"{site}{url}" in found
    assert f"{site}{unindexed.url}" not in found
    assert len(found) == len(set(found))


def test_a_new_story_changes_its_month_and_the_index_alone(cast: Cast, client: Client) -> None:
    cast.story(published_at=NOW - timedelta(days=40))
    cast.story("Of this month")
    paths = ["/sitemap.xml", "/sitemaps/pages.xml", "/sitemaps/stories-2026-10.xml", "/sitemaps/stories-2026-11.xml"]
    before = [client.get(path).content for path in paths]
    cast.story("Another of this month", updated_at=NOW)
    after = [client.get(path).content for path in paths]
    assert [old != new for old, new in zip(before, after, strict=True)] == [True, False, False, True]
    index = parsed(client, "/sitemap.xml")
    assert [when.text for when in index.iter(f"{MAP}lastmod")] == [
        "2026-11-24T19:30:00+00:00",
        "2026-10-15T19:30:00+00:00",
    ]


def test_a_month_beyond_the_limit_of_the_protocol_has_further_files(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "MOST", 2)
    made = [cast.story(f"Story {number}", published_at=NOW - timedelta(hours=number + 1)) for number in range(5)]
    files = [place.removeprefix("http://127.0.0.1:8000") for place in named(client, "/sitemap.xml")]
    assert files[1:] == [f"/sitemaps/stories-2026-11{part}.xml" for part in ("", "-2", "-3")]
    found = [place for file in files[1:] for place in named(client, file)]
    assert found == [f"http://127.0.0.1:8000{story.url}" for story in made]


@pytest.mark.parametrize("month", ["2026-10", "2026-12", "1999-01", "2026-13", "2026-00", "2026-11-2", "2026-11-1"])
def test_a_month_without_stories_has_no_sitemap(cast: Cast, client: Client, month: str) -> None:
    cast.story()
    assert client.get(f"/sitemaps/stories-{month}.xml").status_code == 404


def test_the_sitemaps_of_a_large_month_cost_few_queries(
    cast: Cast, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(4):
        cast.story(f"Story {number}")
    cast.story("From the archive", published_at=NOW - timedelta(days=50 * 365))
    with django_assert_max_num_queries(4):
        client.get("/sitemaps/stories-2026-11.xml")
    with django_assert_max_num_queries(7):
        assert len(named(client, "/sitemap.xml")) == 3


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


# ------------------------------------------------------------------ other forms
def test_atom_says_the_same(cast: Cast, client: Client) -> None:
    story = cast.story("Owls & fog", topics=("Owls",), lead_photo=cast.photo())
    response = client.get("/news/feed.atom")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = fromstring(response.content)
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}id") == story.guid_urn
    assert entry.findtext(f"{ATOM}title") == "Owls & fog"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Rosa Quill"
    assert entry.findtext(f"{ATOM}published") == entry.findtext(f"{ATOM}updated") == "2026-11-24T18:30:00+00:00"
    assert entry.find(f"{MEDIA}content") is not None
    for required in ("id", "title", "updated"):
        assert feed.findtext(f"{ATOM}{required}")
    own = [link.get("href") for link in feed.iter(f"{ATOM}link") if link.get("rel") == "self"]
    assert own == ["http://127.0.0.1:8000/news/feed.atom"]


def test_json_feed_says_the_same(cast: Cast, client: Client) -> None:
    story = cast.story("Owls & fog", topics=("Owls",), lead_photo=cast.photo())
    response = client.get("/feed.json")
    assert response.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    feed = response.json()
    assert (feed["version"], feed["language"]) == ("https://jsonfeed.org/version/1.1", "en")
    (item,) = feed["items"]
    assert (item["id"], item["title"]) == (story.guid_urn, "Owls & fog")
    assert item["content_text"] == story.teaser
    assert item["authors"] == [{"name": "Rosa Quill"}]
    assert item["tags"] == ["Local News", "Owls"]
    assert item["image"].startswith("http://127.0.0.1:8000/media/")
    assert item["date_published"] == "2026-11-24T18:30:00+00:00"


@pytest.mark.parametrize("ending", ["xml", "atom", "json"])
def test_a_feed_of_nothing_is_a_feed(cast: Cast, client: Client, ending: str) -> None:
    first = client.get(f"/es/feed.{ending}").content
    assert first == client.get(f"/es/feed.{ending}").content


# ------------------------------------------------------------------ partners
def partner(**fields: object) -> newsroom.PartnerFeed:
    return newsroom.PartnerFeed.objects.create(name="Barn Weekly", **fields)


def of_partner(client: Client, feed: newsroom.PartnerFeed) -> dict[str, str]:
    """The whole text of each story that the partner is given."""
    response = client.get(f"/partners/{feed.token}/feed.json")
    assert response.headers["Cache-Control"] == "no-store, private"
    return {item["title"]: item.get("content_html", "") for item in response.json()["items"]}


def test_a_partner_is_given_what_is_ours_and_nothing_else(cast: Cast, client: Client) -> None:
    photo = cast.photo()
    cast.story("Ours", text='<p>See <a href="/about">us</a>.</p>', lead_photo=photo)
    cast.story("Theirs", origin="provider", provider="NPR")
    cast.story("Paid", label="sponsored")
    cast.story("Held", embargoed_until=NOW + timedelta(hours=1))
    cast.story("Draft", live=False)
    cast.story("Noticia", section=cast.noticias)
    newsroom.withdraw(story=cast.story("Gone"), by=None, reason="A test.", at=NOW)
    feed = partner()
    given = of_partner(client, feed)
    assert set(given) == {"Ours"}
    assert 'href="http://127.0.0.1:8000/about"' in given["Ours"]
    assert "first appeared at" in given["Ours"]
    assert "<figure>" in given["Ours"]
    photo.license = newsroom.Photo.License.AGENCY
    photo.save()
    assert "<figure>" not in of_partner(client, feed)["Ours"]


def test_a_partner_is_given_its_sections_and_topics(cast: Cast, client: Client) -> None:
    cast.story("Owls", topics=("Owls",))
    cast.story("Arts", section=cast.arts)
    feed = partner()
    feed.sections = [cast.arts]
    feed.save()
    assert set(of_partner(client, feed)) == {"Arts"}
    feed.sections, feed.topics = [], [newsroom.Topic.objects.get(slug="owls")]
    feed.save()
    assert set(of_partner(client, feed)) == {"Owls"}


def test_a_partner_may_be_given_teasers_alone_and_be_switched_off(cast: Cast, client: Client) -> None:
    cast.story("Ours", text="<p>Whole.</p>")
    feed = partner(whole_text=False)
    assert of_partner(client, feed) == {"Ours": ""}
    for ending in ("xml", "atom", "json"):
        assert "Whole." not in client.get(f"/partners/{feed.token}/feed.{ending}").text
    feed.enabled = False
    feed.save()
    assert client.get(f"/partners/{feed.token}/feed.xml").status_code == 404
    assert client.get("/partners/not-a-token-of-anybody-here/feed.xml").status_code == 404


def test_a_partners_rss_and_atom_hold_the_whole_text(cast: Cast, client: Client) -> None:
    cast.story("Ours", text="<p>Whole <script>x</script>&amp; true.</p>")
    feed = partner()
    rss = parsed(client, f"/partners/{feed.token}/feed.xml")
    encoded = rss.findtext("channel/item/{http://purl.org/rss/1.0/modules/content/}encoded") or ""
    atom = parsed(client, f"/partners/{feed.token}/feed.atom")
    content = atom.findtext(f"{ATOM}entry/{ATOM}content") or ""
    assert "<p>Whole &amp; true.</p>" in encoded and "<p>Whole &amp; true.</p>" in content
