"""A station's folder with stored pages, served by the front and by the real nginx before it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from groundwave.kit.home import Home
from tests.rooms.delivery.processes import free_port, running, until
from tests.rooms.deploy.nginx import nginx as running_nginx
from tests.rooms.deploy.station import put_all


@pytest.fixture(scope="module")
def home() -> Iterator[Home]:
    """Not below pytest's own folder: nginx, when root starts it, reads as another user, who may not look in there."""
    with tempfile.TemporaryDirectory(prefix="groundwave-deploy-") as folder:
        Path(folder).chmod(0o755)
        made = Home(Path(folder))
        made.ensure_writable()
        put_all(made)
        yield made


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
def nginx(home: Home, front: httpx.Client) -> Iterator[httpx.Client]:
    port = front.base_url.port
    assert port is not None
    with running_nginx(home.path, home.path / "nginx", front=port) as client:
        yield client


@pytest.fixture(scope="module")
def pages(home: Home) -> Path:
    return home.path / "pages"
