"""What an editor should know right after publishing: said as a message, never in the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from groundwave.newsroom.core.visibility import Verdict, may_the_public_see
from groundwave.newsroom.models import Photo, Story
from groundwave.stations import api as stations


def today(*, at: datetime) -> date:
    """The licensee's calendar day."""
    licensee = stations.licensee()
    return at.astimezone(ZoneInfo(licensee.time_zone) if licensee else timezone.get_default_timezone()).date()


def photos_of(story: Story) -> list[Photo]:
    """The lead photo and those in the body, none twice, in the order of the page."""
    found = [story.lead_photo, *(block.value["photo"] for block in story.body if block.block_type == "photo")]
    return list(dict.fromkeys(photo for photo in found if photo))


def facts(photo: Photo, *, on: date) -> list[str]:
    """The same in a few words, for lists of photos."""
    said = []
    if photo.license == Photo.License.UNKNOWN:
        said.append("Not shown: license not known")
    elif not photo.may_show(on=on):
        said.append(f"Not shown: ended {photo.expires_on}")
    elif photo.expires_on:
        said.append(f"Until {photo.expires_on}")
    if not photo.alt_text:
        said.append("No alt text")
    return said


def about_photos(story: Story, *, at: datetime) -> Iterator[tuple[Photo, str]]:
    """Each photo that readers will not see, or that some cannot: with what is wrong and what to do."""
    day = today(at=at)
    for photo in photos_of(story):
        if photo.license == Photo.License.UNKNOWN:
            yield photo, f"“{photo.title}” is not shown: nobody has said by what right we may. Choose its license."
        elif not photo.may_show(on=day):
            yield photo, f"“{photo.title}” is not shown: its last day was {photo.expires_on}. Choose another picture."
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
