"""A program as directories of podcasts know it."""

from __future__ import annotations

from django.conf import settings

from groundwave.air import covers
from groundwave.air.core.podcast import category_of, feed_guid
from groundwave.air.models import Podcast
from groundwave.kit import deps
from groundwave.schedule import api as schedule


def podcast_of(program: schedule.Program) -> Podcast:
    """Its row, made with the program's first episode; the guid is that of the address which the feed has then."""
    guid = feed_guid(f"{settings.URL}{program.get_absolute_url()}/feed.xml")
    made = {"guid": guid, "category": category_of(program.genre)}
    return Podcast.objects.get_or_create(program=program, defaults=made)[0]


def podcast(*, program: schedule.Program) -> Podcast | None:
    """A program's podcast, or None while nothing of it has been recorded."""
    return Podcast.objects.filter(program=program).first()


def cover_url(*, program: schedule.Program) -> str:
    """The square picture that a directory shows, or "": whether it may be shown is asked before."""
    if program.tile is None:
        return ""
    with deps.covered(f"newsroom.photo:{program.tile.pk}"):
        found = covers.rendition(program.tile, covers.OF_A_FEED)
    return str(found.url) if found else ""
