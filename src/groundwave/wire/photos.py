"""Pictures of wire stories, fetched after the story is there: it never waits for them."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from django.db import transaction

from groundwave.kit.fetch import UnableToFetch, fetch
from groundwave.kit.html import plain_text
from groundwave.newsroom import api as newsroom
from groundwave.wire.core.story import PlacedPhoto
from groundwave.wire.models import Asset, Delivery, PendingPhoto

MAX_PHOTO_BYTES = 25 * 1024 * 1024


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


def await_photos(delivery: Delivery, photos: tuple[PlacedPhoto, ...], at: datetime) -> None:
    """Have the pictures of a story fetched, instead of those of its version before."""
    delivery.pending_photos.all().delete()
    killed = _killed(delivery.provider_key, [placed.photo.external_id for placed in photos])
    for placed in photos:
        photo = placed.photo
        if photo.external_id in killed:
            continue
        PendingPhoto.objects.create(
            delivery=delivery,
            external_id=photo.external_id[:500],
            position=placed.position,
            url=photo.url,
            filename=photo.original_name[-180:] or "photo.jpg",
            caption=plain_text(photo.caption)[:1000],
            alt_text=photo.alt[:300],
            photographer=photo.photographer[:160],
            agency=photo.agency[:160],
            usage_terms=photo.usage_terms,
            copyright_notice=photo.copyright_notice[:300],
            expires_at=photo.expires_at,
            next_attempt_at=at,
        )


def photos_for(photos: tuple[PlacedPhoto, ...], kept: frozenset[str]) -> tuple[PlacedPhoto, ...]:
    """Those that have a place: an editor's own text and picture at the top get none from the wire."""
    return tuple(placed for placed in photos if ("lead_photo" if placed.position is None else "body") not in kept)


def pull_asset(*, provider_key: str, external_id: str, reason: str, at: datetime) -> None:
    """Take a killed or restricted picture from every page that shows it, and never fetch it again."""
    PendingPhoto.objects.filter(delivery__provider_key=provider_key, external_id=external_id).delete()
    assets = Asset.objects.filter(provider_key=provider_key, external_id=external_id, photo__pulled_at=None)
    if photos := [asset.photo for asset in assets.select_related("photo")]:
        newsroom.pull(photos=photos, by=None, reason=reason, at=at)


def _killed(provider_key: str, ids: list[str]) -> set[str]:
    gone = Delivery.objects.filter(provider_key=provider_key, external_id__in=ids, withdrawn_at__isnull=False)
    return set(gone.values_list("external_id", flat=True))


def _fetch_one(pending: PendingPhoto, private_hosts: frozenset[str]) -> None:
    story = pending.delivery.story
    if story is None:
        pending.delete()
        return
    known = newsroom.Photo.objects.filter(source_url=pending.url).first() if len(pending.url) <= 1000 else None
    photo = known or _photo_of(pending, private_hosts)
    with transaction.atomic():
        wanted = PendingPhoto.objects.select_for_update().filter(pk=pending.pk).exists()  # else a kill came meanwhile
        if wanted and photo.pulled_at is None:
            provider_key = pending.delivery.provider_key
            Asset.objects.get_or_create(provider_key=provider_key, external_id=pending.external_id, photo=photo)
            newsroom.place_photo(story=story, photo=photo, position=pending.position)
        PendingPhoto.objects.filter(pk=pending.pk).delete()


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
        usage_terms=pending.usage_terms,
        copyright_notice=pending.copyright_notice,
        expires_at=pending.expires_at,
    )
