"""Files as readers get them: ranges, conditions, cache life, and what is not given."""

from __future__ import annotations

import gzip
import os

import httpx
import pytest

from groundwave.kit.home import Home
from tests.rooms.delivery.conftest import put
from tests.rooms.delivery.processes import raw

pytestmark = pytest.mark.network

SOUND = bytes(range(256)) * 4096  # 1 MiB, more than is read at once


def test_a_whole_file_and_its_parts(home: Home, front: httpx.Client) -> None:
    put(home.media / "documents" / "talk.mp3", SOUND)
    whole = front.get("/media/documents/talk.mp3")
    assert whole.status_code == 200
    assert whole.content == SOUND
    assert whole.headers["content-type"] == "audio/mpeg"
    assert whole.headers["accept-ranges"] == "bytes"
    part = front.get("/media/documents/talk.mp3", headers={"range": "bytes=1000-300999"})
    assert part.status_code == 206
    assert part.content == SOUND[1000:301000]
    assert part.headers["content-range"] == f"bytes 1000-300999/{len(SOUND)}"
    beyond = front.get("/media/documents/talk.mp3", headers={"range": f"bytes={len(SOUND)}-"})
    assert beyond.status_code == 416
    assert beyond.headers["content-range"] == f"bytes */{len(SOUND)}"
    head = front.head("/media/documents/talk.mp3")
    assert head.headers["content-length"] == str(len(SOUND))
    assert head.content == b""


def test_a_file_that_a_reader_has_is_not_sent_again(home: Home, front: httpx.Client) -> None:
    put(home.media / "images" / "harbor.jpg", b"jpeg")
    first = front.get("/media/images/harbor.jpg")
    for header, value in (
        ("if-none-match", first.headers["etag"]),
        ("if-modified-since", first.headers["last-modified"]),
    ):
        again = front.get("/media/images/harbor.jpg", headers={header: value})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["etag"] == first.headers["etag"]


def test_cache_life_follows_the_name(home: Home, front: httpx.Client) -> None:
    put(home.static / "site.0123456789ab.css", b"body{}")
    put(home.static / "site.css", b"body{}")
    assert "immutable" in front.get("/static/site.0123456789ab.css").headers["cache-control"]
    assert "immutable" not in front.get("/static/site.css").headers["cache-control"]


def test_a_ready_made_compressed_form_is_given_to_those_who_take_it(home: Home, front: httpx.Client) -> None:
    style = b"body{color:oklch(0.3 0.02 90)}" * 50
    put(home.static / "a.0123456789ab.css", style)
    put(home.static / "a.0123456789ab.css.gz", gzip.compress(style))
    taken = front.get("/static/a.0123456789ab.css", headers={"accept-encoding": "gzip"})
    assert taken.headers["content-encoding"] == "gzip"
    assert taken.content == style
    for refused in ("identity", "gzip;q=0, identity"):
        plain = front.get("/static/a.0123456789ab.css", headers={"accept-encoding": refused})
        assert "content-encoding" not in plain.headers
        assert plain.content == style
        assert plain.headers["vary"] == "accept-encoding"


def test_an_upload_cannot_run_on_our_origin(home: Home, front: httpx.Client) -> None:
    put(home.media / "documents" / "page.html", b"<script>alert(1)</script>")
    put(home.media / "images" / "drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    page = front.get("/media/documents/page.html").headers
    assert page["content-type"] == "application/octet-stream"
    assert page["content-disposition"] == "attachment"
    assert "sandbox" in page["content-security-policy"]
    drawing = front.get("/media/images/drawing.svg").headers
    assert "sandbox" in drawing["content-security-policy"]
    assert page["x-content-type-options"] == drawing["x-content-type-options"] == "nosniff"


def test_what_lies_outside_stays_outside(home: Home, front: httpx.Client) -> None:
    put(home.secret_key, b"secret")
    put(home.media / "original_images" / "raw.jpg", b"secret")
    put(home.media / "documents" / ".part", b"secret")
    (home.media / "documents" / "escape.txt").symlink_to(home.secret_key)
    (home.media / "documents" / "folder").symlink_to(home.path)
    os.mkfifo(home.media / "documents" / "pipe.txt")
    for path in (
        "/media/documents/escape.txt",
        "/media/documents/folder/secret_key",
        "/media/documents/pipe.txt",
        "/media/documents",
        "/media/documents/.part",
        "/media/original_images/raw.jpg",
        "/static/%2e%2e/secret_key",
        "/static/..%2fsecret_key",
        "/static/%2e%2e%2fsecret_key",
        "/static/%252e%252e/secret_key",
        "/static/..%5csecret_key",
        "/static/site.css%00.jpg",
        "/static/%ff%fe",
    ):
        answer = raw(front, f"GET {path} HTTP/1.1")
        assert answer.startswith(b"HTTP/1.1 404 "), path
        assert b"secret" not in answer
        assert b"no-store" in answer


def test_files_are_only_read(front: httpx.Client) -> None:
    for path in ("/static/site.css", "/media/images/a.jpg", "/healthz"):
        refused = front.post(path, content=b"x")
        assert refused.status_code == 405
        assert "GET" in refused.headers["allow"]
