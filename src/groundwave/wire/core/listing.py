"""Where an agency lists its documents: a page of the web server's folder, a feed of links, a JSON list of addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin, urlsplit

from groundwave.wire.core.addresses import web_address
from groundwave.wire.core.json_fields import said
from groundwave.wire.core.outcome import Unreadable
from groundwave.wire.core.strict_json import read_json
from groundwave.wire.core.strict_xml import read_xml

MOST_LISTED: Final = 2_000
_DOCUMENT: Final = re.compile(r"\.(?:json|xml|ninjs|newsml|g2|nitf)(?:\.gz)?\Z", re.IGNORECASE)
_TYPES: Final = re.compile(r"application/(?:vnd\.iptc|newsml|json|xml|.*\+xml|.*\+json)", re.IGNORECASE)
_WEB_PAGE: Final = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def listed(data: bytes, *, base: str) -> tuple[str, ...] | None:
    """The addresses in a list, each once, in its order, none on another host than `base`; None when it is no list but
    a document itself. Raises Unreadable when it is broken."""
    start = data[:400].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] == b"[":
        value = read_json(data)
        found = list(_of_json(value))
        if not found or not isinstance(value, list) or len(found) < len(value):
            return None
    elif _WEB_PAGE.match(start):
        found = [href for href in _hrefs(data) if _DOCUMENT.search(urlsplit(href).path)]
    elif start[:1] == b"<":
        root, _ = read_xml(data)
        if root.tag not in {"{atom}feed", "rss"}:
            return None
        found = [
            link.get("href") or link.get("url") or ""
            for name in ("{atom}link", "enclosure")
            for link in root.iter(name)
            if _TYPES.match(link.get("type") or "") and link.get("rel", "alternate") in {"alternate", "enclosure"}
        ]
        found = [href for href in found if _DOCUMENT.search(urlsplit(href).path)]
    else:
        return None
    addresses = (web_address(href, base=base) for href in found)
    here = urlsplit(base).netloc
    same = [one for one in addresses if one and urlsplit(one).netloc == here]
    return tuple(dict.fromkeys(same))[:MOST_LISTED]


def next_page(data: bytes, *, base: str) -> str | None:
    """The page that follows an answer in JSON (`next_page`, at the top or in its `data`), on the same host only."""
    if data.lstrip()[:1] != b"{":
        return None
    try:
        value = read_json(data)
    except Unreadable:
        return None
    holders = [value, value.get("data")] if isinstance(value, dict) else []
    for holder in holders:
        if isinstance(holder, dict) and (href := said(holder, "next_page", "nextPage", "next")):
            found = web_address(urljoin(base, href))
            return found if found and urlsplit(found).netloc == urlsplit(base).netloc else None
    return None


def _of_json(value: object) -> Iterator[str]:
    for entry in value if isinstance(value, list) else []:
        if isinstance(entry, str):
            yield entry
        elif isinstance(entry, dict) and len(entry) <= 12 and "uri" not in entry:
            yield said(entry, "href", "url")


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and len(self.found) < MOST_LISTED and (href := dict(attrs).get("href")):
            self.found.append(href)


def _hrefs(data: bytes) -> list[str]:
    reader = _Links()
    reader.feed(data.decode("utf-8", "replace"))
    return reader.found
