"""A website of one screen, served by granian on the home's socket like the real one; run as a module."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable
from typing import Any

from groundwave.kit.home import Home
from groundwave.kit.lifeline import end_with_parent
from tests.rooms.delivery.processes import until
from tests.rooms.delivery.stored import store

Respond = Callable[[str, list[tuple[str, str]]], Any]


def application(environ: dict[str, Any], respond: Respond) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if path == "/readyz":
        respond("200 OK", [("Content-Type", "text/plain")])
        return [b"ready\n"]
    if path == "/long":
        respond("200 OK", [("Content-Type", "text/plain")])
        return (b"%07d\n" % number * 100 for number in range(5_000))
    if path == "/moved":
        respond("302 Found", [("Location", "/elsewhere"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
        return [b""]
    if path == "/refuses":
        respond("403 Forbidden", [("Content-Length", "3")])
        return [b"no\n"]
    if path.startswith("/waits/"):
        return [_waits(path, respond)]
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    said = {
        "pid": os.getpid(),
        "method": environ["REQUEST_METHOD"],
        "path": path,
        "query": environ["QUERY_STRING"],
        "length": len(body),
        "sha256": hashlib.sha256(body).hexdigest(),
        "headers": {name: value for name, value in environ.items() if name.startswith("HTTP_")},
    }
    answer = json.dumps(said).encode()
    respond("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))])
    return [answer]


def _waits(path: str, respond: Respond) -> bytes:
    """Says that it was asked, answers when it is let go, and stores the page before, as the real one does."""
    home = Home.from_environment().path
    with (home / "asked").open("a") as asked:
        asked.write(f"{path}\n")
    until(lambda: (home / "go").exists(), seconds=30)
    store(home / "pages", path, f"<p>{path}</p>")
    respond("200 OK", [("Content-Type", "text/html")])
    return b"<p>from the website</p>"


if __name__ == "__main__":
    from groundwave.ops.granian_server import serve_web

    serve_web(Home.from_environment(), "tests.rooms.delivery.tiny_website:application")
elif "granian" in sys.modules:
    end_with_parent()
