"""A program as directories of podcasts know it."""

from __future__ import annotations

from django.conf import settings

from groundwave.air.core.podcast import category_of, feed_guid
from groundwave.air.models import Podcast
from groundwave.schedule import api as schedule


def podcast_of(program: schedule.Program) -> Podcast:
    """Its row, made with the program's first episode; the guid is that of the address which the feed has then."""
    guid = feed_guid(f"{settings.URL}{program.get_absolute_url()}/feed.xml")
    made = {"guid": guid, "category": category_of(program.genre)}
    return Podcast.objects.get_or_create(program=program, defaults=made)[0]
