"""A server of streams on loopback that keeps time by the test's clock, sends bursts, titles and nonsense, and dies."""

import socket
import threading
import time
from dataclasses import dataclass, field

from groundwave.air.engine.clock import Clock
from groundwave.air.engine.timeline import RATE


@dataclass
class Sender:
    """Sends ``data`` round and round, ``rate`` bytes a second of the clock, after ``burst`` seconds at once."""

    clock: Clock
    data: bytes
    rate: float
    burst: float = 0.0
    status: str = "HTTP/1.0 200 OK"
    headers: tuple[str, ...] = ("Content-Type: audio/mpeg",)
    interval: int = 0
    title: bytes = b""
    once: bool = False
    parts: tuple[tuple[bytes, float], ...] = ()
    """Of what ``data`` is made, each with its seconds, when they are not sent equally fast."""
    requests: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._alive = threading.Event()
        self._alive.set()
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/live"
        threading.Thread(target=self._accept, daemon=True).start()

    def die(self) -> None:
        """Hang up on everyone, and take no one any more."""
        self._alive.clear()

    def revive(self) -> None:
        self._alive.set()

    def close(self) -> None:
        self._over.set()
        self._alive.clear()
        self._listener.close()

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            request = b""
            while b"\r\n\r\n" not in request:
                part = connection.recv(4096)
                if not part:
                    return
                request += part
            self.requests.append(request)
            if not self._alive.is_set():
                return
            lines = [self.status, *self.headers]
            if self.interval:
                lines.append(f"icy-metaint: {self.interval}")
            try:
                connection.sendall("\r\n".join([*lines, "", ""]).encode())
                self._send(connection)
            except OSError:
                pass  # The listener hung up.

    def _due(self, seconds: float) -> int:
        if not self.parts:
            return int(seconds * self.rate)
        rounds, seconds = divmod(seconds, sum(length for _, length in self.parts))
        due = int(rounds) * len(self.data)
        for part, length in self.parts:
            due += int(len(part) * min(1.0, max(0.0, seconds / length)))
            seconds -= length
        return due

    def _send(self, connection: socket.socket) -> None:
        began, sent, due_title = self.clock.now(), 0, self.interval
        while self._alive.is_set():
            passed = (self.clock.now() - began) / RATE
            due = len(self.data) if self.once else self._due(passed + self.burst)
            while sent < due:
                at = sent % len(self.data)
                part = self.data[at : at + min(due - sent, 4096)]
                if self.interval:
                    part = part[:due_title]
                    due_title -= len(part)
                connection.sendall(part)
                sent += len(part)
                if self.interval and not due_title:
                    block = b"StreamTitle='" + self.title + b"';"
                    block += bytes(-len(block) % 16)
                    connection.sendall(bytes([len(block) // 16]) + block)
                    due_title = self.interval
            if self.once:
                return
            time.sleep(0.004)
