"""What a page may cost: queries of the database, bytes and requests of a reader."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from groundwave.kit import deps
from tests.cast import NOW, Cast

pytestmark = pytest.mark.usefixtures("at_now")

STORY, HOME, SECTION = 45, 45, 30  # queries of a page made for one reader
BAKED = {"/": 20, "/news": 12, "/news/2026-11-24/story-03-of-local-news": 15, "/feed.xml": 6}  # one among many
TEXT_BYTES = 14 * 1024


@pytest.fixture
def full(cast: Cast, client: Client) -> Iterator[Cast]:
    """Three sections of stories with photos whose sizes exist already, and a warm site cache."""
    photo = cast.photo()
    for number in range(8):
        for section in (cast.local, cast.arts, cast.noticias):
            cast.story(
                f"Story {number:02} of {section.title}",
                section=section,
                lead_photo=photo,
                topics=("Owls", "Mills"),
                text="<p>The owls came back on Monday night, all five of them.</p>" * 12,
                published_at=NOW - timedelta(hours=number + 1),
            )
    client.get("/")
    client.get("/es")
    yield cast
    cache.clear()


def test_queries_of_the_home_page(
    full: Cast, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(HOME):
        assert client.get("/").status_code == 200


def test_queries_of_a_story(full: Cast, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    url = "/news/2026-11-24/story-03-of-local-news"
    with django_assert_max_num_queries(STORY):
        assert client.get(url).status_code == 200


def test_queries_of_a_section_do_not_grow_with_its_stories(
    full: Cast, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(SECTION):
        assert client.get("/news").status_code == 200


@pytest.mark.parametrize("url", BAKED)
def test_queries_of_a_page_that_is_baked_after_others(
    full: Cast, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, url: str
) -> None:
    memos = deps.Memos()
    for before in ("/arts", "/news/2026-11-24/story-02-of-local-news"):
        with deps.recording(memos=memos):
            client.get(before)
    with deps.recording(memos=memos), django_assert_max_num_queries(BAKED[url]):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("url", ["/text/", "/text/es", "/text/news", "/text/news/2026-11-24/story-03-of-local-news"])
def test_the_text_only_twin_is_one_small_request(full: Cast, client: Client, url: str) -> None:
    response = client.get(url)
    assert response.status_code == 200
    page = response.content.decode()
    assert len(response.content) <= TEXT_BYTES
    assert not re.search(r"<(script|img|picture|audio|iframe|source)\b|stylesheet", page)
    assert '<link rel="canonical" href="http://127.0.0.1:8000/' in page


def test_every_link_of_a_text_only_page_stays_there(full: Cast, client: Client) -> None:
    page = client.get("/text/news").content.decode()
    away = [url for url in re.findall(r'<a [^>]*?href="(/[^"]*)"', page) if not url.startswith("/text")]
    assert set(away) <= {"/news", "/feed.xml"}  # the page with pictures, and the feed


def test_a_story_with_its_style_fits_the_budget_of_a_phone(full: Cast, client: Client) -> None:
    page = client.get("/news/2026-11-24/story-03-of-local-news").content
    assert len(gzip.compress(page)) <= 25 * 1024
    assert page.count(b'rel="stylesheet"') == 1


def test_only_the_first_picture_is_fetched_at_once(full: Cast, client: Client) -> None:
    for url in ("/", "/news/2026-11-24/story-03-of-local-news"):
        images = re.findall(r"<img [^>]*>", client.get(url).content.decode())
        assert ["fetchpriority" in image for image in images] == [True] + [False] * (len(images) - 1)
        assert all("width=" in image and "height=" in image and "alt=" in image for image in images)
        assert all('loading="lazy"' in image for image in images[1:])
