"""Stored pages as readers get them from the front: whole, current, conditional, and without the website."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path

import brotli
import httpx
import pytest

from groundwave.kit.home import Home
from tests.rooms.delivery import stored
from tests.rooms.delivery.processes import raw

pytestmark = pytest.mark.network

STORY = "<!doctype html><title>The harbor reopens</title>" + "<p>Boats went out at dawn.</p>" * 200


@pytest.fixture(scope="module")
def pages(home: Home) -> Path:
    return home.path / "pages"


@pytest.fixture(autouse=True)
def _clean(pages: Path) -> Iterator[None]:
    yield
    for head in list((pages / "tree").rglob("*.head")):
        head.unlink()


def plain(front: httpx.Client, path: str, **headers: str) -> httpx.Response:
    return front.get(path, headers={"accept-encoding": "identity", **headers})


def test_a_page_is_given_with_no_website_behind(pages: Path, front: httpx.Client) -> None:
    stored.store(pages, "/news/2026-11-23/harbor", STORY)
    answer = plain(front, "/news/2026-11-23/harbor")
    assert (answer.status_code, answer.text) == (200, STORY)
    assert answer.headers["content-type"] == stored.HTML
    assert answer.headers["cache-control"] == stored.CACHE
    assert answer.headers["content-security-policy"] == stored.POLICY
    assert answer.headers["content-length"] == str(len(STORY))
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert front.get("/news/2026-11-23/other").status_code == 503


def test_headers_that_the_page_brings_are_said_once(pages: Path, front: httpx.Client) -> None:
    own = [("x-content-type-options", "nosniff"), ("referrer-policy", "same-origin")]
    stored.store(pages, "/", STORY, headers=own)
    answer = plain(front, "/")
    assert answer.headers.get_list("x-content-type-options") == ["nosniff"]
    assert answer.headers.get_list("referrer-policy") == ["same-origin"]


def test_a_cdn_is_told_by_what_to_purge_and_a_reader_is_not(pages: Path, front: httpx.Client) -> None:
    stored.store(pages, "/news", STORY, headers=[("surrogate-key", "page:/news newsroom.story:7")])
    assert "surrogate-key" not in plain(front, "/news").headers
    told = plain(front, "/news", **{"surrogate-capability": 'cdn="Surrogate/1.0"'})
    assert told.headers["surrogate-key"] == "page:/news newsroom.story:7"
    assert told.headers["surrogate-control"].startswith("max-age=86400, stale-while-revalidate")
    stored.store(pages, "/arts", STORY)  # without a key nothing could be purged: it is not to be kept for long
    assert "surrogate-control" not in plain(front, "/arts", **{"surrogate-capability": 'cdn="Surrogate/1.0"'}).headers
    assert told.text == STORY


@pytest.mark.parametrize(
    ("takes", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip, br;q=0.1", "br"),
        ("gzip, br;q=0", "gzip"),
        ("gzip;q=0, br;q=0.000", ""),
        ("GZIP", "gzip"),
        ("identity", ""),
        ("*", ""),
        ("br" + "," * 300, ""),
    ],
)
def test_the_compressed_form_that_the_reader_takes(pages: Path, front: httpx.Client, takes: str, encoding: str) -> None:
    stored.store(pages, "/news", STORY)
    with front.stream("GET", "/news", headers={"accept-encoding": takes}) as answer:
        body = b"".join(answer.iter_raw())
    assert answer.headers.get("content-encoding", "") == encoding
    expand = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[encoding]
    assert expand(body) == STORY.encode()
    assert answer.headers["vary"] == "accept-encoding"
    assert answer.headers["content-length"] == str(len(body))


def test_each_encoding_has_a_tag_of_its_own(pages: Path, front: httpx.Client) -> None:
    stored.store(pages, "/news", STORY)
    tags = {front.head("/news", headers={"accept-encoding": takes}).headers["etag"] for takes in ("br", "gzip", "")}
    assert len(tags) == 3


def test_what_the_reader_has_is_not_sent_again(pages: Path, front: httpx.Client) -> None:
    stored.store(pages, "/news", STORY)
    tag = front.get("/news").headers["etag"]
    for header, value, status in (
        ("if-none-match", tag, 304),
        ("if-none-match", f'"other", W/{tag}', 304),
        ("if-none-match", "*", 304),
        ("if-none-match", '"other"', 200),
        ("if-modified-since", stored.DATED, 304),
        ("if-modified-since", "Mon, 23 Nov 2026 18:00:00 GMT", 200),
        ("if-modified-since", "Mon, 23 Nov 2026 16:59:59 GMT", 200),
        ("if-modified-since", "yesterday", 200),
        ("if-modified-since", "Mon, 99 Nov 99999 16:59:59 GMT", 200),
    ):
        answer = front.get("/news", headers={header: value})
        assert (header, value, answer.status_code) == (header, value, status)
        assert (answer.content == b"") == (status == 304)
        assert answer.headers["etag"] == tag
    both = {"if-none-match": '"other"', "if-modified-since": stored.DATED}
    assert front.get("/news", headers=both).status_code == 200


def test_a_clock_that_is_set_back_hides_no_newer_page(pages: Path, front: httpx.Client) -> None:
    later, earlier = "Tue, 24 Nov 2026 09:00:00 GMT", "Mon, 23 Nov 2026 09:00:00 GMT"
    stored.store(pages, "/news", "<p>first</p>", dated=later)
    assert plain(front, "/news", **{"if-modified-since": later}).status_code == 304
    stored.store(pages, "/news", "<p>second</p>", dated=earlier)
    answer = plain(front, "/news", **{"if-modified-since": later})
    assert (answer.status_code, answer.text) == (200, "<p>second</p>")
    assert answer.headers["last-modified"] == earlier


def test_a_file_as_old_as_the_one_before_is_seen_as_another(pages: Path, front: httpx.Client) -> None:
    """The disk's clock stands still or goes back: it is not by the date alone that a page is known."""
    for body in ("<p>a</p>", "<p>b</p>", "<p>c</p>"):
        path = stored.store(pages, "/news", body, bumped=False)
        os.utime(path.with_name("news.head"), ns=(0, 0))
        stored.bump(pages)
        assert plain(front, "/news").text == body


