"""deploy/nginx.conf in the real nginx: readers get from the folder what the front would have given them."""

from __future__ import annotations

import gzip
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import brotli
import httpx
import pytest
from django.test import Client

from groundwave.delivery import baking
from groundwave.delivery.core import address
from groundwave.delivery.front import away, types
from groundwave.kit.home import Home
from groundwave.web.middleware import CONTENT_SECURITY_POLICY
from tests.rooms.delivery import stored
from tests.rooms.delivery.conftest import put
from tests.rooms.delivery.processes import ROOT, raw, running, until
from tests.rooms.deploy.nginx import configured
from tests.rooms.deploy.nginx import nginx as running_nginx

pytestmark = pytest.mark.network

SITE = (
    ("cache-control", stored.CACHE),
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "interest-cohort=(), browsing-topics=()"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "SAMEORIGIN"),
)
API = (*SITE[1:], ("cache-control", "public, max-age=10"), ("access-control-allow-origin", "*"))
STORY = "<!doctype html><title>The harbor reopens</title>" + "<p>Boats went out at dawn.</p>" * 200
# What two servers may say each in its own way; sizes and dates are compared where they matter.
OWN = {"server", "date", "etag", "last-modified", "connection", "accept-ranges", "transfer-encoding", "surrogate-key"}


@pytest.fixture(scope="module", autouse=True)
def _tree(home: Home, pages: Path) -> None:
    stored.store(pages, "/", STORY.replace("harbor", "front page"), headers=SITE)
    stored.store(pages, "/es", STORY.replace("harbor", "portada"), headers=SITE)
    stored.store(pages, "/news", STORY.replace("harbor", "news"), headers=SITE)
    stored.store(pages, "/news?page=2", STORY.replace("harbor", "older news"), headers=SITE)
    stored.store(pages, "/news/2026-11-23/harbor", STORY, headers=SITE)
    stored.store(pages, "/es/news/2026-11-23/año-nuevo", STORY, headers=SITE)
    stored.store(pages, "/text/news", "<p>Text.</p>", headers=SITE)
    stored.store(pages, "/news/2026-11-23/withdrawn", "<p>Withdrawn.</p>", status=410, headers=SITE)
    stored.store(pages, "/schedule/news?day=2026-11-24", "<p>Tuesday.</p>", headers=SITE)
    stored.store(pages, "/schedule/news/week?of=2026-11-24", "<p>The week.</p>", headers=SITE)
    for path in ("/feed.xml", "/news/feed.xml", "/es/authors/ana/feed.xml"):
        stored.store(pages, path, "<rss/>", content_type="application/rss+xml; charset=utf-8", headers=SITE)
    for path in ("/sitemap.xml", "/news-sitemap.xml", "/sitemaps/pages.xml"):
        stored.store(pages, path, "<urlset/>", content_type="application/xml", headers=SITE)
    stored.store(pages, "/robots.txt", "User-agent: *\n", content_type="text/plain; charset=utf-8", headers=SITE)
    stored.store(pages, "/api/v1/services", '{"services":[]}', content_type=stored.JSON, headers=API)
    stored.store(pages, "/api/v1/services/news/schedule?day=2026-11-24", "{}", content_type=stored.JSON, headers=API)
    for name in ("harbor.jpg", "drawing.svg", "paper.pdf", "script.js", "page.html", "song.mp3", "what.xyz"):
        put(home.media / "documents" / name, b"0123456789" * 50)
    put(home.media / "original_images" / "harbor.jpg", b"secret")
    put(home.static / "css" / "site.0123456789ab.css", b"body{}" * 100)
    put(home.static / "css" / "site.0123456789ab.css.gz", gzip.compress(b"body{}" * 100))
    put(home.static / "js" / "player.js", b"1;" * 300)
    put(home.static / "js" / "player.js.gz", gzip.compress(b"1;" * 300))
    put(home.static / ".env", b"secret")
    live = home.live / "news"
    put(live / "live.m3u8", b"#EXTM3U\n")
    put(live / "init.mp4", b"init")
    put(live / "seg" / "2026112317" / "1.m4s", b"segment")
    put(live / "state.json", b"{}")


