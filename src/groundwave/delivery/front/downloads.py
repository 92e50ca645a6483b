"""How many listeners took at least a minute of an episode on a day, counted honestly and without knowing anyone.

A listener is a hash of address and browser under a salt that is made anew each day (UTC) and is in this process's
memory alone, as are the hashes: what is written down are episodes, days and numbers. As in the IAB's guidelines, a
listener counts once a day and episode, after a minute of sound (all of it, when it is shorter); robots do not count.
"""

from __future__ import annotations

import asyncio
import hashlib
import ipaddress
import json
import os
import secrets
import time
from collections import OrderedDict
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from .episodes import Found
from .types import Message, Scope, Send

_ROBOTS: Final = (
    *("bot", "crawl", "spider", "slurp", "facebookexternalhit", "preview", "monitor", "headless", "lighthouse"),
    *("curl/", "wget/", "python-", "libwww", "go-http-client", "java/", "apache-httpclient", "scrapy", "pingdom"),
)
_MOST_LISTENERS: Final = 200_000  # hashes in memory: about 30 MB
_WRITTEN_AFTER: Final = 3.0  # seconds


class Tally:
    """Counts of today and of the day before. Each method is given the day, so that a test can turn it."""

    def __init__(self) -> None:
        self.days: dict[str, dict[int, int]] = {}
        self._day = ""
        self._salt = b""
        self._bytes: OrderedDict[tuple[bytes, int], int] = OrderedDict()

    def took(self, day: str, listener: str, episode: int, *, size: int, minute: int) -> bool:
        """So many more bytes went to a listener; whether that made a download of it."""
        if day != self._day:
            self._day, self._salt = day, secrets.token_bytes(32)
            self._bytes.clear()
            self.days = {known: counts for known, counts in self.days.items() if known in sorted(self.days)[-1:]}
        who = hashlib.blake2b(listener.encode(errors="replace"), key=self._salt, digest_size=16).digest()
        before = self._bytes.pop((who, episode), 0)
        self._bytes[who, episode] = after = before + size
        if len(self._bytes) > _MOST_LISTENERS:
            self._bytes.popitem(last=False)
        if not before < minute <= after:
            return False
        counts = self.days.setdefault(day, {})
        counts[episode] = counts.get(episode, 0) + 1
        return True


class Downloads:
    """Counts what goes out, and writes the numbers to a file of this process for the website to take in."""

    def __init__(self, folder: Path) -> None:
        self.tally = Tally()
        self._name = f"{os.getpid()}-{secrets.token_hex(6)}"
        self._path = folder / f"{self._name}.json"
        self._writing: asyncio.Task[None] | None = None

    def counting(self, send: Send, scope: Scope, found: Found) -> Send:
        """`send`, which counts the bytes of sound that a listener takes; itself where nothing is to be counted."""
        who = listener(scope)
        if not found.minute or scope["method"] != "GET" or who is None:
            return send
        sound = False

        async def counted(message: Message) -> None:
            nonlocal sound
            await send(message)
            if message["type"] == "http.response.start":
                sound = message["status"] in (200, 206)
            elif sound and (size := len(message.get("body", b""))):
                day = datetime.fromtimestamp(time.time(), UTC).date().isoformat()
                if self.tally.took(day, who, found.episode, size=size, minute=found.minute):
                    self._to_be_written()

        return counted

    def _to_be_written(self) -> None:
        if self._writing is None or self._writing.done():
            self._writing = asyncio.get_running_loop().create_task(self._write_soon())

    async def _write_soon(self) -> None:
        await asyncio.sleep(_WRITTEN_AFTER)
        said = {"front": self._name, "days": self.tally.days}
        await asyncio.to_thread(self._write, json.dumps(said).encode())

    def _write(self, data: bytes) -> None:
        part = self._path.with_suffix(".part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(data)
            part.replace(self._path)
        except OSError:
            pass  # written with the next download; the disk's trouble is told by those who need it


def listener(scope: Scope) -> str | None:
    """Address and browser; None for what is no listener. A web server of ours in front says whose address it is."""
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    browser = headers.get(b"user-agent", "").strip()
    lower = browser.lower()
    if not browser or any(sign in lower for sign in _ROBOTS):
        return None
    client = scope.get("client")
    address = str(client[0]) if client else ""
    if _is_ours(address):
        address = headers.get(b"x-forwarded-for", "").rpartition(",")[2].strip() or address
    return f"{address} {browser}"


def _is_ours(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_private
    except ValueError:  # a unix socket has no address
        return True
