"""A front on a free port with a home of its own, and a website behind it when a test wants one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from groundwave.kit.home import Home
from tests.rooms.delivery.processes import free_port, running, until

WEBSITE = "tests.rooms.delivery.tiny_website"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = Home(tmp_path_factory.mktemp("home"))
    made.ensure_writable()
    return made


@pytest.fixture(scope="module")
def front(home: Home) -> Iterator[httpx.Client]:
    port = free_port()
    with (
        running("groundwave.ops", "serve", "front", home=home.path, port=port),
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20, trust_env=False) as client,
    ):
        until(lambda: client.get("/healthz").is_success)
        yield client


@pytest.fixture(scope="module")
def website(home: Home, front: httpx.Client) -> Iterator[None]:
    with running(WEBSITE, home=home.path, port=1):
        until(lambda: front.get("/readyz").is_success)
        yield


def put(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
