"""Whose pages the store holds: the hosts that a request may name. The same names as the website's. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_PORT = re.compile(rb":[0-9]{1,5}\Z")
_ALWAYS = frozenset({b"127.0.0.1", b"localhost", b"[::1]"})
_MOST_REMEMBERED = 64


class OwnHosts:
    """The host of GROUNDWAVE_URL and this machine's own names; the port does not matter."""

    def __init__(self, public_url: str) -> None:
        host = (urlsplit(public_url).hostname or "").encode("ascii", "replace")
        self._names = _ALWAYS | {b"[%s]" % host if b":" in host else host}
        self._seen: set[bytes] = set()

    def __contains__(self, header: bytes | None) -> bool:
        if header in self._seen:
            return True
        if not header or _PORT.sub(b"", header).lower() not in self._names:
            return False
        if len(self._seen) < _MOST_REMEMBERED:
            self._seen.add(header)
        return True
