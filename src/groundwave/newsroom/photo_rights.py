"""Why a story may not go out with its photos, and the photos whose sizes must lie at no address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from wagtail.models import ReferenceIndex

from groundwave.kit import clock
from groundwave.newsroom.models import Attachment, Photo, Story
from groundwave.newsroom.models.attachment import DRAWN
from groundwave.newsroom.photo_uses import files_in, is_held_back, is_shown_somewhere, photos_in, shown_by
from groundwave.stations import api as stations

_AT_ONCE: Final = 500


def about_rights(photo: Photo, *, at: datetime) -> str:
    """Why readers do not see a photo at that instant and what to do; empty when they do."""
    if photo.pulled_at is not None:
        return f"“{photo.title}” is not shown: it was pulled on {photo.pulled_at:%Y-%m-%d}. Choose another picture."
    if photo.license == Photo.License.UNKNOWN:
        return f"“{photo.title}” is not shown: nobody has said by what right we may. Choose its license."
    if photo.why_not(at=at):
        by_day = photo.ended_words == str(photo.expires_on)
        ended = f"its last day was {photo.expires_on}" if by_day else f"its rights ended {photo.ended_words}"
        return f"“{photo.title}” is not shown: {ended}. Choose another picture."
    return ""


def lacking(photos: Iterable[Photo], *, story: Story, at: datetime) -> Iterator[str]:
    """A sentence for each photo that `story` must not be published with: on the day on which it will be seen first.

    What stands in the published version already holds nobody up: it is not shown, and a correction must not wait.
    """
    before = {photo.pk for photo in _published(story)}
    opens = max(filter(None, (at, story.published_at, story.embargoed_until)))
    for photo in photos:
        if photo.pk in before:
            continue
        if why := about_rights(photo, at=opens):
            yield why
        elif photo.license == Photo.License.ONCE and (elsewhere := _other_story(photo, story)):
            where = f"stands in “{elsewhere.title}”"
            yield f"“{photo.title}” was licensed for one story and {where}. Choose another picture."


def hide_what_must_not_be_seen() -> int:
    """Take away the sizes of photos whose rights have ended; their addresses then answer 404. How many photos."""
    now = clock.now()
    ended = Q(license=Photo.License.UNKNOWN) | Q(pulled_at__isnull=False)
    ended |= Q(expires_on__lt=stations.today(at=now)) | Q(expires_at__lte=now)
    public = Q(renditions__filter_spec__contains="format-")  # what pages ask for; an editor's thumbnails are not
    return sum(bool(photo.put_away()) for photo in Photo.objects.filter(ended & public).distinct())


def hide_pictures_of(story: Story, *, at: datetime) -> None:
    """Take away the sizes of the photos that only this story showed, which the public may see no longer."""
    for photo in photos_in(story):
        if not is_shown_somewhere(photo, at=at, but=[story.pk]):
            photo.put_away()


def hide_files_of(story: Story, *, at: datetime) -> None:
    """Give the sounds and files that only this story offered other addresses: those that readers had answer 404.

    After the commit, since no file moves back. They are looked for now: a story that is deleted names none later.
    """
    alone = [file.pk for file in files_in(story) if not is_shown_somewhere(file, at=at, but=[story.pk])]

    def put_away() -> None:
        for file in Attachment.objects.filter(pk__in=alone):
            file.put_away()

    if alone:
        # Robust: a disk that refuses must not keep those who come after from hearing that the story is gone.
        transaction.on_commit(put_away, robust=True)


def hide_files_that_can_be_guessed() -> int:
    """Move files that were uploaded before names were drawn, and that no reader has an address of: those which stand
    only in stories that the public does not see (drafts, scheduled, under embargo). How many moved.
    """
    now = clock.now()
    known = Attachment.objects.exclude(file__regex=DRAWN).order_by("pk").values_list("pk", flat=True)
    story, file = (ContentType.objects.get_for_model(model) for model in (Story, Attachment))
    moved = 0
    numbers = known.iterator()
    while some := list(islice(numbers, _AT_ONCE)):
        asked = ReferenceIndex.objects.filter(content_type=story, to_content_type=file, to_object_id__in=some)
        named = {int(number): set[int]() for number in some}
        for number, page in asked.values_list("to_object_id", "object_id"):
            named[int(number)].add(int(page))
        shown = set(
            Story.objects.public(at=now).filter(pk__in=set().union(*named.values())).values_list("pk", flat=True)
        )
        hidden = [number for number, pages in named.items() if pages and not pages & shown]
        for one in Attachment.objects.filter(pk__in=hidden):
            moved += is_held_back(one, at=now) and one.put_away()
    return moved


def showable(*, at: datetime) -> Any:
    """Photos that the public may see at `at` (aware), as a queryset."""
    found = Photo.objects.exclude(license=Photo.License.UNKNOWN).exclude(expires_at__lte=at).filter(pulled_at=None)
    return found.exclude(expires_on__lt=stations.today(at=at))


def _published(story: Story) -> list[Photo]:
    live = Story.objects.filter(pk=story.pk, live=True).first() if story.pk else None
    return photos_in(live) if live else []


def _other_story(photo: Photo, story: Story) -> Story | None:
    return next((one for one in shown_by(photo).stories if one.live and one.pk != story.pk), None)