SAME = [
    "/",
    "/es",
    "/news",
    "/news?page=2",
    "/news?utm_source=letter&fbclid=x-y_z",
    "/news?utm_source=letter&page=2",
    "/news/2026-11-23/harbor",
    "/news/2026-11-23/harbor?mc_cid=a&mc_eid=b",
    "/es/news/2026-11-23/a%C3%B1o-nuevo",
    "/%6eews",
    "/text/news",
    "/news/2026-11-23/withdrawn",
    "/news/2026-11-23/withdrawn?utm_medium=x",
    "/schedule/news?day=2026-11-24",
    "/schedule/news/week?of=2026-11-24",
    "/feed.xml",
    "/news/feed.xml",
    "/es/authors/ana/feed.xml",
    "/sitemap.xml",
    "/news-sitemap.xml",
    "/sitemaps/pages.xml",
    "/robots.txt",
    "/api/v1/services",
    "/api/v1/services/news/schedule?day=2026-11-24",
    "/media/documents/harbor.jpg",
    "/media/documents/drawing.svg",
    "/media/documents/paper.pdf",
    "/media/documents/script.js",
    "/media/documents/page.html",
    "/media/documents/song.mp3",
    "/media/documents/what.xyz",
    "/static/css/site.0123456789ab.css",
    "/static/js/player.js",
    "/live/news/live.m3u8",
    "/live/news/init.mp4",
    "/live/news/seg/2026112317/1.m4s",
    # What is not there, or may not be had
    "/nothing",
    "/news?page=3",
    "/news?page=1&x=1",
    "/news?page=2&page=2",
    "/news?x=1",
    "/news/2026-11-23/harbor?page=2",
    "/news/2026-11-23/withdrawn.gone",
    "/index",
    "/index.html",
    "/news.html",
    "/news.head",
    "/news.html.br",
    "/news@page=2",
    "/news%3Fpage=2",
    "/news/",
    "//news",
    "/news//2026-11-23/harbor",
    "/.news.html.part",
    "/es/.hidden",
    "/feed.xml.gz",
    "/feed.xml?x=1",
    "/generation",
    "/index.sqlite3",
    "/static/.env",
    "/static/css",
    "/static/missing.css",
    "/static//js/player.js",
    "/media",
    "/media/original_images/harbor.jpg",
    "/media/documents/missing.jpg",
    "/media/documents/",
    "/live/news/state.json",
    "/live/news/seg/2026112317/2.m4s",
    "/live/../secret_key",
]


def compare(front: httpx.Client, nginx: httpx.Client, path: str, *, method: str = "GET", **headers: str) -> int:
    """Ask both and hold them equal; the status."""
    theirs, ours = (
        client.request(method, path, headers={"accept-encoding": "identity", "host": "127.0.0.1", **headers})
        for client in (front, nginx)
    )
    assert (ours.status_code, ours.content) == (theirs.status_code, theirs.content)
    said, meant = (
        {name: value.lower() for name, value in answer.headers.items() if name not in OWN} for answer in (ours, theirs)
    )
    if ours.status_code == 304:
        for one in (said, meant):
            one.pop("content-type", None)
            one.pop("vary", None)
    assert said == meant
    return ours.status_code


@pytest.mark.parametrize("path", SAME)
def test_nginx_answers_as_the_front_does(front: httpx.Client, nginx: httpx.Client, path: str) -> None:
    compare(front, nginx, path)
    compare(front, nginx, path, method="HEAD")
    for taken in ("gzip", "br, gzip", "deflate", "gzip;q=0"):
        compare(front, nginx, path, **{"accept-encoding": taken})


def test_compressed_forms_come_from_the_folder(nginx: httpx.Client) -> None:
    for taken, expand in (("gzip", gzip.decompress), ("br", brotli.decompress)):
        with nginx.stream("GET", "/news/2026-11-23/harbor", headers={"accept-encoding": taken}) as answer:
            body = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == taken
        assert len(body) < len(STORY) / 5
        assert expand(body) == STORY.encode()


def test_what_a_reader_has_is_not_sent_again(front: httpx.Client, nginx: httpx.Client) -> None:
    first = nginx.get("/news")
    for name, value in (("if-none-match", "etag"), ("if-modified-since", "last-modified")):
        again = nginx.get("/news", headers={name: first.headers[value]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["cache-control"] == stored.CACHE


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": "sessionid=x"},
        {"cookie": "a=b; sessionid=x"},
        {"authorization": "Basic eDp5"},
        {"cookie": "theme=dark"},
        {"x-forwarded-host": "evil.example", "x-original-url": "/admin", "accept-language": "es"},
    ],
)
def test_editors_go_to_the_website_and_nothing_else_changes_a_page(
    front: httpx.Client, nginx: httpx.Client, headers: dict[str, str]
) -> None:
    editor = "authorization" in headers or "sessionid" in headers.get("cookie", "")
    assert compare(front, nginx, "/news", **headers) == (503 if editor else 200)


def test_forms_go_to_the_website(front: httpx.Client, nginx: httpx.Client) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert compare(front, nginx, "/news", method=method) == 503
        compare(front, nginx, "/live/news/live.m3u8", method=method)


def test_a_foreign_host_is_refused(nginx: httpx.Client) -> None:
    for host in ("evil.example", "www.example.org.evil.example", "", "localhost"):
        assert nginx.get("/news", headers={"host": host}).status_code == 400
    assert nginx.get("/news", headers={"host": "www.example.org:8080"}).status_code == 200


