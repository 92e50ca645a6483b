"""Stories that are read in an order: the page of a series, what a story says of it, and what is not out yet."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from groundwave.newsroom import api as newsroom
from groundwave.newsroom.models import SeriesPart
from tests.cast import NOW, Cast

pytestmark = pytest.mark.usefixtures("at_now")
TITLES = ("How the owls left", "Where the owls went", "Why the owls came back")


@pytest.fixture
def owls(cast: Cast) -> list[newsroom.Story]:
    """The first was published last."""
    return [cast.story(title, published_at=NOW - timedelta(hours=n + 1)) for n, title in enumerate(TITLES)]


@pytest.fixture
def series(owls: list[newsroom.Story]) -> newsroom.Series:
    made = newsroom.Series.objects.create(name="The year of the owl", slug="owl-year", description="Three parts.")
    for place, story in enumerate(owls):
        SeriesPart.objects.create(series=made, story=story, sort_order=place)
    return made


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


@pytest.mark.parametrize("twin", ["", "/text"])
def test_a_series_is_read_in_its_order(client: Client, series: newsroom.Series, twin: str) -> None:
    page = read(client, f"{twin}/series/owl-year")
    assert "The year of the owl" in page and "Three parts." in page
    assert sorted(TITLES, key=page.index) == list(TITLES)


@pytest.mark.parametrize("twin", ["", "/text"])
def test_a_story_leads_to_the_ones_beside_it(
    client: Client, series: newsroom.Series, owls: list[newsroom.Story], twin: str
) -> None:
    first, middle, last = (read(client, f"{twin}{story.url}") for story in owls)
    assert "Part 2 of 3 in the series" in middle
    assert f'href="{twin}/series/owl-year"' in middle
    for beside in (owls[0], owls[2]):
        assert f'href="{twin}{beside.url}"' in middle
    assert "Before this" not in first and "Next in the series" in first
    assert "Before this" in last and "Next in the series" not in last


def test_search_engines_are_told(client: Client, series: newsroom.Series, owls: list[newsroom.Story]) -> None:
    page = read(client, owls[1].url)
    graph = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])["@graph"]
    assert graph[0]["isPartOf"]["name"] == "The year of the owl"
    assert graph[0]["isPartOf"]["url"].endswith("/series/owl-year")
    assert graph[0]["position"] == 2


def test_what_is_not_out_is_neither_named_nor_counted(
    client: Client, series: newsroom.Series, owls: list[newsroom.Story]
) -> None:
    newsroom.Story.objects.filter(pk=owls[1].pk).update(embargoed_until=NOW + timedelta(hours=1))
    for path in ("/series/owl-year", "/series/owl-year/feed.xml", owls[0].url):
        assert "Where the owls went" not in read(client, path)
    assert "Part 1 of 2 in the series" in read(client, owls[0].url)
    newsroom.Story.objects.update(embargoed_until=NOW + timedelta(hours=1))
    for path in ("/series/owl-year", "/text/series/owl-year", "/series/owl-year/feed.xml"):
        read(client, path, status=404)


def test_its_feed_has_the_newest_first(client: Client, series: newsroom.Series, owls: list[newsroom.Story]) -> None:
    newsroom.Story.objects.filter(pk=owls[2].pk).update(published_at=NOW - timedelta(minutes=1))
    for ending in ("xml", "atom", "json"):
        feed = read(client, f"/series/owl-year/feed.{ending}")
        assert sorted(TITLES, key=feed.index) == [TITLES[2], TITLES[0], TITLES[1]]


def test_the_sitemap_dates_it_by_what_is_out_of_it(
    client: Client, series: newsroom.Series, owls: list[newsroom.Story]
) -> None:
    newsroom.Story.objects.filter(pk=owls[2].pk).update(updated_at=NOW - timedelta(minutes=5))
    newsroom.Story.objects.filter(pk=owls[0].pk).update(updated_at=NOW, embargoed_until=NOW + timedelta(hours=1))
    told = "<loc>http://127.0.0.1:8000/series/owl-year</loc><lastmod>2026-11-24T19:25:00+00:00</lastmod>"
    assert told in read(client, "/sitemaps/pages.xml")
    newsroom.Story.objects.update(expire_at=NOW)
    assert "/series/" not in read(client, "/sitemaps/pages.xml")


def test_a_series_stands_in_its_language(cast: Cast, client: Client) -> None:
    made = newsroom.Series.objects.create(name="El año del búho", slug="buho", language="es")
    for place, title in enumerate(("Se fueron", "Vuelven")):
        SeriesPart.objects.create(series=made, story=cast.story(title, section=cast.noticias), sort_order=place)
    assert "Vuelven" in read(client, "/es/series/buho")
    read(client, "/series/buho", status=404)
    story = newsroom.Story.objects.get(title="Vuelven")
    page = read(client, story.url)
    assert "Parte 2 de 2 de la serie" in page and 'href="/es/series/buho"' in page


def test_an_editor_puts_a_story_into_one_series_only(
    cast: Cast, client: Client, series: newsroom.Series, owls: list[newsroom.Story]
) -> None:
    client.force_login(cast.editor)
    fields = {"name": "Others", "slug": "others", "language": "en", "description": ""}
    part = {"parts-0-story": str(owls[0].pk), "parts-0-id": "", "parts-0-ORDER": "1", "parts-0-DELETE": ""}
    counts = {f"parts-{name}": n for name, n in (("TOTAL_FORMS", 1), ("INITIAL_FORMS", 0), ("MIN_NUM_FORMS", 0))}
    url = reverse("wagtailsnippets_newsroom_series:add")
    refused = client.post(url, {**fields, **part, **counts, "parts-MAX_NUM_FORMS": 100})
    assert "This story is in a series already." in refused.content.decode()
    SeriesPart.objects.filter(story=owls[0]).delete()
    client.post(url, {**fields, **part, **counts, "parts-MAX_NUM_FORMS": 100})
    assert newsroom.Series.objects.get(slug="others").parts.get().story == owls[0]
