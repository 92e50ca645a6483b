"""Where a photo or a file stands: on which pages, and what else of the station shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import ReferenceIndex, Revision, get_default_page_content_type

from groundwave.newsroom.core.visibility import Verdict, may_the_public_see
from groundwave.newsroom.models import Attachment, Photo, Story

# As rich text has it, in whichever order of the two.
_FILE_LINK: Final = re.compile(r'<a\b(?=[^>]*\blinktype="document")[^>]*\bid="(\d{1,12})"')


@dataclass
class Uses:
    """Stories as they are published or first written, drafts that would bring it, and what is no story."""

    stories: list[Story] = field(default_factory=list)
    drafts: list[Story] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    @property
    def every_story(self) -> list[Story]:
        return list({story.pk: story for story in (*self.stories, *self.drafts)}.values())


def uses_of(photo: Photo) -> Uses:
    """Everything that refers to a photo now, and each unpublished change that does."""
    found = shown_by(photo)
    found.drafts = [story for story in _drafts_like(photo) if photo.pk in _in_revision(story.latest_revision)]
    return found


def shown_by(photo: Photo | Attachment) -> Uses:
    """The same without looking into unpublished changes."""
    found = Uses()
    references = ReferenceIndex.get_references_to(photo).values_list("base_content_type", "content_type", "object_id")
    page_type, story_type = get_default_page_content_type().pk, ContentType.objects.get_for_model(Story).pk
    pages = set()
    for base, kind, pk in sorted(set(references)):
        if base == page_type and kind == story_type:
            pages.add(int(pk))
        elif base != page_type:
            model = ContentType.objects.get_for_id(kind).model_class()
            row = model._default_manager.filter(pk=pk).first() if model else None
            if row is not None:
                found.others.append(f"{row._meta.verbose_name}: {row}")
    found.stories = list(Story.objects.filter(pk__in=pages).select_related("withdrawal").newest_first())
    return found


def is_shown_somewhere(photo: Photo | Attachment, *, at: datetime, but: Iterable[int] = ()) -> bool:
    """Whether a page that the public may see, or anything that is no story, shows it."""
    uses, left_out = shown_by(photo), set(but)
    return bool(uses.others) or any(
        may_the_public_see(story.rights, at=at) is Verdict.SHOWN for story in uses.stories if story.pk not in left_out
    )


def photos_in(story: Story) -> list[Photo]:
    """The lead photo and those in the body, none twice, in the order of the page."""
    found = [story.lead_photo, *(block.value["photo"] for block in story.body if block.block_type == "photo")]
    return list(dict.fromkeys(photo for photo in found if photo))


def is_held_back(thing: Photo | Attachment, *, at: datetime) -> bool:
    """Whether it stands in stories alone of which the public may see none: no old address leads to it then."""
    uses = shown_by(thing)
    return bool(uses.stories) and not is_shown_somewhere(thing, at=at)


def files_in(story: Story) -> list[Attachment]:
    """Its sounds, and what its texts link to."""
    ids = {block.value["file"].pk for block in story.body if block.block_type == "audio" and block.value["file"]}
    for block in story.body:
        text = (
            block.value if block.block_type == "text" else block.value["text"] if block.block_type == "aside" else None
        )
        ids |= {int(number) for number in _FILE_LINK.findall(text.source)} if text is not None else set()
    return list(Attachment.objects.filter(pk__in=ids).order_by("pk"))


def _drafts_like(photo: Photo) -> Iterator[Story]:
    """Stories whose newest version may hold it; the text of a body tells 12 from 123 only when it is read."""
    lead = Q(latest_revision__content__lead_photo=photo.pk)
    body = Q(latest_revision__content__body__icontains=f'"photo": {photo.pk}')
    found = Story.objects.filter(lead | body, has_unpublished_changes=True)
    return found.select_related("latest_revision", "withdrawal").newest_first().iterator()


def _in_revision(revision: Revision) -> set[int]:
    story: Any = revision.as_object()
    return {photo.pk for photo in photos_in(story)}
