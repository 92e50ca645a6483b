"""Any file of a wire: find out what it is, read it, and say what became of each document in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from groundwave.kit.packed import UnableToUnpack, unpacked
from groundwave.wire.core.bounds import MAX_DOCUMENT_BYTES
from groundwave.wire.core.cds import cds_outcomes
from groundwave.wire.core.feed import feed_outcomes
from groundwave.wire.core.json_feed import is_json_feed, json_feed_outcomes
from groundwave.wire.core.newsml import is_newsml, newsml_outcomes
from groundwave.wire.core.ninjs import ninjs_outcomes
from groundwave.wire.core.ninjs_envelope import ninjs_documents
from groundwave.wire.core.outcome import Outcome, Parsed, Reference, Rejected, UnableToRead, Unreadable
from groundwave.wire.core.strict_json import read_json
from groundwave.wire.core.strict_xml import read_xml

_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_WEB_PAGE = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def parse_document(data: bytes, *, filename: str, our_services: frozenset[str] = frozenset()) -> tuple[Outcome, ...]:
    """One outcome for each document of the file, in its order: NPR CDS, ninjs, JSON Feed, NewsML-G2, RSS or Atom, by
    what is in it, also when it is compressed with gzip.

    `our_services` are the ids of our services at NPR (`s123`); a document that is restricted to others is rejected.
    An empty answer gives an empty tuple. Callers that read from disk or network compare the size with
    MAX_DOCUMENT_BYTES first. Raises UnableToRead, and nothing else, whatever the bytes are.
    """
    try:
        return _unique(_outcomes(data, our_services))
    except Unreadable as wrong:
        raise UnableToRead(filename, wrong.field, wrong.reason) from wrong


def _outcomes(data: bytes, our_services: frozenset[str]) -> list[Outcome]:
    if len(data) > MAX_DOCUMENT_BYTES:
        raise Unreadable("size", f"{len(data):,} bytes; at most {MAX_DOCUMENT_BYTES:,} are read")
    try:
        data = unpacked(data, at_most=MAX_DOCUMENT_BYTES)
    except UnableToUnpack as wrong:
        raise Unreadable("gzip", str(wrong)) from wrong
    start = data[:400].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise Unreadable("file", "empty")
    if start[:1] in (b"{", b"["):
        return list(_of_json(read_json(data), our_services))
    if _WEB_PAGE.match(start):
        raise Unreadable("format", "a web page (HTML), not a feed or a document")
    if start[:1] == b"<" or start.startswith(_UTF16_BOMS):
        root, note = read_xml(data)
        outcomes = list(newsml_outcomes(root) if is_newsml(root) else feed_outcomes(root))
        return [_noted(outcome, note) for outcome in outcomes] if note else outcomes
    raise Unreadable("format", "neither JSON nor XML")


def _of_json(value: object, our_services: frozenset[str]) -> Iterator[Outcome]:
    if is_json_feed(value):
        return json_feed_outcomes(value)
    if (documents := ninjs_documents(value)) is not None:
        return ninjs_outcomes(documents)
    return cds_outcomes(value, our_services=our_services)


def _noted(outcome: Outcome, note: str) -> Outcome:
    if not isinstance(outcome, Parsed):
        return outcome
    return Parsed(replace(outcome.item, notes=(note, *outcome.item.notes)))


def _unique(outcomes: list[Outcome]) -> tuple[Outcome, ...]:
    """The first document of an id wins; a withdrawal wins whatever its place."""
    withdrawn = {
        outcome.item.external_id for outcome in outcomes if isinstance(outcome, Parsed) and outcome.item.withdrawn
    }
    seen: set[str] = set()
    kept: list[Outcome] = []
    for outcome in outcomes:
        if isinstance(outcome, Parsed):
            name = outcome.item.external_id
            beaten = name in withdrawn and not outcome.item.withdrawn
        elif isinstance(outcome, Reference):
            name, beaten = outcome.document_id, False
        else:
            kept.append(outcome)
            continue
        if beaten:
            kept.append(Rejected(name, "id", "the same file withdraws it"))
        elif name in seen:
            kept.append(Rejected(name, "id", "occurs twice in this file; the first one was taken"))
        else:
            seen.add(name)
            kept.append(outcome)
    return tuple(kept)
