"""What readers and strangers send, and what of it can reach a stored page: nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import DjangoCaptureOnCommitCallbacks

from groundwave.delivery import api as delivery
from groundwave.delivery import store
from groundwave.delivery.middleware import page_store as middleware
from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from tests.cast import NOW, Cast


@pytest.fixture(autouse=True)
def _stored(cast: Cast, page_store: Path, at_now: datetime) -> Iterator[None]:
    yield
    store.index().file.close()


def files() -> set[str]:
    tree = store.files().tree
    return {path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file()}


def test_a_forged_host_is_refused_before_anything_is_made(client: Client) -> None:
    assert client.get("/about", headers={"host": "evil.example"}).status_code == 400
    assert files() == set()
    assert list(store.index().pages()) == []


def test_nothing_of_the_reader_is_in_the_page(client: Client) -> None:
    plain = client.get("/authors/rosa-quill")
    stored = (store.files().tree / "authors/rosa-quill.html").read_bytes()
    store.files().remove("/authors/rosa-quill")
    odd = client.get(
        "/authors/rosa-quill?utm_source=evilmark",
        headers={
            "accept-language": "es",
            "user-agent": "evilmark",
            "x-forwarded-host": "evilmark.example",
            "x-forwarded-proto": "evilmark",
            "x-forwarded-for": "evilmark",
            "x-original-url": "/evilmark",
            "referer": "https://evilmark.example",
            "cookie": "django_language=es; csrftoken=evilmark",
            "accept-encoding": "gzip",
            "range": "bytes=0-3",
            "if-none-match": "*",
        },
    )
    again = (store.files().tree / "authors/rosa-quill.html").read_bytes()
    assert plain.content == odd.content == stored == again
    assert b"evilmark" not in (store.files().tree / "authors/rosa-quill.head").read_bytes()
    assert "set-cookie" not in odd.headers


def test_an_editor_neither_reads_nor_writes_the_store(client: Client) -> None:
    for headers in ({"cookie": "sessionid=x"}, {"authorization": "Basic eDp5"}):
        assert client.get("/authors/rosa-quill", headers=headers).status_code == 200
    assert client.post("/authors/rosa-quill").status_code in (200, 405)
    assert files() == set()


def test_head_has_no_body_and_stores_the_whole_page(client: Client) -> None:
    answer = client.head("/authors/rosa-quill")
    assert (answer.status_code, answer.content) == (200, b"")
    assert b"</html>" in (store.files().tree / "authors/rosa-quill.html").read_bytes()


def test_ten_thousand_queries_make_no_file_and_no_row() -> None:
    def never(_: HttpRequest) -> HttpResponse:
        raise AssertionError("a template was asked")

    handle, ask = middleware(never), RequestFactory()
    for number in range(10_000):
        answer = handle(ask.get("/authors/rosa-quill", query_params={f"q{number}": "x"}))
        assert (answer.status_code, answer["Location"]) == (302, "/authors/rosa-quill")
    assert files() == set()
    assert list(store.index().pages()) == []


@pytest.mark.parametrize(
    "path",
    [
        "/" + "a" * 10_000,
        "/a\x00b",
        "/🦉",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/../secret_key",
        "/..%2fsecret_key",
        "/news/",
        "//evil.example/",
        "/authors/rosa-quill/",
        "/authors/rosa-quill.html",
        "/authors/.rosa-quill.head",
        "/authors/rosa-quill@page=2",
        "/nobody",
        "/schedule/news?day=1999-01-01",
        "/schedule/news?day=9999-12-31",
        "/schedule/news/week?of=0001-01-01",
        "/api/v1/services/news/schedule?day=9999-12-31",
        "/authors/rosa-quill?page=49",
    ],
)
def test_an_address_that_is_no_page_stores_nothing(client: Client, path: str) -> None:
    address, _, query = path.partition("?")
    raw = unquote_to_bytes(address).decode("latin-1")  # as a server hands it on
    answer = client.generic("GET", "/", QUERY_STRING=query, PATH_INFO=raw)
    assert answer.status_code in (301, 302, 400, 404)
    assert "evil" not in answer.headers.get("Location", "")
    assert files() == set()
    assert list(store.index().pages()) == []


@pytest.mark.parametrize(
    ("address", "to"),
    [
        ("/news/", "/news"),
        ("/news/?page=2&utm_source=x", "/news?page=2"),
        ("/authors/rosa-quill//", "/authors/rosa-quill"),
        ("/es/año/", "/es/a%C3%B1o"),
    ],
)
def test_an_address_with_a_slash_at_its_end_is_the_one_without(client: Client, address: str, to: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, to)
    assert files() == set()


def test_a_story_is_there_gone_withdrawn_and_there_again(
    client: Client, cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    follower = delivery.Follower()

    def settle() -> None:
        follower.follow()
        delivery.come_due()
        while delivery.bake_stale(most=100):
            follower.follow()

    story = cast.story(slug="owls")
    address = newsroom.Story.objects.get(pk=story.pk).url
    name = address.strip("/")
    whole = {f"{name}{ending}" for ending in (".head", ".html", ".html.br", ".html.gz")}
    assert client.get(address).status_code == 200
    assert files() == whole

    with django_capture_on_commit_callbacks(execute=True):
        story.unpublish()
    settle()
    assert not {one for one in files() if "owls" in one}
    assert client.get(address).status_code == 404

    with django_capture_on_commit_callbacks(execute=True):
        newsroom.Story.objects.get(pk=story.pk).save_revision().publish()
    settle()
    assert whole <= files()

    row = newsroom.withdraw(story=story, by=cast.editor, reason="Wrong in every line.")
    settle()
    here = {one for one in files() if one.startswith(f"{name}.")}
    assert here == {f"{name}{ending}" for ending in (".head", ".gone.html", ".gone.html.br", ".gone.html.gz")}
    assert client.get(address).status_code == 410

    row.delete()
    settle()
    if client.get(address).status_code != 200:
        with django_capture_on_commit_callbacks(execute=True):
            newsroom.Story.objects.get(pk=story.pk).save_revision().publish()
        settle()
    assert {one for one in files() if one.startswith(f"{name}.")} == whole
    assert client.get(address).status_code == 200


def test_an_embargo_holds_when_the_clock_was_ahead_for_a_while(client: Client, cast: Cast) -> None:
    follower = delivery.Follower()
    story = cast.story("Fog over the marsh", slug="fog", embargoed_until=NOW + timedelta(hours=1))
    section = cast.local.url
    with clock.standing_at(NOW + timedelta(hours=2)):
        delivery.come_due()
        for address in (story.url, section):
            assert b"Fog over the marsh" in client.get(address).content
    follower.follow()
    delivery.come_due()
    while delivery.bake_stale(most=100):
        pass
    assert client.get(story.url).status_code == 404
    assert b"Fog over the marsh" not in client.get(section).content
    assert b"Fog" not in b"".join((store.files().tree / one).read_bytes() for one in files() if one.endswith(".html"))
