"""Where readers find an item of ninjs at its provider. The format has no field for it; agencies say it in four ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from groundwave.wire.core.addresses import mime_type, web_address
from groundwave.wire.core.json_fields import Fields, objects, said

_NAMED: Final = ("canonicalurl", "canonical_url", "weburl", "permalink", "url")
_RELS: Final = ("canonical", "alternate")
_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
# A `uri` is a name first of all; where it names a place in a program's interface, no reader is sent there.
_OF_MACHINES: Final = re.compile(r"(^|\.)(api|content|feeds?|data|id|cdn)\.|/(api|v\d+|content|ns)(/|$)|\.(json|xml)$")


def public_address(fields: Fields) -> str | None:
    """The web page of an item (names in lower case): a link that says canonical, then alternate; a field of that
    name; a rendition that is a page; a `uri` that is an address and looks like one for people. None: none is known."""
    return next(_said(fields), None)


def _said(fields: Fields) -> Iterator[str]:
    links = [{key.lower(): value for key, value in entry.items()} for _, entry in objects(fields, "links", "link")]
    for rel in _RELS:
        for entry in links:
            page = mime_type(said(entry, "type", "mimetype", "contenttype")) in {"", *_PAGES}
            if (
                rel in said(entry, "rel", "name").lower().split()
                and page
                and (found := web_address(said(entry, "href", "url")))
            ):
                yield found
    for name in _NAMED:
        if found := web_address(said(fields, name)):
            yield found
    for _, rendition in objects(fields, "renditions"):
        low = {key.lower(): value for key, value in rendition.items()}
        if mime_type(said(low, "contenttype", "mimetype")) in _PAGES and (found := web_address(said(low, "href"))):
            yield found
    if (found := web_address(said(fields, "uri"))) and not _is_for_machines(found):
        yield found


def _is_for_machines(address: str) -> bool:
    parts = urlsplit(address)
    is_place = parts.path.strip("/") or parts.query
    return not is_place or bool(_OF_MACHINES.search(f"{parts.hostname}{parts.path}".lower()))
