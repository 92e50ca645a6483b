"""The front door of the wire desk: documents come in as stories, pictures follow, withdrawals take effect at once."""

from __future__ import annotations

import enum
import logging
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from groundwave.kit import clock
from groundwave.kit.fetch import UnableToFetch, fetch
from groundwave.kit.html import plain_text
from groundwave.newsroom import api as newsroom
from groundwave.wire.core.bounds import MAX_DOCUMENT_BYTES
from groundwave.wire.core.document import parse_document
from groundwave.wire.core.item import Kind, Status, WireItem
from groundwave.wire.core.order import is_older
from groundwave.wire.core.outcome import Outcome, Parsed, Rejected, UnableToRead
from groundwave.wire.core.resolve import references_in, resolve
from groundwave.wire.core.story import PlacedPhoto, story_of
from groundwave.wire.models import Delivery, PendingPhoto

__all__ = ["Line", "NoSuchSection", "UnableToRead", "Verdict", "fetch_pending_photos", "import_files", "read_files"]

log = logging.getLogger(__name__)
MAX_PHOTO_BYTES = 25 * 1024 * 1024


class NoSuchSection(LookupError):
    """There is no section of that slug to put stories into; the message names those that exist."""


class Verdict(enum.Enum):
    """What became of one document."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"
    HELD = "held for an editor"
    KEPT = "kept"
    REFUSED = "refused"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Line:
    """One line of the desk's report."""

    verdict: Verdict
    filename: str
    document_id: str
    words: str
    story: newsroom.Story | None = None


def read_files(
    paths: Iterable[Path], *, our_services: frozenset[str]
) -> tuple[dict[str, tuple[Outcome, ...]], list[Line]]:
    """The outcomes of each file that can be read, and a refusal for each that cannot. Nothing is stored."""
    read: dict[str, tuple[Outcome, ...]] = {}
    refused: list[Line] = []
    for path in paths:
        name = path.name if path.name not in read else str(path)
        try:
            read[name] = parse_document(_bytes(path), filename=name, our_services=our_services)
        except UnableToRead as unable:
            refused.append(Line(Verdict.REFUSED, name, "", str(unable)))
    return read, refused


def import_files(
    paths: Iterable[Path], *, section: str | None = None, our_services: frozenset[str] = frozenset()
) -> Iterator[Line]:
    """Every document of the files as a story, each file whole or not at all; a line for each document.

    A file that cannot be read, or whose import fails, leaves nothing behind and does not keep the others out.
    Raises NoSuchSection.
    """
    sections = _sections(section)
    read, refused = read_files(paths, our_services=our_services)
    yield from refused
    references = references_in(outcome for outcomes in read.values() for outcome in outcomes)
    for filename, outcomes in read.items():
        if not outcomes:
            yield Line(Verdict.NOTHING, filename, "", f"{filename}: it holds no item")
        lines: list[Line] = []
        try:
            with transaction.atomic():
                for outcome in outcomes:
                    if isinstance(outcome, Parsed):
                        item = resolve(outcome.item, references)
                        lines.append(_take(item, filename=filename, sections=sections, at=clock.now()))
                    elif isinstance(outcome, Rejected):
                        words = f"{filename}: {outcome.document_id}: {outcome.field}: {outcome.reason}"
                        lines.append(Line(Verdict.REFUSED, filename, outcome.document_id, words))
        except newsroom.UnableToTakeIn as unable:
            lines = [Line(Verdict.REFUSED, filename, "", f"{filename}: {unable} Nothing of this file was imported.")]
        yield from lines


def fetch_pending_photos(
    *, at: datetime, limit: int = 40, seconds: float = 600, private_hosts: frozenset[str] = frozenset()
) -> tuple[int, list[str]]:
    """Try the pictures that are due: how many came, and a sentence for each that did not.

    At most `limit`, at least one, and none is begun after `seconds`: those that are left are due at the next call.
    """
    came, failed = 0, []
    ends = time.monotonic() + seconds
    due = PendingPhoto.objects.filter(next_attempt_at__lte=at, attempts__lt=PendingPhoto.MOST_ATTEMPTS)
    for pending in due.select_related("delivery__story")[:limit]:
        try:
            _fetch_one(pending, private_hosts)
        except (UnableToFetch, newsroom.UnableToTakeIn) as unable:
            pending.attempts += 1
            pending.next_attempt_at = at + timedelta(minutes=2**pending.attempts)
            pending.last_error = str(unable)[:1000]
            pending.save(update_fields=["attempts", "next_attempt_at", "last_error"])
            failed.append(str(unable))
        else:
            came += 1
        if time.monotonic() >= ends:
            break
    return came, failed


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


def _sections(slug: str | None) -> dict[str, newsroom.SectionPage]:
    """Where stories of each language go: the section that was named, else the first one of the language."""
    found: dict[str, newsroom.SectionPage] = {}
    every = newsroom.SectionPage.objects.live().select_related("locale").order_by("path")
    for section in every:
        found.setdefault(section.language, section)
    if slug:
        named = [section for section in every if section.slug == slug]
        if not named:
            known = ", ".join(section.slug for section in every) or "none yet; make one in the admin"
            raise NoSuchSection(f"There is no section “{slug}”. Sections: {known}.")
        found |= {section.language: section for section in named}
    if not found:
        raise NoSuchSection("There is no section to put stories into. Make one in the admin, below the home page.")
    return found


