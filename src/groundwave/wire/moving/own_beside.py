"""What stands beside an exported story, as it becomes here: its series, its last review, its live blog."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from groundwave.newsroom import api as newsroom
from groundwave.wire.core import own_export
from groundwave.wire.core.own_export import Line, Numbers
from groundwave.wire.moving.own_values import instant, moment

Account = Callable[[Any], Any]
"""The account of a user name here, or None."""


def make_series(line: Line, numbers: Numbers) -> bool:
    """Whether it was made; a series that has the address here already stays as it is."""
    if newsroom.Series.objects.filter(slug=line["slug"]).exists():
        return False
    names = ("name", "slug", "language", "description")
    series = newsroom.Series(**{one: str(line.get(one) or "") for one in names})
    series.full_clean()
    found = [numbers.pages(number) for number in line.get("stories") or []]
    part = series.parts.model
    free = [pk for pk in dict.fromkeys(found) if pk and not part.objects.filter(story=pk).exists()]
    series.parts = [part(story_id=pk, sort_order=place) for place, pk in enumerate(free)]
    series.save()
    return True


def put_beside(story: newsroom.Story, line: Line, numbers: Numbers, *, account: Account) -> None:
    """What is on record of a story that has just come: its withdrawal, broken embargoes, review and live blog.

    Raises what a line that is wrong raises.
    """
    if taken_back := line.get("withdrawn"):
        newsroom.Withdrawal.objects.create(
            story=story,
            made_at=instant(taken_back["at"]),
            made_by=account(taken_back.get("by")),
            reason=str(taken_back["reason"]),
        )
    for broken in line.get("embargo_breaks") or []:
        newsroom.EmbargoBreak.objects.create(
            story=story,
            made_at=instant(broken["made_at"]),
            made_by=account(broken.get("by")),
            reason=str(broken["reason"]),
            was_until=instant(broken["was_until"]),
            now_until=moment(broken.get("now_until")),
        )
    if review := line.get("review"):
        days = {one: date.fromisoformat(str(review[one])) for one in ("reviewed_on", "due_on")}
        newsroom.Upkeep.objects.create(story=story, reviewed_by=account(review.get("by")), **days)
    if told := line.get("live_blog"):
        blog = newsroom.LiveBlog.objects.create(
            story=story,
            began_at=instant(told["began_at"]),
            ended_at=instant(told["ended_at"]) if told.get("ended_at") else None,
            key_points="\n".join(str(point) for point in told.get("key_points") or [])[:1000],
        )
        for entry in reversed(told.get("entries") or []):  # the oldest first, as they were written
            _put(blog, entry, numbers, account)


def tie_what_grew(line: Line, numbers: Numbers) -> None:
    """An entry leads to the story that grew out of it, which came after it."""
    for said in (line.get("live_blog") or {}).get("entries") or []:
        grown = numbers.pages(said["story"]) if said.get("story") else None
        for entry in newsroom.LiveEntry.objects.filter(guid=said["guid"], story=None) if grown else ():
            entry.story_id = grown
            entry.save(update_fields=["story"])


def _put(blog: newsroom.LiveBlog, said: Line, numbers: Numbers, account: Account) -> None:
    if newsroom.LiveEntry.objects.filter(guid=said["guid"]).exists():
        raise ValueError("an entry of its live blog is here already")
    times: dict[str, Any] = {one: instant(said[one]) for one in ("corrected_at", "withdrawn_at") if said.get(one)}
    newsroom.LiveEntry.objects.create(
        blog=blog,
        guid=said["guid"],
        made_at=instant(said["made_at"]),
        headline=str(said.get("headline") or "")[:160],
        text=own_export.text_here(said.get("text"), numbers),
        correction=str(said.get("correction") or "")[:500],
        is_pinned=bool(said.get("is_pinned")),
        author=newsroom.Author.objects.filter(slug=said.get("author") or "").first(),
        photo_id=numbers.find("photo", said.get("photo")),
        made_by=account(said.get("made_by")),
        withdrawn_by=account(said.get("withdrawn_by")),
        **times,
    )
