"""The real nginx with the configuration of deploy/, on a free port of loopback."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.rooms.delivery.processes import ROOT, free_port, until

_MODULE = "load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;"


def rendered(home: Path, *, port: int, front: int) -> str:
    """deploy/nginx.conf for a home of a test: only what its first lines tell the operator to change."""
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    for pattern, value in (
        (r"\blisten 80\b", f"listen 127.0.0.1:{port}"),
        (r"/srv/station\b", str(home)),
        (r"\b127\.0\.0\.1:8000\b", f"127.0.0.1:{front}"),
        (r"\bserver_name www\.example\.org;", "server_name www.example.org 127.0.0.1;"),
    ):
        text, found = re.subn(pattern, value, text)
        assert found, pattern
    return text


def configured(home: Path, folder: Path, *, port: int, front: int) -> Path:
    """A whole configuration file around it, with every file that nginx writes in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = "\n".join(f"{one}_temp_path {folder / one};" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    whole = folder / "nginx.conf"
    whole.write_text(
        f"{_MODULE}\ndaemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{ worker_connections 1024; }}\nhttp {{ access_log off; keepalive_requests 100000; sendfile on; "
        f"tcp_nopush on; variables_hash_max_size 2048;\n{kept}\n{rendered(home, port=port, front=front)}\n}}\n"
    )
    return whole


@contextmanager
def nginx(home: Path, folder: Path, *, front: int, before: tuple[str, ...] = ()) -> Iterator[httpx.Client]:
    """A client of a running nginx; `before` is put before its command line."""
    port = free_port()
    whole = configured(home, folder, port=port, front=front)
    process = subprocess.Popen(
        [*before, "/usr/sbin/nginx", "-p", str(folder), "-c", str(whole), "-e", str(folder / "error.log")],
        stdin=subprocess.DEVNULL,
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20, trust_env=False) as client:
            until(lambda: client.head("/", headers={"host": "nobody.example"}).status_code == 400)
            yield client
    finally:
        process.terminate()
        process.wait(15)