def test_head_says_what_get_would_and_a_range_gets_the_whole(pages: Path, front: httpx.Client) -> None:
    stored.store(pages, "/news", STORY)
    get, head = plain(front, "/news"), front.head("/news", headers={"accept-encoding": "identity"})
    assert head.content == b""
    assert head.headers == get.headers
    assert plain(front, "/news", range="bytes=0-9").text == STORY


def test_a_withdrawn_story_says_so_each_time(pages: Path, front: httpx.Client) -> None:
    stored.store(pages, "/news/2026-11-23/harbor", "<p>Withdrawn.</p>", status=410)
    answer = plain(front, "/news/2026-11-23/harbor")
    assert (answer.status_code, answer.text) == (410, "<p>Withdrawn.</p>")
    again = plain(front, "/news/2026-11-23/harbor", **{"if-none-match": answer.headers["etag"]})
    assert again.status_code == 410


def test_a_replaced_page_is_given_at_once_and_a_removed_one_no_more(pages: Path, front: httpx.Client) -> None:
    for number in range(50):
        stored.store(pages, "/news", f"<p>{number}</p>")
        assert plain(front, "/news").text == f"<p>{number}</p>"
    stored.remove(pages, "/news")
    assert plain(front, "/news").status_code == 503
    stored.store(pages, "/news", "<p>back</p>")
    assert plain(front, "/news").text == "<p>back</p>"


def test_feeds_json_and_variants_are_pages_too(pages: Path, front: httpx.Client) -> None:
    stored.store(pages, "/feed.xml", "<rss/>", content_type="application/rss+xml; charset=utf-8")
    stored.store(pages, "/api/v1/services", '{"services":[]}', content_type=stored.JSON)
    stored.store(pages, "/news?page=2", "<p>older</p>")
    stored.store(pages, "/news", "<p>newest</p>")
    stored.store(pages, "/es/caf\u00e9", "<p>caf\u00e9</p>")
    assert plain(front, "/feed.xml").headers["content-type"] == "application/rss+xml; charset=utf-8"
    assert plain(front, "/api/v1/services").json() == {"services": []}
    assert plain(front, "/news?page=2").text == "<p>older</p>"
    assert plain(front, "/news?page=1").text == "<p>newest</p>"
    assert plain(front, "/news?utm_source=letter&page=2&fbclid=x").text == "<p>older</p>"
    assert plain(front, "/es/caf%C3%A9").text == "<p>caf\u00e9</p>"


