"""What editors say about the stories that follow a story: this one always, that one never."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from groundwave.discovery.models import Choice
from groundwave.kit import clock, deps
from groundwave.newsroom import api as newsroom


class UnableToChoose(Exception):
    """That story cannot follow this one; `str()` says why."""


def choose(*, story: newsroom.Story, other: newsroom.Story, verdict: str, by: Any) -> Choice:
    """Pin or ban `other` after `story`; what was said before of the two is replaced. Raises UnableToChoose."""
    if other.pk == story.pk:
        raise UnableToChoose("A story does not follow itself.")
    if other.translation_key == story.translation_key:
        raise UnableToChoose("That is the same story in another language; the page links to it already.")
    if other.language != story.language:
        raise UnableToChoose("Readers of this story read another language than that of the one you chose.")
    with transaction.atomic():
        row, _ = Choice.objects.update_or_create(
            story_id=story.pk,
            other_id=other.pk,
            defaults={"verdict": verdict, "made_by": by, "made_at": clock.now()},
        )
        _announced(story, f"discovery.{verdict}", other, by)
    return row


def forget(*, choice: Choice, by: Any) -> None:
    """Leave it to the words of the stories again. The story's history keeps who did it."""
    with transaction.atomic():
        story, other = choice.story, choice.other
        choice.delete()
        _announced(story, "discovery.forget", other, by)


def _announced(story: newsroom.Story, action: str, other: newsroom.Story, by: Any) -> None:
    log(instance=story, action=action, user=by, data={"other": other.title, "id": other.pk})
    deps.announce(f"discovery.choices:{story.pk}")
