"""A stand-in for NPR's Content Distribution Service: documents by query, windows, pages, errors as documented."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.recording_server import Asked, RecordingServer

TOKEN = "a-key-that-is-none"
_KNOWN = frozenset(
    {"ids", "excludedIds", "profileIds", "collectionIds", "publishDateTime", "editorialLastModifiedDateTime"}
    | {"sort", "limit", "offset", "transclude", "ownerHrefs"}
)
_PARAMETERS = {"limit": 300, "offset": 2_000}


class Cds(RecordingServer):
    """`documents` by id. `trouble` is answered instead of anything else while it is set."""

    def __init__(self, *documents: dict[str, Any]) -> None:
        super().__init__()
        self.documents = {document["id"]: document for document in documents}
        self.trouble: int | None = None
        self.retry_after = ""
        self.confirmed: list[bytes] = []
        self.prefix = "owl"

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [asked.path for asked in self.asked]

    def answer(self, asked: Asked) -> tuple[int, dict[str, str], bytes]:
        if self.trouble:
            return self.trouble, {"retry-after": self.retry_after} if self.retry_after else {}, b"{}"
        if asked.headers.get("authorization") != f"Bearer {TOKEN}":
            return 401, {}, b"{}"
        parts = urlsplit(asked.path)
        if asked.method == "POST" and parts.path == "/v1/subscriptions/confirmations":
            self.confirmed.append(asked.body)
            return 200, {}, b"{}"
        if parts.path == "/v1/documents":
            return self._query(parse_qsl(parts.query, keep_blank_values=True))
        if asked.method in ("PUT", "DELETE"):
            return self._write(asked, unquote(parts.path.removeprefix("/v1/documents/")))
        found = self.documents.get(unquote(parts.path.removeprefix("/v1/documents/")))
        return self._resources([found]) if found else (404, {}, b"{}")

    def _write(self, asked: Asked, name: str) -> tuple[int, dict[str, str], bytes]:
        """By its prefix a client writes; what breaks the schemas is refused with their words."""
        if not name.startswith(f"{self.prefix}-"):
            return 403, {}, b"{}"
        known = name in self.documents
        if asked.method == "DELETE":
            self.documents.pop(name, None)
            return (204 if known else 404), {}, b""
        document = json.loads(asked.body)
        if wrong := [*_faults(document, name)]:
            return 400, {"content-type": "application/json"}, json.dumps({"meta": {"messages": wrong}}).encode()
        self.documents[name] = document
        return 200 if known else 201, {"content-type": "application/json"}, asked.body

    def _query(self, asked: list[tuple[str, str]]) -> tuple[int, dict[str, str], bytes]:
        for name, _ in asked:
            if name not in _KNOWN:
                return self._error(f"{name} is an unexpected query parameter")
        numbers = {name: int(value) for name, value in asked if name in _PARAMETERS}
        limit, offset = numbers.get("limit", 20), numbers.get("offset", 0)
        if not 1 <= limit <= 300:
            return self._error("limit must be at most 300")
        if limit + offset > 2_000:
            return self._error("offset + limit must be at most 2000")
        found = [one for one in self.documents.values() if all(_fits(one, name, value) for name, value in asked)]
        field, _, direction = dict(asked).get("sort", "publishDateTime:desc").partition(":")
        found.sort(key=lambda one: one.get(field, ""), reverse=direction.startswith("desc"))
        return self._resources(found[offset : offset + limit])

    def _resources(self, found: list[dict[str, Any]]) -> tuple[int, dict[str, str], bytes]:
        return 200, {"content-type": "application/json"}, json.dumps({"resources": found}).encode()

    def _error(self, said: str) -> tuple[int, dict[str, str], bytes]:
        return 400, {"content-type": "application/json"}, json.dumps({"meta": {"messages": [said]}}).encode()


_RELS = {
    "images": {"primary", "thumbnail", "headshot", "logo", "premium-logo"}
    | {f"promo-image-{name}" for name in ("brick", "wide", "square", "standard")},
    "audio": {"headline", "primary", "intro", "promo"},
    "webPages": {"canonical", "appears-on"},
    "collections": {"collection", "topic", "program", "series"},
    "bylines": set(),
    "corrections": set(),
    "notes": set(),
    "layout": set(),
}
_CUTS = {"primary", "scalable", "image-standard", "image-square", "image-wide", "image-brick"}
_NEEDS = {
    "text": ("text",),
    "image": ("enclosures",),
    "audio": ("enclosures", "isAvailable", "isDownloadable", "isEmbeddable", "isStreamable"),
    "byline": ("name",),
    "correction": ("text", "dateTime"),
    "note": ("text", "dateTime"),
    "pull-quote": ("quote",),
}
_NAME = re.compile(r"[a-z0-9-]+")


def _faults(document: dict[str, Any], name: str) -> Iterator[str]:
    """What the schemas of the profiles say of a story, as far as the documentation tells."""
    if document.get("id") != name or not _NAME.fullmatch(name):
        yield "id must be that of the address"
    for field in ("title", "owners", "brandings", "profiles", "webPages", "layout"):
        if not document.get(field):
            yield f"{field} is required"
    profiles = set(_last_parts(document.get("profiles", [])))
    types = [link for link in document.get("profiles", []) if "type" in link.get("rels", [])]
    if len(types) != 1 or not {"story", "document", "publishable", "renderable"} <= profiles:
        yield "profiles must hold one type and those of a page"
    for field in ("images", "audio", "corrections", "notes"):
        if (field in document) != (f"has-{field}" in profiles):
            yield f"{field} and has-{field} belong together"
    for field in ("publishDateTime", "editorialLastModifiedDateTime", "recommendUntilDateTime"):
        if not document.get(field, "").endswith("Z"):
            yield f"{field} must be a date-time"
    assets = document.get("assets", {})
    for field, rels in _RELS.items():
        for link in document.get(field, []):
            if extra := set(link.get("rels", [])) - rels:
                yield f"{field}: rels may not be {extra}"
            if link["href"].startswith("#/") and link["href"].removeprefix("#/assets/") not in assets:
                yield f"{field}: {link['href']} leads nowhere"
    for key, asset in assets.items():
        kind = next(_last_parts([link for link in asset["profiles"] if "type" in link.get("rels", [])]))
        if asset["id"] != key or "document" not in set(_last_parts(asset["profiles"])):
            yield f"{key} must be a document of its own"
        if missing := [field for field in _NEEDS[kind] if field not in asset]:
            yield f"{key}: {missing} is required"
        for enclosure in asset.get("enclosures", []):
            if not urlsplit(enclosure["href"]).scheme or set(enclosure.get("rels", [])) - _CUTS:
                yield f"{key}: an enclosure needs an address and rels that exist"


def _fits(document: dict[str, Any], name: str, value: str) -> bool:
    """One parameter; a comma in it means either, and the same parameter again means both."""
    wanted = set(value.split(","))
    match name:
        case "ids":
            return document["id"] in wanted
        case "excludedIds":
            return document["id"] not in wanted
        case "profileIds":
            return bool(wanted & set(_last_parts(document.get("profiles", []))))
        case "collectionIds":
            return bool(wanted & set(_last_parts(document.get("collections", []))))
        case "publishDateTime" | "editorialLastModifiedDateTime":
            start, _, end = value.partition("...")
            when = _instant(document.get(name, "1900-01-01T00:00:00Z"))
            return (not start or when >= _instant(start)) and (not end or when <= _instant(end))
    return True


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _last_parts(links: list[dict[str, Any]]) -> Iterator[str]:
    for link in links:
        yield link["href"].rpartition("/")[2]
