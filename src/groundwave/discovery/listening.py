"""What discovery notes down when something that can be found changes: a row in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.db import models
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished, post_page_move

from groundwave.discovery.models import Change
from groundwave.newsroom import api as newsroom
from groundwave.schedule import api as schedule
from groundwave.stations import api as stations

_KIND_OF: Final[dict[type[models.Model], str]] = {
    newsroom.Story: "story",
    newsroom.Author: "person",
    schedule.Program: "program",
    stations.Station: "station",
    newsroom.Topic: "topic",
    newsroom.Series: "series",
    newsroom.LinkCard: "link",
}
# What saving a draft touches; none of it is public.
_DRAFT: Final = frozenset(
    {"draft_title", "latest_revision", "latest_revision_created_at", "has_unpublished_changes", "locked", "go_live_at"}
)


def changed(*, kind: str, object_id: int) -> None:
    """Have one thing read anew by every index, within a second of the commit of this transaction."""
    Change.objects.create(kind=kind, object_id=object_id)


@receiver(post_save)
def _saved(
    sender: type[models.Model],
    instance: Any,
    created: bool,
    raw: bool = False,
    update_fields: Any = None,
    **_: Any,
) -> None:
    if raw or (update_fields and set(update_fields) <= _DRAFT):
        return
    if sender is newsroom.Topic and created:  # no story has it yet
        return
    if kind := _KIND_OF.get(sender):
        changed(kind=kind, object_id=instance.pk)
    elif sender is newsroom.Byline:
        changed(kind="story", object_id=instance.story_id)


@receiver(post_delete)
def _deleted(sender: type[models.Model], instance: Any, **_: Any) -> None:
    if kind := _KIND_OF.get(sender):
        changed(kind=kind, object_id=instance.pk)


@receiver(page_published)
@receiver(page_unpublished)
@receiver(post_page_move)
def _page_moved(sender: Any, instance: Any, **_: Any) -> None:
    """Unpublishing and moving may go by the plain page, which is no story to Django's signals."""
    if issubclass(instance.specific_class or type(instance), newsroom.Story):
        changed(kind="story", object_id=instance.pk)


@receiver(newsroom.stories_arrived)
def _arrived(sender: Any, stories: Sequence[newsroom.Story], **_: Any) -> None:
    Change.objects.bulk_create(Change(kind="story", object_id=story.pk) for story in stories)
