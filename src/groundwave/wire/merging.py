"""A story as it stands and as the wire gave it, so that one can be told from the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from groundwave.newsroom import api as newsroom
from groundwave.wire.core.item import WireItem
from groundwave.wire.core.item_json import item_from_json
from groundwave.wire.core.merge import Lines, Merged, Piece, difference, lines_of_body, merge, merge_corrections
from groundwave.wire.core.story import story_of
from groundwave.wire.models import Delivery
from groundwave.wire.reporting import Verdict

TAKEN: Final = (Verdict.NEW.value, Verdict.UPDATED.value, Verdict.HELD.value)


@dataclass(frozen=True)
class Meeting:
    """What stays of a story, and its corrections with those of the new version."""

    merged: Merged
    corrections: list[tuple[str, datetime]]


def meet(item: WireItem, known: Delivery, story: newsroom.Story) -> Meeting:
    """The new version of a story that is here. What is not published yet counts: it is an editor's work
    too, or a version of the wire that waits."""
    last = last_item(known)
    before = lines_of_item(last) if last else None
    now = lines_of_item(item)
    newest = newest_of(story)
    merged = merge(ours=lines_of_story(newest, known), before=before, now=now)
    ours = [(fix.text, fix.made_at) for fix in newest.corrections.all()]
    now_said = story_of(item).fields["corrections"]
    if item.is_correction and not now_said:
        moment = item.modified_at or item.published_at
        now_said = [(f"{story.provider} has corrected an earlier version of this story.", moment)]
    corrections = merge_corrections(
        ours=ours,
        before=[fix.text for fix in last.corrections] if last else [],
        now=now_said,
    )
    return Meeting(merged, corrections)


def last_item(delivery: Delivery) -> WireItem | None:
    """The version that was taken last, or None when it is kept no more."""
    taken = delivery.versions.filter(verdict__in=TAKEN, fields__isnull=False)
    fields = taken.order_by("-received_at", "-pk").values_list("fields", flat=True).first()
    return item_from_json(fields) if fields else None


def newest_of(story: newsroom.Story) -> newsroom.Story:
    """With what an editor has changed and not published."""
    found: newsroom.Story = story.get_latest_revision_as_object() if story.has_unpublished_changes else story
    return found


def lines_of_item(item: WireItem) -> dict[str, Lines]:
    """Each field as the wire gives it."""
    made = story_of(item).fields
    return {
        **_lines(made),
        "bylines": tuple(" · ".join(filter(None, line)) for line in made["bylines"]),
        "topics": tuple(sorted({title.casefold() for title in made["topics"]})),
        "lead_photo": (item.lead_photo.url,) if item.lead_photo else (),
    }


def lines_of_story(story: newsroom.Story, delivery: Delivery) -> dict[str, Lines]:
    """Each field as the page has it. A picture that is still on its way counts as there; the wire's own pictures in
    the text are left out on both sides, since they come after it."""
    body = [
        (block.block_type, block.block.get_prep_value(block.value))
        for block in story.body
        if block.block_type != "photo" or not _is_wires(block.value.get("photo"))
    ]
    lead = (story.lead_photo.source_url or f"photo {story.lead_photo_id}") if story.lead_photo else ""
    waiting = delivery.pending_photos.filter(position=None).values_list("url", flat=True).first() or ""
    made = {"headline": story.title, "teaser": story.teaser, "dateline": story.dateline, "body": body}
    return {
        **_lines(made),
        "bylines": tuple(
            " · ".join(filter(None, (line.author.name if line.author else line.free_name, line.organization)))
            for line in story.bylines.all()
        ),
        "topics": tuple(sorted({topic.name.casefold() for topic in story.topics.all()})),
        "lead_photo": (lead or waiting,) if lead or waiting else (),
    }


def differences(delivery: Delivery) -> dict[str, list[Piece]]:
    """For each field that was kept back and still differs: an editor's words and the wire's, as a difference."""
    item = last_item(delivery)
    if item is None or delivery.story is None or not delivery.kept_back:
        return {}
    ours, theirs = lines_of_story(newest_of(delivery.story), delivery), lines_of_item(item)
    return {
        field: difference(ours[field], theirs[field])
        for field in delivery.kept_back
        if field in ours and ours[field] != theirs[field]
    }


def _is_wires(photo: newsroom.Photo | None) -> bool:
    return photo is None or bool(photo.source_url)


def _lines(made: Mapping[str, Any]) -> dict[str, Lines]:
    found = {field: (" ".join(words.split()),) if (words := made[field]) else () for field in _PLAIN}
    return {**found, "body": lines_of_body(made["body"])}


_PLAIN: Final = ("headline", "teaser", "dateline")
