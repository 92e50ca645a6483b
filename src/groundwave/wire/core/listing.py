"""Where an agency lists its documents: a page of the web server's folder, a feed of links, a JSON list of addresses."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from groundwave.wire.core.addresses import web_address
from groundwave.wire.core.json_fields import said
from groundwave.wire.core.outcome import Unreadable
from groundwave.wire.core.strict_json import read_json
from groundwave.wire.core.strict_xml import read_xml

MOST_LISTED: Final = 2_000
_DOCUMENT: Final = re.compile(r"\.(?:json|xml|ninjs|newsml|g2|nitf)(?:\.gz)?\Z", re.IGNORECASE)
_TYPES: Final = re.compile(r"application/(?:vnd\.iptc|newsml|json|xml|.*\+xml|.*\+json)", re.IGNORECASE)
_LINK: Final = re.compile(r"<a(\s[^<>]{1,3000})>", re.IGNORECASE)
_HREF: Final = re.compile(r"""\shref\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
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
        found = [href for href in _hrefs(data) if _is_document(href)]
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
        found = [href for href in found if _is_document(href)]
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
            found = web_address(href, base=base)
            return found if found and urlsplit(found).netloc == urlsplit(base).netloc else None
    return None


def _is_document(href: str) -> bool:
    try:
        return bool(_DOCUMENT.search(urlsplit(href).path))
    except ValueError:
        return False


def _of_json(value: object) -> Iterator[str]:
    for entry in value if isinstance(value, list) else []:
        if isinstance(entry, str):
            yield entry
        elif isinstance(entry, dict) and len(entry) <= 12 and "uri" not in entry:
            yield said(entry, "href", "url")


def _hrefs(data: bytes) -> Iterator[str]:
    """Of the links of a web page; by their look, since a page may be broken in any way."""
    for tag in islice(_LINK.finditer(data.decode("utf-8", "replace")), MOST_LISTED):
        if href := _HREF.search(tag[1]):
            yield html.unescape(href[1] or href[2] or href[3] or "")
