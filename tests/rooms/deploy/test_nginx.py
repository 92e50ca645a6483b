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
from tests.rooms.delivery import stored
from tests.rooms.delivery.conftest import put
from tests.rooms.delivery.processes import ROOT, raw, running, until
from tests.rooms.deploy.nginx import configured
from tests.rooms.deploy.nginx import nginx as running_nginx
from tests.rooms.deploy.station import SAME, SITE, STORY, compare

pytestmark = pytest.mark.network


@pytest.mark.parametrize("path", SAME)
def test_nginx_answers_as_the_front_does(front: httpx.Client, nginx: httpx.Client, path: str) -> None:
    compare(front, nginx, path)
    compare(front, nginx, path, method="HEAD")
    for taken in ("gzip", "br, gzip", "deflate", "gzip;q=0"):
        compare(front, nginx, path, **{"accept-encoding": taken})


def test_a_part_of_an_episode_comes_through(front: httpx.Client, nginx: httpx.Client) -> None:
    assert compare(front, nginx, "/programs/owl-talk/2026-11-23.m4a", range="bytes=5-9") == 206


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
        # An episode's rights are asked by the front, and nobody else lets its sound out.
        for path in (path for path in SAME[: SAME.index("/nothing")] if not path.startswith("/programs/")):
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
