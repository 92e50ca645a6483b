"""What a listener of a continuous stream costs, by the front and by Debian's Icecast: `python -m bench.listening [N]`.

An engine makes the sound, the front gives it out, and what the front gives goes to an icecast2 beside it as well. Both
have so many listeners for as long, one after the other; what is compared is the processor's time.
"""

from __future__ import annotations

import asyncio
import base64
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import httpx

from bench.serving import _cpu_seconds
from bench.table import Row, told
from groundwave.kit.home import Home
from tests.rooms.air_engine.bench import sine, write_wav
from tests.rooms.delivery.processes import free_port, running, until

LISTENERS, SECONDS, ROUNDS = 200, 10, 3
ASKED = 3.0  # times Icecast's, at most: an hour of a listener must not be worth a thought


def rows(listeners: int = LISTENERS) -> Iterator[Row]:
    """Measure and say so. Needs icecast2 (`make machine`)."""
    with tempfile.TemporaryDirectory(prefix="groundwave-bench-listening-") as folder:
        home = Home(Path(folder))
        home.ensure_writable()
        write_wav(home.path / "sound.wav", sine(440, 30))
        (home.path / "air" / "news").mkdir(parents=True)
        (home.path / "air" / "news" / "plan.json").write_text(
            '{"version": 1, "service": "news", "sources": [{"url": "sound.wav", "kind": "file"}]}'
        )
        port = free_port()
        with (
            running("groundwave.air.engine", str(home.path), "news", home=home.path, port=port),
            running("groundwave.ops", "serve", "front", home=home.path, port=port) as front,
        ):
            until(lambda: httpx.head(f"http://127.0.0.1:{port}/live/news/stream.mp3", trust_env=False).is_success)
            with _icecast(port) as (peer, peer_port):
                ours, theirs = [], []
                for _ in range(ROUNDS):
                    theirs.append(_cost(peer, peer_port, "/news", listeners))
                    ours.append(_cost(front.pid, port, "/live/news/stream.mp3", listeners))
        yield Row(f"{listeners} listeners, icecast2", f"{median(theirs):.2f} % of a core", "", ok=True)
        yield Row(f"{listeners} listeners, the front", f"{median(ours):.2f} % of a core", "", ok=True)
        ratio = median(one / other for one, other in zip(ours, theirs, strict=True))
        yield Row("the front / icecast2, CPU a listener", f"{ratio:.2f}", f"at most {ASKED:.2f}", ratio <= ASKED)
        yield Row("listeners that a core carries", f"{listeners * 100 / median(ours):,.0f}", "", ok=True)


def _cost(process: int, port: int, path: str, listeners: int) -> float:
    """Hundredths of a core that so many listeners cost once they are all there."""
    return asyncio.run(_listened(process, port, path, listeners))


async def _listened(process: int, port: int, path: str, listeners: int) -> float:
    taken = [0] * listeners

    async def listen(number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
        try:
            while piece := await reader.read(65_536):
                taken[number] += len(piece)
        finally:
            writer.close()

    tasks = [asyncio.create_task(listen(number)) for number in range(listeners)]
    await asyncio.sleep(4)  # the burst that each is given at first
    before, began, heard = _cpu_seconds(process), time.monotonic(), sum(taken)
    await asyncio.sleep(SECONDS)
    cost = (_cpu_seconds(process) - before) / (time.monotonic() - began) * 100
    rate = (sum(taken) - heard) * 8 / listeners / (time.monotonic() - began)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    if rate < 60_000:
        raise AssertionError(f"{path} gave its listeners {rate:,.0f} bits a second.")
    return cost


@contextmanager
def _icecast(front: int) -> Iterator[tuple[int, int]]:
    """An icecast2 that is fed with the front's own stream: its process and its port."""
    port, over = free_port(), threading.Event()
    folder = Path(tempfile.mkdtemp(prefix="groundwave-icecast-"))
    folder.chmod(0o777)
    paths = "".join(f"<{name}>{folder}</{name}>" for name in ("basedir", "logdir", "webroot", "adminroot"))
    (folder / "icecast.xml").write_text(
        "<icecast><limits><clients>2000</clients></limits><authentication><source-password>owl</source-password>"
        f"<admin-password>owl</admin-password></authentication><listen-socket><port>{port}</port>"
        f"<bind-address>127.0.0.1</bind-address></listen-socket><paths>{paths}</paths>"
        "<logging><errorlog>error.log</errorlog></logging><security><chroot>0</chroot>"
        "<changeowner><user>nobody</user><group>nogroup</group></changeowner></security></icecast>"
    )
    server = subprocess.Popen(["icecast2", "-c", str(folder / "icecast.xml")], stderr=subprocess.DEVNULL)
    feeder = threading.Thread(target=_feed, args=(front, port, over))
    try:
        until(lambda: socket.create_connection(("127.0.0.1", port)).close() is None)
        feeder.start()
        until(lambda: httpx.head(f"http://127.0.0.1:{port}/news", trust_env=False).status_code != 404)
        yield server.pid, port
    finally:
        over.set()
        if feeder.ident:
            feeder.join()
        server.kill()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _feed(front: int, port: int, over: threading.Event) -> None:
    key = base64.b64encode(b"source:owl").decode()
    with (
        httpx.stream("GET", f"http://127.0.0.1:{front}/live/news/stream.mp3", trust_env=False, timeout=20) as sound,
        socket.create_connection(("127.0.0.1", port)) as encoder,
    ):
        encoder.sendall(
            f"PUT /news HTTP/1.1\r\nAuthorization: Basic {key}\r\nContent-Type: audio/mpeg\r\n\r\n".encode()
        )
        for piece in sound.iter_raw():
            if over.is_set():
                return
            encoder.sendall(piece)


def main() -> None:
    if not shutil.which("icecast2"):
        sys.exit("icecast2 is missing; `make machine` installs it.")
    sys.exit(told(rows(int(sys.argv[1])) if len(sys.argv) > 1 else rows()))


if __name__ == "__main__":
    main()
