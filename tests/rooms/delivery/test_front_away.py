"""A website that is down is missed with grace, and taken up again when it is back."""

from __future__ import annotations

import os
import signal

import httpx
import pytest

from groundwave.kit.home import Home
from tests.rooms.delivery.conftest import WEBSITE, put
from tests.rooms.delivery.processes import running, until

pytestmark = pytest.mark.network


def test_a_website_that_is_down_is_missed_with_grace(home: Home, front: httpx.Client) -> None:
    put(home.live / "news" / "live.m3u8", b"#EXTM3U\n")
    with running(WEBSITE, home=home.path, port=1) as website:
        pid = until(lambda: front.get("/whoami").raise_for_status().json()["pid"] if ready(front) else 0)
        # The whole group at once: a leader that outlives its worker by a moment starts another one.
        os.killpg(website.pid, signal.SIGKILL)
        website.wait()
        until(lambda: not ready(front))
        away = front.get("/news/story")
        assert away.status_code == 503
        assert away.headers["retry-after"] == "5"
        assert away.headers["cache-control"] == "no-store"
        assert "/live/news/stream.mp3" in away.text
        assert '<html lang="en"' in away.text
        assert '<html lang="es"' in front.get("/es/noticias").text
        assert front.get("/api/v1/services").headers["content-type"].startswith("text/plain")
        assert front.post("/admin/login", content=b"a=b").status_code == 503
        assert front.get("/readyz").status_code == 503
        assert front.get("/healthz").status_code == 200
        assert front.get("/live/news/live.m3u8").status_code == 200
    with running(WEBSITE, home=home.path, port=1):
        until(lambda: ready(front))
        assert front.get("/news/story").json()["pid"] != pid


def ready(front: httpx.Client) -> bool:
    return front.get("/readyz").is_success