def _take(item: WireItem, *, filename: str, sections: dict[str, newsroom.SectionPage], at: datetime) -> Line:
    known = (
        Delivery.objects.select_for_update(of=("self",))
        .filter(provider_key=item.provider_key, external_id=item.external_id)
        .select_related("story")
        .first()
    )
    if item.withdrawn:
        return _withdraw(item, known, filename, at)
    if known and known.withdrawn_at:
        words = f"{filename}: {item.external_id}: id: it was withdrawn on {known.withdrawn_at:%Y-%m-%d} and stays so"
        return Line(Verdict.REFUSED, filename, item.external_id, words)
    if known and known.sha256 == item.raw_sha256:
        known.last_seen_at = at
        known.save(update_fields=["last_seen_at"])
        return Line(Verdict.UNCHANGED, filename, item.external_id, item.headline, known.story)
    if known and is_older(item, version=known.version, modified_at=known.modified_at):
        return Line(Verdict.UNCHANGED, filename, item.external_id, f"{item.headline} (an older version)", known.story)
    if item.kind is not Kind.STORY:
        _remember(item, known, None, at)
        return Line(Verdict.KEPT, filename, item.external_id, f"{item.headline} (a {item.kind}, for the desk)")
    return _store(item, known, filename, sections, at)


def _store(
    item: WireItem,
    known: Delivery | None,
    filename: str,
    sections: dict[str, newsroom.SectionPage],
    at: datetime,
) -> Line:
    language = (item.language or "en").partition("-")[0].lower()
    section = sections.get(language) or next(iter(sections.values()))
    made = story_of(item)
    before = known.story if known else None
    publish = not item.needs_editor
    try:
        story = newsroom.take_in(
            incoming=newsroom.IncomingStory(**made.fields), section=section, story=before, publish=publish
        )
    except newsroom.UnableToTakeIn as unable:
        raise newsroom.UnableToTakeIn(f"{item.external_id}: {unable}") from unable
    if item.status is Status.WITHHELD and story.live:
        story.unpublish()
    delivery = _remember(item, known, story, at)
    _await_photos(delivery, made.photos, at)
    words = item.headline if publish else f"{item.headline} ({item.needs_editor})"
    verdict = Verdict.HELD if not publish else (Verdict.UPDATED if before else Verdict.NEW)
    return Line(verdict, filename, item.external_id, words, story)


def _remember(item: WireItem, known: Delivery | None, story: newsroom.Story | None, at: datetime) -> Delivery:
    delivery = known or Delivery(provider_key=item.provider_key, external_id=item.external_id, first_seen_at=at)
    delivery.story = story
    delivery.sha256 = item.raw_sha256
    delivery.version = (item.version or "")[:80]
    delivery.modified_at = item.modified_at
    delivery.notes = "\n".join((*item.notes, *(f"{gone.external_id}: {gone.reason}" for gone in item.dropped)))
    delivery.last_seen_at = at
    delivery.save()
    return delivery


def _withdraw(item: WireItem, known: Delivery | None, filename: str, at: datetime) -> Line:
    reason = item.withdrawn_reason or "Withdrawn by its provider."
    if known is None:
        known = Delivery(provider_key=item.provider_key, external_id=item.external_id, first_seen_at=at)
    if not known.withdrawn_at:
        known.withdrawn_at = at
        if known.story:
            newsroom.withdraw(story=known.story, by=None, reason=reason, at=at)
    known.sha256, known.last_seen_at = item.raw_sha256, at
    known.save()
    return Line(
        Verdict.WITHDRAWN, filename, item.external_id, f"{item.headline or item.external_id}: {reason}", known.story
    )


def _await_photos(delivery: Delivery, photos: tuple[PlacedPhoto, ...], at: datetime) -> None:
    delivery.pending_photos.all().delete()
    for placed in photos:
        photo = placed.photo
        PendingPhoto.objects.create(
            delivery=delivery,
            external_id=photo.external_id[:200],
            position=placed.position,
            url=photo.url,
            filename=photo.original_name[-180:] or "photo.jpg",
            caption=plain_text(photo.caption)[:1000],
            alt_text=photo.alt[:300],
            photographer=photo.photographer[:160],
            agency=photo.agency[:160],
            next_attempt_at=at,
        )


def _fetch_one(pending: PendingPhoto, private_hosts: frozenset[str]) -> None:
    story = pending.delivery.story
    if story is None:
        pending.delete()
        return
    known = newsroom.Photo.objects.filter(source_url=pending.url).first() if len(pending.url) <= 1000 else None
    photo = known or _photo_of(pending, private_hosts)
    with transaction.atomic():
        newsroom.place_photo(story=story, photo=photo, position=pending.position)
        pending.delete()


def _photo_of(pending: PendingPhoto, private_hosts: frozenset[str]) -> newsroom.Photo:
    # Outside any transaction: fetching and decoding take seconds. A photo without its story is found again by its URL.
    found = fetch(pending.url, at_most=MAX_PHOTO_BYTES, private_hosts=private_hosts)
    return newsroom.attach_photo(
        data=found.data,
        filename=pending.filename,
        title=pending.alt_text or pending.filename,
        alt_text=pending.alt_text,
        caption=pending.caption,
        photographer=pending.photographer,
        agency=pending.agency,
        source_url=pending.url,
    )
