"""The real Caddy with the configuration of deploy/, on a free port of loopback."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.rooms.delivery.processes import ROOT, free_port, until

_GLOBAL = "{\n\tadmin off\n\tauto_https off\n}\n"


def rendered(home: Path, *, port: int, front: int) -> str:
    """deploy/Caddyfile for a home of a test. A site's address alone would listen to the whole network."""
    text = (ROOT / "deploy" / "Caddyfile").read_text()
    for pattern, value in (
        (r"(?m)^www\.example\.org \{", f"http://127.0.0.1:{port}, http://localhost:{port} {{\n\tbind 127.0.0.1"),
        (r"/srv/station\b", str(home)),
        (r"\b127\.0\.0\.1:8000\b", f"127.0.0.1:{front}"),
    ):
        text, found = re.subn(pattern, value, text)
        assert found, pattern
    return _GLOBAL + text


@contextmanager
def caddy(home: Path, folder: Path, *, front: int) -> Iterator[httpx.Client]:
    """A client of a running Caddy that keeps what it writes in `folder`."""
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / "Caddyfile"
    whole.write_text(rendered(home, port=port, front=front))
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            ["/usr/bin/caddy", "run", "--config", str(whole), "--adapter", "caddyfile"],
            stdin=subprocess.DEVNULL,
            stderr=log,
            env={**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)},
        )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20, trust_env=False) as client:
            until(lambda: client.head("/robots.txt").status_code)
            yield client
    finally:
        process.terminate()
        process.wait(15)
