"""A stand-in for NPR's Content Distribution Service: documents by query, windows, pages, errors as documented."""

from __future__ import annotations

import json
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
        found = self.documents.get(unquote(parts.path.removeprefix("/v1/documents/")))
        return self._resources([found]) if found else (404, {}, b"{}")

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
