"""deploy/Caddyfile in the real Caddy: readers get from the folder what the front would have given them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from groundwave.kit.home import Home
from tests.rooms.delivery.conftest import put
from tests.rooms.delivery.processes import raw
from tests.rooms.deploy.caddy import caddy as running_caddy
from tests.rooms.deploy.station import SAME, compare

pytestmark = pytest.mark.network


@pytest.fixture(scope="module")
def caddy(home: Home, front: httpx.Client) -> Iterator[httpx.Client]:
    port = front.base_url.port
    assert port is not None
    with running_caddy(home.path, home.path / "caddy", front=port) as client:
        yield client


# Caddy joins doubled slashes, as its file server does with dots, before it looks.
@pytest.mark.parametrize("path", [path for path in SAME if "//" not in path])
def test_caddy_answers_as_the_front_does(front: httpx.Client, caddy: httpx.Client, path: str) -> None:
    compare(front, caddy, path)
    compare(front, caddy, path, method="HEAD")
    for taken in ("gzip", "br, gzip", "deflate", "gzip;q=0"):
        compare(front, caddy, path, **{"accept-encoding": taken})


def test_editors_and_forms_go_to_the_website(front: httpx.Client, caddy: httpx.Client) -> None:
    for headers in ({"cookie": "a=b; sessionid=x"}, {"authorization": "Basic eDp5"}):
        assert compare(front, caddy, "/news", **headers) == 503
    assert compare(front, caddy, "/news", cookie="theme=dark") == 200
    assert compare(front, caddy, "/news", method="POST") == 503


@pytest.mark.parametrize(
    "target",
    [
        "/../secret_key",
        "/..%2f..%2fsecret_key",
        "/static/..%2f..%2fsecret_key",
        "/static/%2e%2e/secret_key",
        "/news%00",
    ],
)
def test_no_trick_of_a_path_leaves_the_tree(home: Home, caddy: httpx.Client, target: str) -> None:
    put(home.path / "secret_key", b"the key")
    answer = raw(caddy, f"GET {target} HTTP/1.1")
    assert not answer.startswith(b"HTTP/1.1 200")
    assert b"the key" not in answer


def test_published_pages_outlive_the_front(home: Home, caddy: httpx.Client, tmp_path: Path) -> None:
    with running_caddy(home.path, tmp_path, front=1) as alone:  # nobody listens on port 1
        for path in SAME[:24]:
            if "page=2" not in path or path == "/news?page=2":
                assert alone.get(path).content == caddy.get(path).content
        answer = alone.get("/nothing")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
