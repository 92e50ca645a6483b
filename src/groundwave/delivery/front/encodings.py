"""Which compressed form of a page or file a client takes: RFC 9110, section 12.5.3. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

_REFUSED = re.compile(r"\s*q\s*=\s*0(\.0*)?\s*", re.IGNORECASE)
_LONGEST = 256


@lru_cache(maxsize=512)
def preferred(header: bytes) -> str:
    """ "br", "gzip" or "" (as it is) for an Accept-Encoding header; brotli first, whatever the weights above 0 say.

    A header longer than a browser's gets the page as it is, so that nobody fills the memory with inventions.
    """
    if len(header) > _LONGEST:
        return ""
    taken = accepted(header.decode("latin-1"))
    return "br" if "br" in taken else "gzip" if "gzip" in taken or "x-gzip" in taken else ""


def accepted(header: str) -> frozenset[str]:
    """The names that a client takes; one with q=0 is refused by it. `*` says nothing about brotli or gzip here."""
    names = set()
    for item in header.lower().split(","):
        name, _, quality = item.partition(";")
        if not _REFUSED.fullmatch(quality):
            names.add(name.strip())
    return frozenset(names)
