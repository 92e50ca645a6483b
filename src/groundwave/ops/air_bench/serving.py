"""Segments and playlists by the embedded server and by nginx, in turns, and how many listeners that is."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Final

from groundwave.air.engine.timeline import SEGMENT_SECONDS, chunk_path
from groundwave.ops.air_bench.archived import KBPS, hour
from groundwave.ops.air_bench.row import Row

_SECONDS: Final = 3
_ROUNDS: Final = 5


def serving() -> Iterator[Row]:
    missing = [name for name in ("nginx", "wrk") if not _program(name)]
    if missing:
        yield Row("segments and playlists", f"not measured: {' and '.join(missing)} not installed", "")
        return
    with tempfile.TemporaryDirectory(prefix="groundwave-air-bench-") as folder, ExitStack() as stack:
        home = Path(folder)
        home.chmod(0o755)
        first = hour(home / "live" / "bench")
        servers = {"front": stack.enter_context(_front(home)), "nginx": stack.enter_context(_nginx(home))}
        paths = {
            "segments": f"/live/bench/{KBPS}/{chunk_path(first + 9, 'seg')}",
            "playlists": f"/live/bench/{KBPS}/live.m3u8",
        }
        for name, path in paths.items():
            turns: dict[str, list[float]] = {"front": [], "nginx": []}
            for _ in range(_ROUNDS):
                for server, (port, process) in servers.items():
                    turns[server].append(_per_cpu_second(port, process, path))
            ratio = median(ours / theirs for ours, theirs in zip(turns["front"], turns["nginx"], strict=True))
            ours, theirs = median(turns["front"]), median(turns["nginx"])
            told = f"{ratio:.2f} ({ours:,.0f}; nginx {theirs:,.0f})"
            yield Row(f"{name} a CPU second, embedded / nginx", told, "at least 0.20", ratio >= 0.2)
            if name == "segments":
                told = f"{ours * SEGMENT_SECONDS:,.0f}; behind nginx {theirs * SEGMENT_SECONDS:,.0f}"
                yield Row("listeners to segments that a core carries", told, "")


def _program(name: str) -> str | None:
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/bin")


@contextmanager
def _front(home: Path) -> Iterator[tuple[int, int]]:
    port = _free_port()
    environment = {**os.environ, "GROUNDWAVE_HOME": str(home), "PORT": str(port)}
    command = [sys.executable, "-P", "-m", "groundwave.ops", "serve", "front"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        yield from _while_up(process, port)


@contextmanager
def _nginx(home: Path) -> Iterator[tuple[int, int]]:
    port = _free_port()
    (home / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {home}/nginx.pid; error_log {home}/nginx.log;\n"
        f"events {{ worker_connections 512; }}\nhttp {{ access_log off; keepalive_requests 1000000;\n"
        f"client_body_temp_path {home}/body; proxy_temp_path {home}/proxy; fastcgi_temp_path {home}/fastcgi;\n"
        f"uwsgi_temp_path {home}/uwsgi; scgi_temp_path {home}/scgi; sendfile on; tcp_nopush on;\n"
        f"server {{ listen 127.0.0.1:{port}; root {home}; }} }}\n"
    )
    command = [str(_program("nginx")), "-p", str(home), "-c", str(home / "nginx.conf"), "-e", str(home / "nginx.log")]
    with subprocess.Popen(command) as process:
        yield from _while_up(process, port)


def _while_up(process: subprocess.Popen[bytes], port: int) -> Iterator[tuple[int, int]]:
    try:
        _wait_for(lambda: urllib.request.urlopen(f"http://127.0.0.1:{port}/live/bench/live.m3u8", timeout=2).close())
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(15)


def _wait_for(ask: Callable[[], None]) -> None:
    end = time.monotonic() + 20
    while True:
        try:
            ask()
        except (urllib.error.URLError, OSError):
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _per_cpu_second(port: int, process: int, path: str) -> float:
    """Requests that a server answers for a second of its own CPU."""
    before = _cpu_seconds(process)
    wrk = [str(_program("wrk")), "-t1", "-c64", f"-d{_SECONDS}s", f"http://127.0.0.1:{port}{path}"]
    said = subprocess.run(wrk, check=True, capture_output=True, text=True).stdout
    found = re.search(r"(\d+) requests in", said)
    if not found or "Non-2xx" in said:
        raise RuntimeError(f"wrk was not given what it asked for:\n{said}")
    return int(found[1]) / (_cpu_seconds(process) - before)


def _cpu_seconds(process: int) -> float:
    """Of a process and all that came of it."""
    ticks, wanted = 0, {process}
    for file in sorted(Path("/proc").glob("[0-9]*/stat"), key=lambda one: int(one.parent.name)):
        try:
            fields = file.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(file.parent.name) in wanted or int(fields[1]) in wanted:
            wanted.add(int(file.parent.name))
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
