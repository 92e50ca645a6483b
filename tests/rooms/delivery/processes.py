"""Real processes on loopback for the tests of front and ops, and waiting for what they do."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import httpx

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[3]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(condition: Callable[[], T], *, seconds: float = 15.0) -> T:
    """The first true value of `condition`; AssertionError when there is none in time."""
    end = time.monotonic() + seconds
    while True:
        try:
            if value := condition():
                return value
        except (httpx.TransportError, ConnectionRefusedError):
            pass
        assert time.monotonic() < end, f"{condition} stayed false for {seconds} s"
        time.sleep(0.02)


@contextmanager
def running(
    *module: str, home: Path, port: int, output: Path | None = None, **more: str
) -> Iterator[subprocess.Popen[bytes]]:
    """`python -m module …` in a session of its own; whatever is left of it at the end is killed."""
    environment = {**os.environ, "GROUNDWAVE_HOME": str(home), "PORT": str(port), **more}
    environment["GROUNDWAVE_URL"] = more.get("GROUNDWAVE_URL", f"http://127.0.0.1:{port}")
    environment.pop("NO_COLOR", None)
    with (output or Path(os.devnull)).open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", *module],
            cwd=ROOT,
            env=environment,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def members_of(home: Path) -> dict[int, str]:
    """Process id and command line of every process whose environment names this home."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            ours = f"GROUNDWAVE_HOME={home}".encode() in (folder / "environ").read_bytes().split(b"\0")
            if ours and (folder / "stat").read_text().rpartition(")")[2].split()[0] != "Z":
                found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
    return found


def raw(front: httpx.Client, request_line: str, *headers: str) -> bytes:
    """The answer to a request line that no client library would send."""
    with socket.create_connection((front.base_url.host, front.base_url.port or 80), timeout=10) as connection:
        lines = (request_line, "host: localhost", "connection: close", *headers, "", "")
        connection.sendall("\r\n".join(lines).encode())
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    return answer
