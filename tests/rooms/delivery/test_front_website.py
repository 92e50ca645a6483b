"""The website behind the front, passed on in both directions."""

from __future__ import annotations

import hashlib
import os

import httpx
import pytest

from tests.rooms.delivery.processes import raw

pytestmark = pytest.mark.network


def test_a_request_arrives_whole_and_with_its_true_origin(front: httpx.Client, website: None) -> None:
    forged = {"x-forwarded-for": "10.0.0.1", "x-forwarded-proto": "https", "x_forwarded_for": "10.0.0.2"}
    said = front.get("/admin/caf%C3%A9?q=a%20b&c", headers={**forged, "accept-language": "es"}).json()
    assert said["path"].encode("latin-1").decode() == "/admin/café"
    assert said["query"] == "q=a%20b&c"
    headers = said["headers"]
    assert headers["HTTP_X_FORWARDED_FOR"] == "127.0.0.1"
    assert headers["HTTP_X_FORWARDED_PROTO"] == "http"
    assert headers["HTTP_HOST"] == headers["HTTP_X_FORWARDED_HOST"] == front.base_url.netloc.decode()
    assert headers["HTTP_ACCEPT_LANGUAGE"] == "es"


def test_bodies_stream_in_both_directions(front: httpx.Client, website: None) -> None:
    photo = os.urandom(3 * 1024 * 1024)
    said = front.post("/admin/photos", content=photo).json()
    assert (said["length"], said["sha256"]) == (len(photo), hashlib.sha256(photo).hexdigest())
    with front.stream("GET", "/long") as answer:
        total = sum(len(piece) for piece in answer.iter_raw())
    assert total == 8 * 100 * 5_000


def test_redirects_and_cookies_pass_untouched(front: httpx.Client, website: None) -> None:
    moved = front.get("/moved")
    assert moved.status_code == 302
    assert moved.headers["location"] == "/elsewhere"
    assert moved.headers.get_list("set-cookie") == ["a=1", "b=2"]
    assert front.head("/anything").content == b""


def test_a_body_that_nobody_reads_does_not_spoil_the_answer(front: httpx.Client, website: None) -> None:
    refused = front.post("/refuses", content=b"x" * 2_000_000)
    assert refused.status_code == 403
    assert front.get("/anything").status_code == 200


def test_headers_and_bodies_have_a_limit(front: httpx.Client, website: None) -> None:
    assert front.get("/", headers={"x-long": "y" * 40_000}).status_code == 431
    huge = raw(front, "POST / HTTP/1.1", f"content-length: {2 * 1024**3}")
    assert huge.startswith(b"HTTP/1.1 413 ")
