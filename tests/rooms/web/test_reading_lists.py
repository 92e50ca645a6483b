"""Home, sections, authors, topics, search, standing pages, and what is said when there is nothing."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from groundwave.discovery import api as discovery
from groundwave.newsroom import api as newsroom
from groundwave.web.paging import PER_PAGE
from tests.cast import NOW, Cast

pytestmark = pytest.mark.usefixtures("at_now")


def read(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode()


def many(cast: Cast, count: int) -> None:
    for number in range(count):
        cast.story(f"Story {number:02}", published_at=NOW - timedelta(hours=number + 1))


def test_every_page_carries_what_a_public_media_page_must(cast: Cast, client: Client) -> None:
    page = read(client, "/")
    for station in (cast.fm, cast.tv):
        assert f'href="/public-files/{station.slug}"' in page
    for said in ("publicfile@owl.example", "555-0101", "Pilar Ames", "captions@owl.example", "Ned Ortiz"):
        assert said in page
    assert "© 2026 Owl Hollow Public Media" in page
    assert 'href="/newsletters"' in page
    assert 'href="/feed.xml"' in page
    assert 'href="/text/"' in page
    assert 'href="/es" lang="es" hreflang="es"' in page


def test_no_page_sets_a_cookie_or_runs_what_stands_in_it(cast: Cast, client: Client) -> None:
    for url in ("/", "/news", cast.story().url, "/search?q=owl", "/text/"):
        response = client.get(url)
        assert not response.cookies
        assert "script-src 'self'" in response["Content-Security-Policy"]
        page = response.content.decode()
        assert not re.search(r'\son\w+="|style="', page)
        scripts = re.findall(r"<script\b([^>]*)>", page)
        assert all("src=" in attributes or "json" in attributes for attributes in scripts)


def test_home_shows_picks_first_and_then_the_newest(cast: Cast, client: Client) -> None:
    cast.story("Newest", published_at=NOW - timedelta(minutes=1))
    old = cast.story("Picked", published_at=NOW - timedelta(days=9))
    cast.home.picks.add(type(cast.home.picks.model())(story=old))
    cast.home.save()
    page = read(client, "/")
    assert page.index(">Picked</a>") < page.index(">Newest</a>")
    assert page.count(">Picked</a>") == 1


def test_home_of_each_language_holds_its_own_stories_and_a_shelf_of_the_other(cast: Cast, client: Client) -> None:
    cast.story()
    cast.story("Los búhos", section=cast.noticias)
    english, spanish = read(client, "/"), read(client, "/es")
    assert '<html lang="es">' in spanish
    assert 'lang="es" aria-labelledby="strip-es"' in english
    assert "Los búhos" in english
    assert 'lang="en" aria-labelledby="strip-en"' in spanish


def test_an_empty_site_is_still_a_page(cast: Cast, client: Client) -> None:
    assert "There are no stories yet." in read(client, "/")
    assert "There are no stories here yet." in read(client, "/news")


def test_a_section_is_read_page_by_page(cast: Cast, client: Client) -> None:
    many(cast, PER_PAGE + 1)
    first, second = read(client, "/news"), read(client, "/news?page=2")
    assert 'rel="next" href="/news?page=2"' in first
    assert f"Story {PER_PAGE:02}" not in first
    assert f"Story {PER_PAGE:02}" in second
    assert 'rel="prev" href="/news?page=1"' in second
    assert '<link rel="canonical" href="http://127.0.0.1:8000/news?page=2">' in second
    assert '<link rel="canonical" href="http://127.0.0.1:8000/news">' in read(client, "/news?utm_source=x&page=1")
    for wrong in ("3", "0", "x", "99999"):
        read(client, f"/news?page={wrong}", status=404)


def test_an_author_s_page_keeps_to_its_language(cast: Cast, client: Client) -> None:
    cast.story("English one")
    cast.story("La española", section=cast.noticias)
    assert "La española" not in read(client, "/authors/rosa-quill")
    assert "English one" not in read(client, "/es/authors/rosa-quill")


def test_an_author_s_page(cast: Cast, client: Client) -> None:
    cast.story()
    page = read(client, "/authors/rosa-quill")
    assert "<h1>Rosa Quill</h1>" in page
    assert "Owls return to the mill" in page
    assert '"ProfilePage"' in page
    cast.reporter.beat, cast.reporter.languages, cast.reporter.contact = "Owls and mills", "English, Spanish", "Box 7"
    cast.reporter.save()
    for path in ("/authors/rosa-quill", "/text/authors/rosa-quill"):
        page = read(client, path)
        assert [words in page for words in ("mills", "Languages: English, Spanish", "Box 7")] == [True] * 3
    assert '"knowsLanguage":["English","Spanish"]' in read(client, "/authors/rosa-quill")
    read(client, "/authors/nobody", status=404)


@pytest.mark.parametrize("twin", ["", "/text"])
def test_a_beat_leads_to_its_topics_and_they_to_who_covers_them(cast: Cast, client: Client, twin: str) -> None:
    cast.story(topics=("Owls",))
    cast.story(topics=("Mills",), embargoed_until=NOW + timedelta(hours=1))
    cast.reporter.beat = "the owls, mills & dams and Barns."
    cast.reporter.save()
    page = read(client, f"{twin}/authors/rosa-quill")
    assert f'<a href="{twin}/topics/owls">the owls</a>, ' in page
    assert f'<a href="{twin}/search?q=mills%20%26%20dams">mills &amp; dams</a> and ' in page
    assert f'<a href="{twin}/es/search?q=Barns">Barns</a>.' in read(client, f"{twin}/es/authors/rosa-quill")
    topic = read(client, f"{twin}/topics/owls")
    assert f'Who covers it: <a href="{twin}/authors/rosa-quill">Rosa Quill</a>' in " ".join(topic.split())
    newsroom.Author.objects.update(is_current=False)
    assert "Who covers it:" not in read(client, f"{twin}/topics/owls")


def test_a_topic_is_nowhere_until_something_on_it_is_out(cast: Cast, client: Client) -> None:
    cast.story(topics=("Merger of owls",), embargoed_until=NOW + timedelta(hours=1))
    cast.reporter.beat = "Merger of owls"
    cast.reporter.save()
    for path in ("/topics/merger-of-owls", "/es/topics/merger-of-owls", "/topics/merger-of-owls/feed.xml"):
        read(client, path, status=404)
    assert "/topics/" not in read(client, "/authors/rosa-quill")


def test_a_topic_s_page_in_its_language_or_in_any(cast: Cast, client: Client) -> None:
    cast.story(topics=("Owls",))
    assert "Owls return to the mill" in read(client, "/topics/owls")
    assert "Owls return to the mill" in read(client, "/es/topics/owls")
    read(client, "/topics/nothing", status=404)


def test_search_finds_and_marks(cast: Cast, client: Client) -> None:
    cast.story(text="<p>The barn owls came back on Monday night.</p>")
    discovery.reindex()
    page = read(client, "/search?q=owls")
    assert "Owls return to the mill" in page
    assert "<mark>" in page
    assert "Nothing was found." in read(client, "/search?q=zebra")


@pytest.mark.parametrize("words", ["", "%00", '"', "<script>", "a" * 3000, "-", "*:*", "%F0%9F%A6%89"])
def test_search_takes_anything(cast: Cast, client: Client, words: str) -> None:
    assert "<script>alert" not in read(client, f"/search?q={words}")


def test_what_was_asked_is_escaped(cast: Cast, client: Client) -> None:
    assert 'value="&quot;&gt;&lt;b&gt;"' in read(client, "/search?q=%22%3E%3Cb%3E")


def test_questions_and_answers(cast: Cast, client: Client) -> None:
    answers = [("question", {"question": "What is ATSC 3.0?", "answer": "<p>A standard.</p>"})]
    faq = newsroom.FaqPage(title="ATSC 3.0", slug="atsc-3", questions=answers)
    cast.home.add_child(instance=faq)
    page = read(client, "/atsc-3")
    assert '"FAQPage"' in page
    assert "<summary>" in page
    assert 'href="/atsc-3"' in read(client, "/")
    assert "A standard." in read(client, "/text/atsc-3")


def test_a_standing_page(cast: Cast, client: Client) -> None:
    about = newsroom.InfoPage(title="About us", slug="about", body="<p>We are owls.</p>")
    cast.home.add_child(instance=about)
    assert "We are owls." in read(client, "/about")
    assert "We are owls." in read(client, "/text/about")
    assert '<a href="/about">About us</a>' in read(client, "/")


def test_nothing_at_this_address_is_said_in_the_frame_of_the_site(cast: Cast, client: Client) -> None:
    page = read(client, "/nothing/here", status=404)
    assert "Nothing at this address" in page
    assert 'action="/search"' in page
    assert '<html lang="es">' in read(client, "/es/nada", status=404)
    assert "<picture" not in read(client, "/text/nothing", status=404)


def test_a_breakdown_is_said_without_the_database(client: Client) -> None:
    client.raise_request_exception = False
    response = client.get("/")  # no database in this test: the page breaks
    assert response.status_code == 500
    assert b"Something broke on our side" in response.content


@pytest.mark.parametrize("path", ["/", "/es/", "/news", "/listen", "/stations", "/text", "/feed.xml"])
def test_a_station_whose_licensee_is_not_written_down_yet_has_pages(client: Client, cast: Cast, path: str) -> None:
    cast.tv.delete()
    cast.fm.delete()
    cast.licensee.delete()
    assert client.get(path).status_code == 200
