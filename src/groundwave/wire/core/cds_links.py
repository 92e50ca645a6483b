"""Which other documents a CDS document needs to be whole: who wrote it, what it belongs to, what stands in its text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Final

from groundwave.wire.core.addresses import document_id, last_part
from groundwave.wire.core.bounds import MAX_LINKS
from groundwave.wire.core.cds_document import Fields, Notes, link_of, links_of, raw_text
from groundwave.wire.core.outcome import Unreadable
from groundwave.wire.core.strict_json import read_json

_LISTS: Final = ("bylines", "collections", "relatedItems", "layout", "audio", "images", "corrections")
_MOST: Final = 300


def documents_in(data: bytes) -> list[Fields]:
    """The documents of an answer of CDS. Raises Unreadable."""
    value = read_json(data)
    resources = value.get("resources") if isinstance(value, dict) else None
    if not isinstance(resources, list):
        raise Unreadable("resources", "the answer holds no list of documents")
    return [fields for fields in resources if isinstance(fields, dict)]


def messages_in(data: bytes) -> str:
    """What CDS says of a request that it refuses; empty when it says nothing."""
    try:
        value = read_json(data)
    except Unreadable:
        return ""
    meta = value.get("meta") if isinstance(value, dict) else None
    messages = meta.get("messages") if isinstance(meta, dict) else None
    return "; ".join(str(message)[:200] for message in messages[:3]) if isinstance(messages, list) else ""


def fingerprint(fields: Fields) -> str:
    """Of the whole document, so that a change that moves no date is noticed."""
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def owned_by(fields: Fields, services: frozenset[str]) -> bool:
    """Whether one of the services owns it: our own story, which we sent there."""
    return any(last_part(link.href) in services for link in links_of(fields, "owners", Notes()))


def links_wanted(fields: Fields) -> list[str]:
    """The ids of the documents that it links to, each once, without its own."""
    found = dict.fromkeys(_linked(fields))
    found.pop(raw_text(fields, "id"), None)
    return list(found)[:_MOST]


def together(fields: Fields, linked: Sequence[Fields]) -> bytes:
    """The document and those that it links to as one answer of CDS, always the same bytes for the same documents."""
    whole = {"resources": [fields, *linked]}
    return json.dumps(whole, ensure_ascii=True, separators=(",", ":")).encode()


def _linked(fields: Fields) -> Iterator[str]:
    notes = Notes()
    for name in _LISTS:
        for link in links_of(fields, name, notes):
            if found := document_id(link.href):
                yield found
    assets = fields.get("assets")
    for asset in list(assets.values())[:MAX_LINKS] if isinstance(assets, dict) else []:
        if not isinstance(asset, dict):
            continue
        links = [link_of(asset.get("documentLink")), *links_of(asset, "bylineDocuments", notes)]
        for one in [*links, *links_of(asset, "layout", notes)]:
            if one and (found := document_id(one.href)):
                yield found
