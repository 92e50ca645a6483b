"""What an editor should know right after publishing: said as a message, never in the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groundwave.newsroom.core.visibility import Verdict, may_the_public_see
from groundwave.newsroom.models import Photo, Story
from groundwave.newsroom.photo_rights import about_rights
from groundwave.newsroom.photo_uses import photos_in


def facts(photo: Photo, *, at: datetime) -> list[str]:
    """The same in a few words, for lists of photos."""
    said = []
    if why := photo.why_not(at=at):
        said.append(_("Not shown: %(why)s") % {"why": why})
    elif photo.over_at:
        said.append(_("Until %(day)s") % {"day": photo.ended_words})
    if not photo.alt_text:
        said.append(_("No alt text"))
    return said


def about_photos(story: Story, *, at: datetime) -> Iterator[tuple[Photo, str]]:
    """Each photo that readers will not see, or that some cannot: with what is wrong and what to do."""
    for photo in photos_in(story):
        if lacking := about_rights(photo, at=at):
            yield photo, lacking
        elif not photo.alt_text:
            yield (
                photo,
                _("“%(title)s” has no text for those who cannot see it. Say what it shows in one sentence.")
                % {"title": photo.title},
            )


def about_waiting(story: Story, *, at: datetime) -> str:
    """Why the published story is not there yet, with the moment it will be; empty when it is."""
    verdict = may_the_public_see(story.rights, at=at)
    if verdict not in (Verdict.NOT_YET, Verdict.EMBARGOED):
        return ""
    opens = max(moment for moment in (story.published_at, story.embargoed_until) if moment)
    local = timezone.localtime(opens)
    said = (
        _("“%(title)s” is under embargo: nobody outside sees it before %(when)s.")
        if verdict is Verdict.EMBARGOED
        else _("“%(title)s” is published ahead of its time: nobody outside sees it before %(when)s.")
    )
    return said % {"title": story.title, "when": date_format(local, _("l, F j, H:i (T)"))}
