"""Search as a reader meets it: a plain form, in both languages, and as the text-only twin."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client

from groundwave.newsroom import api as newsroom
from tests.cast import NOW, Cast
from tests.rooms.discovery.conftest import fed

Write = Callable[..., newsroom.Story]


def read(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    assert not response.cookies
    return response.content.decode()


def words(page: str) -> str:
    """What stands on the page, without the markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2] or page).split())


def test_a_story_is_found_with_its_section_its_day_and_the_words_marked(indexed: Write, client: Client) -> None:
    indexed("Ferry is back", text="<p>The old ferry &amp; its captain came at noon.</p>")
    page = read(client, "/search?q=ferries")
    assert '<a href="/news/2026-11-24/ferry-is-back">Ferry is back</a>' in page
    assert "The old <mark>ferry</mark> &amp; its captain" in page
    assert "1 result" in words(page)
    assert "Local News" in words(page)


def test_what_a_story_says_is_never_markup(indexed: Write, client: Client) -> None:
    indexed("Ferry <b>back</b>", text="<p>The ferry &lt;script&gt;alert(1)&lt;/script&gt; came.</p>")
    page = read(client, "/search?q=ferry+script")
    assert "<script>alert" not in page
    assert "&lt;<mark>script</mark>&gt;" in page
    assert "Ferry &lt;b&gt;back" in page


def test_people_programs_and_stations_stand_among_the_results(indexed: Write, client: Client) -> None:
    indexed("Ferry is back")
    page = read(client, "/search?q=rosa+quill")
    assert 'href="/authors/rosa-quill">Rosa Quill' in page
    assert "People" in words(page)
    assert 'href="/stations/kowl-fm">KOWL-FM' in read(client, "/search?q=kowl")
    assert 'href="/es/stations/kowl-fm">KOWL-FM' in read(client, "/es/search?q=kowl")


def test_spanish_readers_find_spanish_stories_in_spanish_words(cast: Cast, indexed: Write, client: Client) -> None:
    indexed("Las elecciones del domingo", section=cast.noticias)
    indexed("Elections on Sunday")
    page = read(client, "/es/search?q=eleccion")
    assert "Las elecciones del domingo" in page
    assert "1 resultado" in words(page)
    assert "Elections on Sunday" not in page
    everything = read(client, "/es/search?q=sunday&language=any")
    assert '<li lang="en">' in everything
    assert "Elections on Sunday" in everything


def test_a_slip_is_said_openly(indexed: Write, client: Client) -> None:
    indexed("Bridges are closed")
    assert "showing results for “bridges”; nothing was found for “brigdes”" in words(read(client, "/search?q=brigdes"))
    assert "nothing has all of these words" in words(read(client, "/search?q=bridges+xylophone"))


def test_the_twin_finds_the_same_without_styles(indexed: Write, client: Client) -> None:
    indexed("Ferry is back", text="<p>The ferry came at noon.</p>")
    page = read(client, "/text/search?q=ferry")
    assert '<a href="/text/news/2026-11-24/ferry-is-back">Ferry is back</a>' in page
    assert 'action="/text/search"' in page
    assert "<script" not in page
    assert '<link rel="stylesheet"' not in page
    assert 'href="/text/authors/rosa-quill"' in read(client, "/text/search?q=rosa+quill")
    assert 'href="/text/es/authors/rosa-quill"' in read(client, "/text/es/search?q=rosa+quill")


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ("", {"Ferry of late", "Ferry of old", "Ferry on canvas"}),
        ("&section=arts", {"Ferry on canvas"}),
        ("&from=2026-11-01", {"Ferry of late", "Ferry on canvas"}),
        ("&to=2026-01-01", {"Ferry of old"}),
        ("&from=2026-11-24&to=2026-11-24", {"Ferry of late", "Ferry on canvas"}),
        ("&kind=person", set()),
        ("&kind=story&section=news&from=2025-01-01", {"Ferry of late", "Ferry of old"}),
        (
            "&section=nowhere&kind=x&from=yesterday&to=2026-99-99&language=tlh",
            {"Ferry of late", "Ferry of old", "Ferry on canvas"},
        ),
    ],
)
def test_the_form_narrows_the_search(
    cast: Cast, indexed: Write, client: Client, narrowed: str, expected: set[str]
) -> None:
    indexed("Ferry of late")
    indexed("Ferry of old", published_at=NOW - timedelta(days=400))
    indexed("Ferry on canvas", section=cast.arts)
    page = read(client, f"/search?q=ferry{narrowed}")
    assert set(re.findall(r">(Ferry [^<]+)</a>", page)) == expected


def test_a_day_is_a_day_of_the_licensee(indexed: Write, client: Client) -> None:
    """8 p.m. in New York is the next day in UTC."""
    indexed("Ferry at night", published_at=NOW - timedelta(days=1) + timedelta(hours=6))
    assert "Ferry at night" in read(client, "/search?q=ferry&from=2026-11-23&to=2026-11-23")
    assert "Ferry at night" not in read(client, "/search?q=ferry&from=2026-11-24")


def test_the_form_keeps_what_was_chosen(cast: Cast, client: Client) -> None:
    fed()
    page = read(client, "/search?q=ferry&kind=story&section=arts&from=2026-11-01&language=any")
    for piece in (
        'value="ferry"',
        '<option value="story" selected>',
        '<option value="arts" selected>',
        'value="2026-11-01"',
        'value="any" checked',
        '<details class="search-filters" open>',
    ):
        assert piece in page
    assert "or search without the filters" in words(page)


def test_the_next_page_keeps_the_words_and_the_filters(indexed: Write, cast: Cast, client: Client) -> None:
    for number in range(21):
        cast.story(f"Ferry log {number}")
    fed()
    page = read(client, "/search?q=ferry+log&section=news")
    assert "?q=ferry+log&amp;section=news&amp;page=2" in page
    last = read(client, "/search?q=ferry+log&section=news&page=2")
    assert len(re.findall(r">(Ferry log \d+)</a>", page + last)) == 21


@pytest.mark.parametrize("page", ["0", "51", "x", "-1", "9" * 400])
def test_a_page_that_is_none_is_not_found(cast: Cast, client: Client, page: str) -> None:
    fed()
    assert client.get(f"/search?q=ferry&page={page}").status_code == 404


def test_without_an_index_the_page_says_so(cast: Cast, client: Client) -> None:
    assert "Search is being prepared just now" in words(read(client, "/search?q=ferry"))
    assert "Estamos preparando la búsqueda" in words(read(client, "/es/search?q=ferry"))
    assert "being prepared" in read(client, "/text/search?q=ferry")


@pytest.mark.parametrize(
    "typed",
    [
        *("", "%00", "%ED%A0%80", "%FF%FE", "%F0%9F%A6%89", "%E2%80%AEyrref", "*:*"),
        *('"' * 300, "a" * 3000, "x " * 200, "-" * 99),
        *map(quote, ("title:(a OR b) AND [1 TO *]^9~2", "';DROP TABLE stories;--", "¿Quién? «nadie»")),
    ],
)
@pytest.mark.parametrize("place", ["/search", "/es/search", "/text/search"])
def test_whatever_is_typed_is_answered(indexed: Write, client: Client, place: str, typed: str) -> None:
    indexed("Ferry is back")
    read(client, f"{place}?q={typed}")
