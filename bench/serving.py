"""A story page as readers get it, embedded and behind nginx: `python -m bench.serving [ROUNDS]`.

The server has one core and the load generator the other; the servers take turns, and a ratio is taken within a turn, so
that what else the machine does hits all of them alike. Peer is nginx with one location that says the same headers.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import httpx

from bench.table import Row, told
from groundwave.delivery.files import Files, Page
from groundwave.kit.home import Home
from tests.rooms.delivery.processes import free_port, running, until
from tests.rooms.deploy.nginx import configured

SECONDS, CONNECTIONS = 3, 64
STORY = "/news/2026-11-23/the-harbor-reopens"
SERVER_CORE, READERS_CORE = "0", "1"
POLICY = (
    "default-src 'self'; img-src 'self' data:; media-src 'self' https: blob:; style-src 'self' "
    "'sha256-N1w7Khy0I34Fvw56cpjeZ6bQj/9CMLiwEwgPUjVMXuU='; script-src 'self'; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)
HEADERS = (
    ("cache-control", "public, max-age=30, stale-while-revalidate=300, stale-if-error=86400"),
    ("content-security-policy", POLICY),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "interest-cohort=(), browsing-topics=()"),
    ("surrogate-key", " ".join(["page:/", *(f"newsroom.story:{number}" for number in range(40))])),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "SAMEORIGIN"),
)


@dataclass(frozen=True)
class Server:
    name: str
    port: int
    process: int


@dataclass(frozen=True)
class Turn:
    """One server under load for some seconds. `cpu_ms` is a request's, of all of the server's processes."""

    rate: float
    p99_ms: float
    cpu_ms: float


def rows(rounds: int = 7) -> Iterator[Row]:
    """Measure and say so. Needs wrk, taskset and Debian's nginx with its brotli module (`make machine`)."""
    with tempfile.TemporaryDirectory(prefix="groundwave-bench-") as folder, ExitStack() as stack:
        Path(folder).chmod(0o755)
        home = Home(Path(folder))
        home.ensure_writable()
        files = Files(home.path / "pages")
        for number in range(200):
            files.write(_story(f"{STORY}-{number}", number))
        files.write(_story(STORY, 0))
        front = stack.enter_context(_front(home))
        peer = stack.enter_context(_nginx("nginx", home, _peer(home, port := free_port()), port))
        ours = configured(home.path, home.path / "behind", port=(port := free_port()), front=front.port)
        behind = stack.enter_context(_nginx("behind nginx", home, ours, port))
        turns: dict[str, list[Turn]] = {"front": [], "nginx": [], "behind": [], "busy": []}
        for _ in range(rounds):
            turns["nginx"].append(_turn(peer))
            turns["front"].append(_turn(front))
            turns["behind"].append(_turn(behind))
            with _publishing(files):
                turns["busy"].append(_turn(front))
        yield from _said(turns)


def _said(turns: dict[str, list[Turn]]) -> Iterator[Row]:
    nginx, front, behind, busy = turns["nginx"], turns["front"], turns["behind"], turns["busy"]

    def rate(of: list[Turn], to: list[Turn]) -> float:
        return median(one.rate / other.rate for one, other in zip(of, to, strict=True))

    def p99(of: list[Turn], to: list[Turn]) -> float:
        return median(one.p99_ms / other.p99_ms for one, other in zip(of, to, strict=True))

    def ratio(value: float, asked: float, *, most: bool = False) -> tuple[str, str, bool]:
        ok = value <= asked if most else value >= asked
        return f"{value:.2f}", f"{'at most' if most else 'at least'} {asked:.2f}", ok

    for name, given in (("nginx", nginx), ("embedded", front), ("behind nginx", behind), ("while publishing", busy)):
        said = f"{median(one.rate for one in given):,.0f}/s, p99 {median(one.p99_ms for one in given):.1f} ms"
        yield Row(f"story page, {name}", said, "", ok=True)
    yield Row("embedded / nginx, requests a second", *ratio(rate(front, nginx), 0.8))
    # The same work by the same program: what is less than a twentieth is the noise of the machine.
    yield Row("behind nginx / nginx, requests a second", *ratio(rate(behind, nginx), 0.95))
    yield Row("embedded / nginx, p99", *ratio(p99(front, nginx), 3.0, most=True))
    cpu = median(one.cpu_ms for one in front)
    told = f"{cpu:.3f} ms (nginx {median(one.cpu_ms for one in nginx):.3f})"
    yield Row("embedded, CPU a request", told, "at most 0.080 ms", cpu <= 0.08)
    yield Row("while ten pages a second are replaced / quiet", *ratio(rate(busy, front), 0.8))
    yield Row("while ten pages a second are replaced / nginx, p99", *ratio(p99(busy, nginx), 3.0, most=True))


