"""Pulling a photo: from every page that shows it, in one act, with who, when and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.blocks import StreamValue
from wagtail.log_actions import log

from groundwave.kit import clock
from groundwave.newsroom.models import Photo, PhotoPull, Story
from groundwave.newsroom.photo_uses import uses_of


def photos_like(
    *, words: str = "", agency: str = "", photographer: str = "", since: date | None = None, until: date | None = None
) -> QuerySet[Photo]:
    """Photos by asset ("#12", or a word of title, caption, file or address), agency, photographer, days when taken."""
    found = Photo.objects.order_by("-pk")
    if words.startswith("#") and words[1:10].isdecimal():
        found = found.filter(pk=int(words[1:10]))
    elif words:
        asset = Q(title__icontains=words) | Q(caption__icontains=words) | Q(file__icontains=words)
        found = found.filter(asset | Q(source_url__icontains=words))
    if agency:
        found = found.filter(Q(agency__icontains=agency) | Q(copyright_notice__icontains=agency))
    if photographer:
        found = found.filter(photographer__icontains=photographer)
    if since:
        found = found.filter(taken_on__gte=since)
    if until:
        found = found.filter(taken_on__lte=until)
    return found


def pull(
    *, photos: Iterable[Photo], by: Any, reason: str, instead: Photo | None = None, at: datetime | None = None
) -> list[PhotoPull]:
    """Take the photos from every story, published or drafted, and from readers' addresses; put `instead` there.

    Elsewhere (an author's portrait, a program's tile) they are shown no longer. All or nothing. Raises ValueError
    without a reason, or for a substitute that may not be shown itself.
    """
    if not reason.strip():
        raise ValueError("Pulling a photo needs a reason; it stays on record.")
    photos, at = list(photos), at or clock.now()
    if instead is not None and (instead in photos or instead.pulled_at or instead.license == Photo.License.UNKNOWN):
        raise ValueError(f"“{instead.title}” cannot take the place of another: it may not be shown itself.")
    with transaction.atomic():
        return [_pull(photo, by, reason, instead, at) for photo in photos]


def _pull(photo: Photo, by: Any, reason: str, instead: Photo | None, at: datetime) -> PhotoPull:
    uses = uses_of(photo)
    for story in uses.every_story:
        _change(story, photo, instead, by, reason)
    photo.pulled_at = at
    photo.save()
    photo.put_away()
    stood_on = [{"headline": story.title, "address": story.url, "live": story.live} for story in uses.every_story]
    return PhotoPull.objects.create(
        photo=photo, instead=instead, made_at=at, made_by=by, reason=reason, stood_on=stood_on
    )


def _change(story: Story, photo: Photo, instead: Photo | None, by: Any, reason: str) -> None:
    """Both what readers see and what somebody has changed and not published, which stays unpublished and newest."""
    story = Story.objects.get(pk=story.pk)
    draft = story.get_latest_revision_as_object() if story.has_unpublished_changes else None
    if _put(story, photo, instead) and story.live:
        story.save_revision(user=by, clean=False).publish(user=by, log_action=False)
    elif not story.live:
        story.save()
    if draft is not None and _put(draft, photo, instead):
        draft.save_revision(user=by, clean=False)
    data = {"photo": photo.title, "instead": instead.title if instead else "", "reason": reason}
    log(story, "newsroom.pull_photo", user=by, data=data)


def _put(story: Story, photo: Photo, instead: Photo | None) -> bool:
    """Put `instead`, or nothing, where the photo stands. Does not save. Whether it stood anywhere."""
    stood = story.lead_photo_id == photo.pk
    if stood:
        story.lead_photo = instead
        story.lead_caption = ""  # the words of the old picture are not those of the new one
    body = []
    for block in story.body:
        if block.block_type != "photo" or block.value["photo"] != photo:
            body.append((block.block_type, block.value, block.id))
            continue
        stood = True
        if instead is not None:
            body.append(("photo", {**block.value, "photo": instead, "caption": ""}, block.id))
    if stood:
        story.body = StreamValue(story.body.stream_block, body)  # with their ids, on which editors' comments hang
    return stood