@pytest.mark.parametrize(
    "target",
    [
        "/../secret_key",
        "/%2e%2e/%2e%2e/secret_key",
        "/..%2f..%2fsecret_key",
        "/es/..%5c..%5csecret_key",
        "/static/..%2f..%2fsecret_key",
        "/static../secret_key",
        "/media/documents/..%2f..%2fdb.sqlite3",
        "/news%00",
        "/news%0d%0aset-cookie:%20a=b",
        "/live/news/..%2f..%2fsecret_key",
        "http://evil.example/../secret_key",
    ],
)
def test_no_trick_of_a_path_leaves_the_tree(home: Home, nginx: httpx.Client, target: str) -> None:
    put(home.path / "secret_key", b"the key")
    put(home.path / "db.sqlite3", b"the key")
    answer = raw(nginx, f"GET {target} HTTP/1.1")
    assert not answer.startswith(b"HTTP/1.1 200")
    assert b"the key" not in answer
    assert b"\r\nset-cookie" not in answer.lower()


def test_a_link_out_of_the_media_folder_is_not_followed(home: Home, nginx: httpx.Client) -> None:
    put(home.path / "secret_key", b"the key")
    (home.media / "documents" / "link.txt").symlink_to(home.path / "secret_key")
    assert nginx.get("/media/documents/link.txt").status_code in (403, 404)


def test_the_policies_are_the_websites(nginx: httpx.Client) -> None:
    site = Client().get("/robots.txt", headers={"host": "127.0.0.1"})
    page = nginx.get("/news")
    for name, _ in SITE[1:]:
        assert page.headers[name] == site.headers[name], name
    assert page.headers["cache-control"] == baking._CACHE
    assert stored.CACHE == baking._CACHE


def test_the_lists_in_the_configuration_are_the_fronts() -> None:
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    known = re.search(r'"~\^\(\?!.*" 1;', text)
    assert known
    pattern = re.compile(known[0].removeprefix('"~').removesuffix('" 1;'))
    for name in (*address.MARKETING, "utm_source", "pk_kwd", "mtm_campaign", "hsa_acc"):
        assert pattern.match(f"{name}=a%20b"), name
    for query in ("x=1", "page=2&x=1", "page=2&page=2", "pagex=1", "refx=1", "page", "utm_%0a=1"):
        assert not pattern.match(query), query
    for ending in types.TYPES:
        mime = types.content_type(f"a.{ending}", uploaded=False)
        line = next(line for line in text.splitlines() if re.search(rf"\s{ending}(?:;|\s)", line) and mime in line)
        assert line.strip().endswith(";")


def test_published_pages_outlive_the_front(home: Home, nginx: httpx.Client, tmp_path: Path) -> None:
    with running_nginx(home.path, tmp_path, front=1) as alone:  # nobody listens on port 1
        for path in SAME[:36]:
            assert alone.get(path).content == nginx.get(path).content
        for path, word in (("/nothing", "Back in a moment"), ("/es/nada", "Volvemos"), ("/api/v1/nothing", "Back")):
            answer = alone.get(path)
            assert answer.status_code == 503
            assert word in answer.text
            assert answer.headers["retry-after"] == str(away.RETRY_AFTER_SECONDS)
            assert answer.headers["cache-control"] == "no-store"


def test_a_replaced_page_is_given_at_once(pages: Path, nginx: httpx.Client) -> None:
    for number in range(20):
        stored.store(pages, "/moving", f"<p>{number}</p>", headers=SITE)
        assert nginx.get("/moving").text == f"<p>{number}</p>"
    stored.remove(pages, "/moving")
    assert nginx.get("/moving").status_code == 503


def test_nginx_finds_nothing_to_say_about_it(home: Home, tmp_path: Path) -> None:
    whole = configured(home.path, tmp_path, port=8099, front=8098)
    said = subprocess.run(
        ["/usr/sbin/nginx", "-t", "-q", "-p", str(tmp_path), "-c", str(whole), "-e", str(tmp_path / "error.log")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (said.returncode, said.stderr) == (0, "")


@pytest.fixture
def website(home: Home, front: httpx.Client) -> Iterator[None]:
    with running("tests.rooms.delivery.tiny_website", home=home.path, port=1):
        until(lambda: front.get("/readyz").is_success)
        yield


def test_the_website_is_reached_through_both(nginx: httpx.Client, website: None) -> None:
    said = nginx.get("/admin/pages?next=%2Fx", headers={"cookie": "sessionid=x"}).json()
    assert (said["path"], said["query"]) == ("/admin/pages", "next=%2Fx")
    assert said["headers"]["HTTP_HOST"] == nginx.base_url.netloc.decode()
    assert nginx.post("/newsletters", content=b"x" * 3_000_000).json()["length"] == 3_000_000


def test_events_are_not_held_back(nginx: httpx.Client) -> None:
    with nginx.stream("GET", "/api/v1/events") as answer:
        assert answer.headers["content-type"] == "text/event-stream"
        assert next(answer.iter_lines()) == "retry: 5000"
