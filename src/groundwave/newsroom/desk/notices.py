"""What an editor should know right after publishing: said as a message, never in the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from groundwave.newsroom.core.visibility import Verdict, may_the_public_see
from groundwave.newsroom.models import Photo, Story
from groundwave.newsroom.photo_rights import about_rights
from groundwave.newsroom.photo_uses import photos_in


def facts(photo: Photo, *, at: datetime) -> list[str]:
    """The same in a few words, for lists of photos."""
    said = []
    if why := photo.why_not(at=at):
        said.append(f"Not shown: {why}")
    elif photo.over_at:
        said.append(f"Until {photo.ended_words}")
    if not photo.alt_text:
        said.append("No alt text")
    return said


def about_photos(story: Story, *, at: datetime) -> Iterator[tuple[Photo, str]]:
    """Each photo that readers will not see, or that some cannot: with what is wrong and what to do."""
    for photo in photos_in(story):
        if lacking := about_rights(photo, at=at):
            yield photo, lacking
        elif not photo.alt_text:
            yield photo, f"“{photo.title}” has no text for those who cannot see it. Say what it shows in one sentence."


def about_waiting(story: Story, *, at: datetime) -> str:
    """Why the published story is not there yet, with the moment it will be; empty when it is."""
    verdict = may_the_public_see(story.rights, at=at)
    if verdict not in (Verdict.NOT_YET, Verdict.EMBARGOED):
        return ""
    opens = max(moment for moment in (story.published_at, story.embargoed_until) if moment)
    local = timezone.localtime(opens)
    why = "under embargo" if verdict is Verdict.EMBARGOED else "published ahead of its time"
    when = f"{local:%A, %B} {local.day}, {local:%H:%M} ({local:%Z})"
    return f"“{story.title}” is {why}: nobody outside sees it before {when}."
