"""In which order stale pages are made: what most readers see first, and people before machines. Pure."""

from __future__ import annotations

import math

_PUBLISHED = 6.0


def weight(key: str, *, reads: float = 0.0, published: bool = False) -> float:
    """The heavier, the sooner. `reads`: how often it was read lately; `published`: it was put out a moment ago."""
    path = key.partition("?")[0]
    twin = path == "/text" or path.startswith("/text/")
    own = _own(path.removeprefix("/text") or "/")
    return (own / 10 if twin else own) + math.log1p(max(reads, 0.0)) + (_PUBLISHED if published and not twin else 0.0)


def _own(path: str) -> float:
    parts = [part for part in path.split("/") if part]
    if not parts or parts == ["es"]:
        return 8.0
    if parts[0] in ("sitemap.xml", "news-sitemap.xml", "sitemaps", "robots.txt"):
        return 1.5
    if parts[-1] in ("feed.xml", "feed.atom", "feed.json"):
        return 4.0
    if parts[0] == "api":
        return 5.0
    return {1: 6.0, 2: 3.0}.get(len(parts), 2.0)
