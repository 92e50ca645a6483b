"""A station's own stories at NPR's CDS, brought home: from a site that published there and is left."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from groundwave.kit import clock
from groundwave.kit.html import plain_text
from groundwave.kit.text import slug
from groundwave.wire.core.cds_document import Fields, raw_text
from groundwave.wire.core.cds_links import links_wanted, owned_by, together
from groundwave.wire.core.cds_query import MOST_DEEP, PAGE, UnableToAsk, published_since
from groundwave.wire.core.document import parse_document
from groundwave.wire.core.item import WireItem
from groundwave.wire.core.moments import UnableToDate, cds_instant
from groundwave.wire.core.old_site import LeftOut, OldAuthor, OldFile, OldItem, OldSite, OldTerm, Words
from groundwave.wire.core.outcome import Parsed, UnableToRead
from groundwave.wire.core.resolve import references_in, resolve
from groundwave.wire.core.tongue import tongue_of
from groundwave.wire.models import Source as WireSource
from groundwave.wire.moving.feed import item_of
from groundwave.wire.moving.source import Waiting
from groundwave.wire.sources.npr_cds import client
from groundwave.wire.sources.run import Run, UnableToPull

_HOURS: Final = 12 * 3600.0  # for the whole look; each request has its own limit
_REMEMBERED: Final = 2_000  # linked documents, of which most are asked for again and again

Said = Callable[[int, int, str], None]


class Cds:
    """Everything that a query gives, written into one file of the home first, with what each story links to.

    `source` is a row that need not be in the database: address, key, our services. Raises UnableToRead, UnableToAsk.
    """

    def __init__(
        self, query: str, *, source: WireSource, spool: Path, private_hosts: frozenset[str], progress: Said
    ) -> None:
        self.notes: list[str] = []
        self._services = source.services
        self._spool = spool
        self._run = Run(source, {}, clock.now(), time.monotonic() + _HOURS, private_hosts)
        self._linked: dict[str, Fields | None] = {}
        authors: dict[str, OldAuthor] = {}
        topics: dict[str, OldTerm] = {}
        shelves: dict[str, OldTerm] = {}
        self.total = 0
        making = spool.with_suffix(".part")
        try:
            with making.open("wb") as out:
                for data in self._look(query):
                    out.write(data + b"\n")
                    self.total += 1
                    if item := self._ours(data):
                        authors |= {line.name: _author(line.name) for line in item.bylines if line.name}
                        topics |= {ref.title: _term(ref.title) for ref in item.topics if ref.title}
                        shelves |= {name: _term(name) for name in _shelf(item)}
                    if self.total % PAGE == 0:  # nobody knows how many there are
                        progress(self.total, self.total + PAGE, "documents of CDS")
        except UnableToPull as unable:
            raise UnableToRead("CDS", "answer", f"{unable} What was brought over before stays.") from unable
        except UnableToAsk as unable:
            raise UnableToRead("CDS", "query", str(unable)) from unable
        making.replace(spool)
        self.site = OldSite("cds", client.base_of(self._run), authors=authors, tags=topics, categories=shelves)

    def items(self) -> Iterator[Waiting]:
        with self._spool.open("rb") as file:
            for line in file:
                data = line.rstrip(b"\n")
                first = json.loads(data)["resources"][0]
                yield Waiting(raw_text(first, "id"), _sha256(data), partial(self._read, data))

    def files(self) -> Iterator[OldFile]:
        """CDS lists none; what stories show comes with them."""
        return iter(())

    def _look(self, query: str) -> Iterator[bytes]:
        """Page by page; where CDS goes no deeper, the window moves. Raises UnableToPull."""
        seen: set[str] = set()
        since: datetime | None = None
        offset = 0
        while True:
            found = client.page(self._run, published_since(query, since, offset=offset))
            new = [fields for fields in found if (name := raw_text(fields, "id")) and name not in seen]
            seen.update(raw_text(fields, "id") for fields in new)
            self._remember(new)
            for fields in new:
                yield together(fields, [one for name in links_wanted(fields) if (one := self._linked.get(name))])
            if len(found) < min(PAGE, MOST_DEEP - offset):
                return
            offset += len(found)
            if offset >= MOST_DEEP:
                newest = max((when for fields in found if (when := _published(fields))), default=None)
                if newest is None or newest == since:  # more of one second than CDS tells
                    newest = (since or clock.now()) + timedelta(seconds=1)
                    self.notes.append(f"More than {MOST_DEEP:,} documents are of one second; some of them are missing.")
                since, offset = newest, 0

    def _remember(self, documents: list[Fields]) -> None:
        ours = [fields for fields in documents if owned_by(fields, self._services)]
        wanted = dict.fromkeys(name for fields in ours for name in links_wanted(fields))
        if len(self._linked) > _REMEMBERED:
            self._linked = {name: self._linked[name] for name in wanted if name in self._linked}
        missing = [name for name in wanted if name not in self._linked]
        came = client.several(self._run, missing) if missing else {}
        self._linked |= {name: came.get(name) for name in missing}

    def _ours(self, data: bytes) -> WireItem | None:
        """The story itself, with the names of what it links to, if it is one of ours that can be read."""
        if not owned_by(json.loads(data)["resources"][0], self._services):
            return None
        outcomes = parse_document(data, filename="CDS", our_services=self._services)
        first = outcomes[0] if outcomes else None
        return resolve(first.item, references_in(outcomes)) if isinstance(first, Parsed) else None

    def _read(self, data: bytes) -> OldItem | LeftOut | None:
        first = json.loads(data)["resources"][0]
        name = raw_text(first, "id")
        if not owned_by(first, self._services):
            owners = ", ".join(str(link.get("href", ""))[-40:] for link in first.get("owners", []) if link)
            reason = f"it is another's ({owners.rpartition('/')[2]}); partners' stories come in by a source of the wire"
            return LeftOut(name, raw_text(first, "title"), reason)
        outcomes = parse_document(data, filename="CDS", our_services=self._services)
        if not outcomes:
            return LeftOut(name, raw_text(first, "title"), "it holds nothing that is a story")
        item = self._ours(data)
        if item is None:
            return item_of(outcomes[0]) or LeftOut(name, raw_text(first, "title"), "it is no story")
        made = item_of(Parsed(item))
        if not isinstance(made, OldItem):
            return made
        return replace(made, categories=_shelf(item), language=_language(made), sha256=_sha256(data))


def _sha256(data: bytes) -> str:
    """Of the story with all that it links to."""
    return hashlib.sha256(data).hexdigest()


def _shelf(item: WireItem) -> tuple[str, ...]:
    """The first collection is the primary one, by convention: where the story stood."""
    first = next((ref.title for ref in item.collections if ref.title and "topic" not in ref.rels), None)
    return (first,) if first else ()


def _language(item: OldItem) -> str:
    """CDS does not say it: the words do."""
    words = " ".join(plain_text(piece.html) for piece in item.body if isinstance(piece, Words))
    return item.language or tongue_of(f"{item.title} {item.teaser} {words}")


def _author(name: str) -> OldAuthor:
    return OldAuthor(name, name, slug(name) or "author")


def _term(name: str) -> OldTerm:
    return OldTerm(name, name, slug(name) or "topic")


def _published(fields: Fields) -> datetime | None:
    try:
        return cds_instant(raw_text(fields, "publishDateTime"))
    except UnableToDate:
        return None
