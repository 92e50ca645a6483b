"""A story that an editor approves is dated by the moment it goes out, not by the last save of its draft."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.models import WorkflowState
from wagtail.signals import workflow_approved

from groundwave.newsroom.forms import SAME_REQUEST
from groundwave.newsroom.models import Story


@receiver(workflow_approved, sender=WorkflowState)
def date_by_its_publication(sender: type[WorkflowState], instance: Any, **_: Any) -> None:
    """Publishing from the form needs no such care: there the form stamps the time."""
    story = Story.objects.filter(pk=instance.object_id).select_related("latest_revision").first()
    if story is None or not story.live or story.first_published_at != story.last_published_at:
        return
    saved = story.latest_revision_created_at
    if saved is None or abs(story.published_at - saved) >= SAME_REQUEST:
        return  # somebody chose the time
    story.published_at = story.first_published_at
    story.dated = None  # counted anew from the publication, by `save`
    story.save()
    story.save_revision(clean=False).publish(log_action=False)
