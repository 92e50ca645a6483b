"""deploy/varnish.vcl in the real Varnish: a page is kept until the station says that it was replaced."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pytest_django import Settings

from groundwave.delivery import api as delivery
from groundwave.delivery import telling
from groundwave.delivery.baking import surrogate_key
from groundwave.kit.home import Home
from tests.rooms.delivery import stored
from tests.rooms.delivery.processes import ROOT, free_port, until

pytestmark = pytest.mark.network


@pytest.fixture(scope="module")
def varnish(home: Home, front: httpx.Client) -> Iterator[httpx.Client]:
    port, folder = free_port(), home.path / "varnish"
    vcl = (ROOT / "deploy" / "varnish.vcl").read_text()
    assert '.port = "8000"' in vcl
    file = home.path / "test.vcl"
    file.write_text(vcl.replace('.port = "8000"', f'.port = "{front.base_url.port}"'))
    listen = ("-a", f"127.0.0.1:{port}", "-T", "none", "-s", "malloc,32m")
    process = subprocess.Popen(
        ["varnishd", "-F", "-j", "none", "-n", str(folder), "-f", str(file), *listen],
        stdout=subprocess.DEVNULL,
        stderr=sys.stderr,
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20, trust_env=False) as client:
            until(lambda: process.poll() is not None or client.get("/healthz").is_success, seconds=60)
            assert process.poll() is None, "Varnish did not take the configuration"
            yield client
    finally:
        process.terminate()
        process.wait(20)


def put(pages: Path, key: str, body: str) -> None:
    keys = f"{surrogate_key(f'page:{key}')} {surrogate_key('newsroom.story:7')}"
    stored.store(pages, key, body, headers=[("cache-control", stored.CACHE), ("surrogate-key", keys)])


def test_a_page_is_kept_until_it_is_purged_and_others_stay(
    pages: Path, front: httpx.Client, varnish: httpx.Client, settings: Settings, tmp_path: Path
) -> None:
    for key in ("/mill", "/barn"):
        put(pages, key, f"<p>{key} as it was</p>")
        first = varnish.get(key)
        assert first.text == f"<p>{key} as it was</p>"
        assert not {"surrogate-key", "xkey", "surrogate-control"} & set(first.headers)
        put(pages, key, f"<p>{key} is new</p>")
        until(lambda key=key: "is new" in front.get(key).text)  # type: ignore[misc]
        assert varnish.get(key).text == f"<p>{key} as it was</p>"
    settings.CDN_URL = f"varnish://127.0.0.1:{varnish.base_url.port}"
    settings.PAGE_STORE = str(tmp_path)
    step = delivery.messengers()["messenger to the CDN"]()
    telling.note("/mill", None)
    assert step()
    assert varnish.get("/mill").text == "<p>/mill is new</p>"
    assert varnish.get("/barn").text == "<p>/barn as it was</p>"


def test_a_reader_with_a_cookie_of_somebody_else_is_given_the_kept_page(pages: Path, varnish: httpx.Client) -> None:
    put(pages, "/loft", "<p>as it was</p>")
    assert varnish.get("/loft", headers={"cookie": "theme=dark"}).text == "<p>as it was</p>"
    put(pages, "/loft", "<p>new</p>")
    assert varnish.get("/loft", headers={"cookie": "theme=light"}).text == "<p>as it was</p>"
