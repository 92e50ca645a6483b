"""Files of documents as stories: each file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from groundwave.wire.core.bounds import MAX_DOCUMENT_BYTES
from groundwave.wire.core.document import parse_document
from groundwave.wire.core.outcome import Outcome, Reference, UnableToRead
from groundwave.wire.core.resolve import References, references_in
from groundwave.wire.models import Document, Source
from groundwave.wire.partners import named
from groundwave.wire.receiving import close, keep, outcome_line, unreadable
from groundwave.wire.reporting import Line, Verdict
from groundwave.wire.sections import Sections, sections, sections_of

# Above this, what was read of files is forgotten until its turn comes, and read again: memory stays flat.
_REMEMBERED_BYTES = 16 * 1024 * 1024


@dataclass
class _File:
    packed: bytes
    outcomes: tuple[Outcome, ...] | None


def import_files(
    paths: Iterable[Path],
    *,
    section: str | None = None,
    our_services: frozenset[str] = frozenset(),
    source: str | None = None,
) -> Iterator[Line]:
    """Every document of the files as a story, each file whole or not at all; a line for each document.

    A file that cannot be read, or whose import fails, leaves nothing behind but the bytes as they came, with the
    reason, and does not keep the others out. With `source` (its slug) they count as sent by that source. Raises
    NoSuchSection, NoSuchSource.
    """
    sender = named(source) if source else None
    places = sections_of(sender) if sender and not section else sections(section)
    services = our_services | (sender.services if sender else frozenset())
    files: dict[str, _File] = {}
    references: dict[str, Reference] = {}
    remembered = 0
    for path in paths:
        name = path.name if path.name not in files else str(path)
        try:
            data = _bytes(path)
        except UnableToRead as unable:
            yield Line(Verdict.REFUSED, name, "", str(unable))
            continue
        try:
            outcomes = parse_document(data, filename=name, our_services=services)
        except UnableToRead as unable:
            document = keep(data, name=name, source=sender, at=clock.now())
            yield unreadable(document, unable, at=clock.now())
            continue
        references |= references_in(outcomes)
        remembered += len(data)
        files[name] = _File(Document.pack(data), outcomes if remembered <= _REMEMBERED_BYTES else None)
    for name in list(files):
        yield from _import(files.pop(name), name, sender, places, services, references)


def _import(
    file: _File,
    name: str,
    sender: Source | None,
    places: Sections,
    services: frozenset[str],
    references: References,
) -> list[Line]:
    data = Document.unpack(file.packed)
    outcomes = file.outcomes
    if outcomes is None:
        outcomes = parse_document(data, filename=name, our_services=services)
    at = clock.now()
    document = keep(data, name=name, source=sender, at=at)
    document.name = name
    if not outcomes:
        close(document, (), at=at)
        return [Line(Verdict.NOTHING, name, "", f"{name}: it holds no item")]
    try:
        with transaction.atomic():
            found = (
                outcome_line(outcome, references, document=document, sections=places, at=at) for outcome in outcomes
            )
            lines = [line for line in found if line]
            close(document, lines, at=at)
    except newsroom.UnableToTakeIn as unable:
        unreadable(document, UnableToRead(name, "story", str(unable)), at=at)
        return [Line(Verdict.REFUSED, name, "", f"{name}: {unable} Nothing of this file was imported.")]
    return lines


def _bytes(path: Path) -> bytes:
    """Pipes (`<(curl …)`) are read as well: their length is known at their end only, and one without a writer ends."""
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            data = file.read(MAX_DOCUMENT_BYTES + 1)
            size = max(len(data), os.fstat(file.fileno()).st_size)
    except OSError as error:
        raise UnableToRead(path.name, "file", error.strerror or str(error)) from error
    if len(data) > MAX_DOCUMENT_BYTES:
        raise UnableToRead(path.name, "size", f"{size:,} bytes; at most {MAX_DOCUMENT_BYTES:,} are read")
    return data


def _without_waiting(name: str, flags: int) -> int:
    """Opening a pipe would wait for its writer for ever."""
    descriptor = os.open(name, flags | os.O_NONBLOCK)
    os.set_blocking(descriptor, True)
    return descriptor