def _story(key: str, number: int) -> Page:
    """About 20 KB of what a story page is made of; every number is another page."""
    words = [f"{'aeiou'[i % 5]}{'kmnprst'[i % 7]}{'aeiou'[i % 3]}{i * 7919 % 997}" for i in range(2600)]
    body = "".join(f"<p>{' '.join(words[at : at + 60])} {number}</p>\n" for at in range(0, 2600, 60))
    return Page(key, 200, "text/html; charset=utf-8", f"<!doctype html><title>{number}</title>{body}".encode(), HEADERS)


@contextmanager
def _front(home: Home) -> Iterator[Server]:
    port = free_port()
    with running("groundwave.ops", "serve", "front", home=home.path, port=port) as process:
        until(lambda: httpx.get(f"http://127.0.0.1:{port}/healthz", trust_env=False).is_success)
        for one in _family(process.pid):
            # Its threads too: they were there before.
            subprocess.run(["taskset", "-a", "-c", "-p", SERVER_CORE, str(one)], check=True, capture_output=True)
        yield Server("embedded", port, process.pid)


@contextmanager
def _nginx(name: str, home: Home, configuration: Path, port: int) -> Iterator[Server]:
    command = ["/usr/sbin/nginx", "-p", str(home.path), "-c", str(configuration), "-e", str(home.path / "nginx.log")]
    process = subprocess.Popen(["taskset", "-c", SERVER_CORE, *command])
    try:
        until(lambda: httpx.get(f"http://127.0.0.1:{port}{STORY}", trust_env=False).is_success)
        yield Server(name, port, process.pid)
    finally:
        process.terminate()
        process.wait(15)


def _peer(home: Home, port: int) -> Path:
    """The same page with the same headers, and nothing else to decide."""
    whole = configured(home.path, home.path / "peer", port=port, front=1)
    said = "\n".join(f'add_header {name} "{value}";' for name, value in HEADERS if name != "surrogate-key")
    server = (
        f"server {{ listen 127.0.0.1:{port}; root {home.path}/pages/tree; gzip_static on; gzip_vary on;"
        f"brotli_static on; server_tokens off; types {{ 'text/html; charset=utf-8' html; }}\n{said}\n"
        f"location / {{ try_files $uri.html =404; }} }}"
    )
    before, _, _ = whole.read_text().partition("# Groundwave behind nginx")
    whole.write_text(f"{before}{server}\n}}\n")
    return whole


@contextmanager
def _publishing(files: Files) -> Iterator[None]:
    """Ten pages a second are replaced, the one that is being read among them."""
    enough = threading.Event()

    def publish() -> None:
        number = 0
        while not enough.wait(0.1):
            number += 1
            files.write(_story(STORY if number % 10 == 0 else f"{STORY}-{number % 200}", number))

    thread = threading.Thread(target=publish)
    thread.start()
    try:
        yield
    finally:
        enough.set()
        thread.join()


def _turn(server: Server) -> Turn:
    before = _cpu_seconds(server.process)
    said = subprocess.run(
        [
            *("taskset", "-c", READERS_CORE, "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency"),
            *("-H", "accept-encoding: gzip, deflate, br, zstd", f"http://127.0.0.1:{server.port}{STORY}"),
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    used = _cpu_seconds(server.process) - before
    if "Non-2xx" in said or "Socket errors" in said:
        raise AssertionError(f"{server.name} gave wrong answers:\n{said}")
    return Turn(float(_found(r"Requests/sec:\s+([\d.]+)", said)), _p99_ms(said), used * 1000 / _count(said))


def _p99_ms(said: str) -> float:
    value, unit = re.findall(r"99%\s+([\d.]+)(us|ms|s)", said)[0]
    return float(value) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[unit]


def _count(said: str) -> int:
    return int(_found(r"(\d+) requests in", said))


def _found(pattern: str, said: str) -> str:
    found = re.search(pattern, said)
    if not found:
        raise AssertionError(f"wrk said what was not understood:\n{said}")
    return found[1]


def _family(process: int) -> list[int]:
    found = [process]
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == process:
            found.extend(_family(int(status.parent.name)))
    return found


def _cpu_seconds(process: int) -> float:
    ticks = 0
    for one in _family(process):
        after = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += int(after[11]) + int(after[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def main() -> None:
    if not shutil.which("wrk"):
        sys.exit("The load generator wrk is missing; `make machine` installs it.")
    sys.exit(told(rows(int(sys.argv[1])) if len(sys.argv) > 1 else rows()))


if __name__ == "__main__":
    main()