def test_strange_parameters_are_sent_away_and_kept_by_nobody(pages: Path, front: httpx.Client) -> None:
    stored.store(pages, "/news?page=2", "<p>older</p>")
    plain(front, "/news?page=2")
    for asked, url in (
        ("/news?page=2&x=1", "/news?page=2"),
        ("/news?page=2&page=3", "/news?page=2"),
        ("/news?page=99", "/news"),
        ("/es/caf%C3%A9?x=%0d%0aset-cookie:a=b", "/es/caf%C3%A9"),
    ):
        answer = plain(front, asked)
        assert (answer.status_code, answer.headers["location"]) == (302, url)
        assert answer.headers["cache-control"] == "no-store"
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "header", ["x-forwarded-host", "x-host", "forwarded", "x-original-url", "x-rewrite-url", "x-forwarded-prefix"]
)
def test_no_header_but_the_encoding_changes_a_page(pages: Path, front: httpx.Client, header: str) -> None:
    stored.store(pages, "/news", STORY)
    usual = plain(front, "/news")
    answer = plain(front, "/news", **{header: "evil.example"}, cookie="theme=dark", **{"accept-language": "es"})
    assert answer.text == STORY
    assert answer.headers == usual.headers


@pytest.mark.parametrize(
    "target",
    [
        "/news%3Fpage=2",
        "/news@page=2",
        "/news.html",
        "/news.head",
        "/news.html.br",
        "/.news.html.part",
        "/tree/news",
        "/index",
        "/es/../news",
        "/%2e%2e/generation",
        "/news%00",
        "/news/",
        "//news",
        "/news%2f",
        "/n%5cews",
    ],
)
def test_no_trick_of_a_path_reaches_a_file(pages: Path, front: httpx.Client, target: str) -> None:
    stored.store(pages, "/", STORY)
    stored.store(pages, "/news", STORY)
    stored.store(pages, "/news?page=2", STORY)
    for path in ("/", "/news", "/news?page=2"):  # all are in memory
        assert plain(front, path).text == STORY
    answer = raw(front, f"GET {target} HTTP/1.1")
    assert not answer.startswith(b"HTTP/1.1 200")
    assert b"Boats" not in answer


def test_half_written_pages_are_as_if_they_were_not_there(pages: Path, front: httpx.Client) -> None:
    for number, content in enumerate((b"", STORY[:500].encode(), b"\0" * len(STORY))):
        path = stored.store(pages, f"/broken-{number}", STORY, bumped=False)
        stored.replace(path, content)
        assert plain(front, f"/broken-{number}").status_code == 503
    for content in (b"", b"{", b"[]", b'{"status": 200}', b"\xff", b"7"):
        path = stored.store(pages, "/news", STORY)
        assert plain(front, "/news").text == STORY
        stored.replace(path.with_name("news.head"), content)
        stored.bump(pages)
        assert plain(front, "/news").status_code == 503
    stored.store(pages, "/news", STORY)
    assert plain(front, "/news").text == STORY


def test_a_page_in_memory_outlives_its_broken_file(pages: Path, front: httpx.Client) -> None:
    path = stored.store(pages, "/news", STORY)
    assert plain(front, "/news").text == STORY
    stored.replace(path, b"")
    stored.bump(pages)
    assert plain(front, "/news").text == STORY


def test_a_broken_compressed_form_is_left_out(pages: Path, front: httpx.Client) -> None:
    path = stored.store(pages, "/es", STORY, bumped=False)
    stored.replace(path.with_name("es.html.br"), b"\0\0\0")
    stored.replace(path.with_name("es.html.gz"), gzip.compress(b"another page"))
    answer = front.get("/es", headers={"accept-encoding": "br, gzip"})
    assert answer.text == STORY
    assert "content-encoding" not in answer.headers


def test_a_head_that_names_another_pages_file_is_refused(home: Home, pages: Path, front: httpx.Client) -> None:
    stored.store(pages, "/news", STORY)
    path = stored.store(pages, "/es", STORY, bumped=False)
    head = path.with_name("es.head")
    said = json.loads(head.read_bytes())
    for name in ("news.html", "../../secret_key", "/etc/passwd", 7, None):
        stored.replace(head, json.dumps({**said, "file": name}).encode())
        stored.bump(pages)
        assert plain(front, "/es").status_code == 503


def test_editors_other_hosts_and_forms_are_the_websites(pages: Path, front: httpx.Client, website: None) -> None:
    stored.store(pages, "/news", STORY)
    assert plain(front, "/news").text == STORY
    for headers in ({"cookie": "a=1; sessionid=x"}, {"authorization": "Basic eDp5"}, {"host": "evil.example"}):
        said = plain(front, "/news", **headers).json()
        assert said["path"] == "/news"
    assert front.post("/news").json()["method"] == "POST"
    for host in ("localhost", "LOCALHOST:1234", "127.0.0.1:99", "[::1]:80"):
        assert plain(front, "/news", host=host).text == STORY
