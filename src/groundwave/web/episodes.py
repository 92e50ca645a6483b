"""Episodes among what can be found, and their pages made as soon as they are public."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zlib import crc32

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from groundwave.air import api as air
from groundwave.delivery import api as delivery
from groundwave.discovery import api as discovery


def _ids(after: int, limit: int) -> list[int]:
    return list(air.Episode.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


def _entries(ids: Sequence[int]) -> list[discovery.Entry]:
    """Whether one may be heard is asked at each search, so nothing has to happen when the answer changes."""
    rows = air.Episode.objects.filter(pk__in=ids).select_related("program").order_by("pk")
    return [
        discovery.Entry(
            kind="episode",
            object_id=row.pk,
            language=row.program.language,
            title=row.title,
            lead=row.summary,
            names=[row.hosts] if row.hosts else [],
            body="\n".join([*(chapter.title for chapter in row.listed_chapters), row.transcript_text]),
            published_at=row.aired_from,
            revision=_revision(row),
        )
        for row in rows
    ]


def _revision(row: air.Episode) -> int:
    """Another number for other words, so that nobody is shown a passage that was taken out since."""
    return crc32(repr((row.title, row.summary, row.chapters, row.transcript_text)).encode())


def _public(ids: Sequence[int], at: datetime) -> set[int]:
    return set(air.Episode.objects.public(at=at).filter(pk__in=ids).order_by().values_list("pk", flat=True))


def _shown(ids: Sequence[int], at: datetime) -> Mapping[int, discovery.Shown]:
    rows = air.Episode.objects.public(at=at).filter(pk__in=ids).select_related("program")
    return {
        row.pk: discovery.Shown(
            title=row.title,
            url=row.get_absolute_url(),
            revision=_revision(row),
            teaser=row.summary,
            published_at=row.aired_from,
        )
        for row in rows
    }


EPISODES = discovery.Kind(
    name="episode",
    ids=_ids,
    count=lambda: air.Episode.objects.count(),
    entries=_entries,
    public=_public,
    shown=_shown,
)


@receiver(post_save, sender=air.Episode)
def _saved(sender: type[Any], instance: air.Episode, raw: bool = False, **_: Any) -> None:
    if raw:
        return
    discovery.changed(kind="episode", object_id=instance.pk)
    if instance.published_at is not None:
        path, feed = instance.get_absolute_url(), f"{instance.program.get_absolute_url()}/feed.xml"
        delivery.want(addresses=[path, f"/text{path}", feed])


@receiver(post_delete, sender=air.Episode)
def _deleted(sender: type[Any], instance: air.Episode, **_: Any) -> None:
    discovery.changed(kind="episode", object_id=instance.pk)
