"""How a partner's story becomes a page, or a newer version of one, in one transaction: nothing is ever half there."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Revision

from groundwave.newsroom.intake import IncomingStory, UnableToTakeIn, fill, refusal, topic_name
from groundwave.newsroom.intake_of_many import Arrival, take_in_many
from groundwave.newsroom.models import SectionPage, Story, Topic


def take_in(
    *, incoming: IncomingStory, section: SectionPage, story: Story | None = None, publish: bool = True, by: Any = None
) -> Story:
    """Make the page of a provider's story, or bring an existing one up to date, and publish it.

    A future `published_at` or `embargoed_until` keeps it hidden until then; with `publish` off a new story waits as
    a draft for an editor. What an editor has changed and not published is brought up to date as well, stays
    unpublished and stays the newest version. `by` is who asked for it, where somebody did. Raises UnableToTakeIn.
    """
    if story is None:
        (made,) = take_in_many(arrivals=[Arrival(incoming, section, publish, by)])
        if isinstance(made, UnableToTakeIn):
            raise made
        return made
    try:
        with transaction.atomic():
            return _newer(incoming, story, publish, by)
    except ValidationError as error:
        raise refusal(error) from error


def _newer(incoming: IncomingStory, story: Story, publish: bool, by: Any) -> Story:
    draft = story.get_latest_revision_as_object() if story.has_unpublished_changes else None
    page = story
    if draft and not (publish and page.live):
        page, draft = draft, None
    fill(page, incoming)
    _tag(page, incoming)
    if publish:
        _new_version(page, by).publish(user=by)
    else:
        page.save_revision(user=by)
    if draft:
        fill(draft, incoming)
        _tag(draft, incoming)
        draft.save_revision(user=draft.latest_revision.user, clean=False)
    page.refresh_from_db()
    return page


def _new_version(page: Story, by: Any) -> Revision:
    """What `save_revision` writes, but for the page's own row: it is saved whole when the version is published."""
    version = Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        user=by,
        content=page.serializable_data(),
        object_str=str(page),
    )
    page.latest_revision, page.latest_revision_created_at = version, version.created_at
    page.draft_title = page.title
    return version


def _tag(page: Story, incoming: IncomingStory) -> None:
    if "topics" in incoming.kept:
        return
    wanted = {topic_name(name).casefold() for name in incoming.topics}
    if wanted != {topic.name.casefold() for topic in page.topics.all()}:
        page.topics.set([_topic(name) for name in incoming.topics])


def _topic(name: str) -> Topic:
    name = topic_name(name)
    return Topic.objects.filter(name__iexact=name).first() or Topic.objects.create(name=name)
