"""Live blogs: what a desk does with the entries of a story that is going on, and what readers are shown of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from groundwave.kit import deps, html, text
from groundwave.newsroom import signals
from groundwave.newsroom.models import Byline, LiveBlog, LiveEntry, Story

MOST_SHOWN: Final = 300


class UnableToGoLive(Exception):
    """It cannot be done; the message says why and what to do."""


@dataclass(frozen=True)
class Coverage:
    """What a page shows: the pinned entry on top, then the newest. `more` is how many older ones are not shown."""

    blog: LiveBlog
    entries: Sequence[LiveEntry]
    more: int = 0

    @property
    def is_on(self) -> bool:
        return self.blog.ended_at is None


def coverage(story: Story) -> Coverage | None:
    """The live blog of a story, or None. Whether the story may be seen is its own question (`rights`)."""
    blog = getattr(story, "live_blog", None)
    if blog is None:
        return None
    found = blog.entries.select_related("author", "photo", "story__withdrawal").order_by(
        "-is_pinned", "-made_at", "-pk"
    )
    entries = list(found[: MOST_SHOWN + 1])
    more = blog.entries.count() - MOST_SHOWN if len(entries) > MOST_SHOWN else 0
    return Coverage(blog, entries[:MOST_SHOWN], more)


def live_stories(*, at: datetime) -> list[Story]:
    """Live blogs that the public may see and that go on, the newest first."""
    return list(Story.objects.public(at=at).filter(live_blog__ended_at=None, live_blog__isnull=False).newest_first())


def begin(*, story: Story, at: datetime) -> LiveBlog:
    """Make a story a live blog, or go on with one that ended. Raises UnableToGoLive."""
    if not story.is_own:
        raise UnableToGoLive(_("A partner's story is told as its partner tells it. Begin a story of your own."))
    blog, is_new = LiveBlog.objects.get_or_create(story=story, defaults={"began_at": at})
    if not is_new and blog.ended_at:
        blog.ended_at = None
        blog.save(update_fields=["ended_at"])
    _tell(story)
    return blog


def end(*, blog: LiveBlog, at: datetime) -> None:
    """Say that nothing more comes; the entries stay."""
    blog.ended_at = at
    blog.save(update_fields=["ended_at"])
    _tell(blog.story)


def put(*, entry: LiveEntry, by: Any, at: datetime) -> LiveEntry:
    """Save an entry that is new or was changed; it is out with the commit. A change that says what was wrong is
    dated."""
    before = LiveEntry.objects.filter(pk=entry.pk).first() if entry.pk else None
    if before is None:
        entry.made_at, entry.made_by = at, by
    elif entry.correction and entry.correction != before.correction:
        entry.corrected_at = at
    with transaction.atomic():
        entry.save()
        _tell(entry.blog.story)
    return entry


def pin(*, entry: LiveEntry, pinned: bool) -> None:
    """One entry of a blog stands on top, or none. Raises UnableToGoLive for one that was withdrawn."""
    if pinned and entry.withdrawn_at:
        raise UnableToGoLive(_("It was withdrawn, so it cannot stand on top."))
    with transaction.atomic():
        for other in LiveEntry.objects.filter(blog=entry.blog, is_pinned=True).exclude(pk=entry.pk):
            other.is_pinned = False
            other.save(update_fields=["is_pinned"])
        entry.is_pinned = pinned
        entry.save(update_fields=["is_pinned"])


def take_back(*, entry: LiveEntry, by: Any, at: datetime) -> None:
    """Gone from every page, feed and search at once; its time stays, so that nobody wonders where it went."""
    entry.withdrawn_at, entry.withdrawn_by, entry.is_pinned = at, by, False
    with transaction.atomic():
        entry.save(update_fields=["withdrawn_at", "withdrawn_by", "is_pinned"])
        _tell(entry.blog.story)


def break_out(*, entry: LiveEntry, by: Any, at: datetime) -> Story:
    """A draft of a story of its own, in the same section, with the entry's words and a link back. Raises
    UnableToGoLive."""
    if entry.withdrawn_at:
        raise UnableToGoLive(_("It was withdrawn. Write the story anew."))
    live = entry.blog.story
    title = entry.headline or text.cut(html.plain_text(entry.text), 90)
    body = [("text", entry.text), ("related_story", {"story": live, "words": ""})]
    story = Story(title=title, body=body, lead_photo=entry.photo, published_at=at, owner=by, locale=live.locale)
    story.live = False
    with transaction.atomic():
        # Under the lock: a second press, or a second editor, must not make a second story.
        grown = LiveEntry.objects.select_for_update(of=("self",)).select_related("story").get(pk=entry.pk).story
        if grown:
            raise UnableToGoLive(
                _("It has grown into “%(title)s” already.") % {"title": grown.draft_title or grown.title}
            )
        live.get_parent().add_child(instance=story)
        if entry.author:
            story.bylines = [Byline(author=entry.author)]
        story.save_revision(user=by)
        entry.story = story
        entry.save(update_fields=["story"])
    return story


def _tell(story: Story) -> None:
    """Search knows the entries as words of the story."""
    deps.announce(f"wagtailcore.page:{story.pk}")
    story_id = story.pk
    if story.live:
        transaction.on_commit(lambda: signals.story_changed.send(sender=Story, story_id=story_id))
