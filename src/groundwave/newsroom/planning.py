"""The story plan and the drafts that it is about: a draft is begun from it, and its stage follows the draft."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet
from django.dispatch import receiver
from wagtail.models import Page, WorkflowState
from wagtail.signals import (
    page_published,
    page_unpublished,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
    workflow_submitted,
)

from groundwave.newsroom.core.story_plan import OPEN
from groundwave.newsroom.models import Assignment, SectionPage, Story, Upkeep

_STAGES: Final = Assignment.Stages
_UNDER_WAY: Final = (_STAGES.PITCHED, _STAGES.ASSIGNED, _STAGES.FILED, _STAGES.EDITED, _STAGES.READY)


class UnableToBegin(Exception):
    """No draft can be made; the message says why and what to do."""


def planned(*, first: date, days: int, zone: ZoneInfo, at: datetime) -> QuerySet[Assignment]:
    """What is due or runs on these days by the clock of `zone`; and, where today is among them, all that is open and
    late or has no time at all."""
    starts = datetime.combine(first, time(), zone)
    ends = datetime.combine(first + timedelta(days=days), time(), zone)
    wanted = Q()
    for name in ("due_at", "air_at", "web_at"):
        wanted |= Q(**{f"{name}__gte": starts, f"{name}__lt": ends})
    if starts <= at < ends:
        still = Q(stage__in=[stage.value for stage in OPEN])
        late = Q(due_at__lt=starts) | Q(air_at__lt=starts) | Q(web_at__lt=starts)
        wanted |= still & (late | Q(due_at=None, air_at=None, web_at=None))
    return Assignment.objects.filter(wanted).select_related("reporter", "editor", "section", "story")


def due_for_review(*, until: date) -> QuerySet[Upkeep]:
    """What is out, is kept current, and is due to be gone through by that day, the longest overdue first."""
    out = Upkeep.objects.filter(due_on__lte=until, story__live=True, story__withdrawal=None)
    return out.select_related("story", "reviewed_by").order_by("due_on", "pk")


def begin_draft(*, assignment: Assignment, by: Any, at: datetime) -> Story:
    """A draft for an assignment, in its section, of its reporter. Raises UnableToBegin."""
    with transaction.atomic():
        row = (
            Assignment.objects.select_for_update(of=("self",)).select_related("section", "story").get(pk=assignment.pk)
        )
        if row.story:
            return row.story
        section = row.section or SectionPage.objects.live().order_by("path").first()
        if section is None:
            raise UnableToBegin("There is no section to put a story into. Make one below the home page.")
        if not section.permissions_for_user(by).can_add_subpage():
            raise UnableToBegin(f"You may not write in “{section.title}”. Choose another section for it.")
        story = Story(title=row.slug.title(), owner=row.reporter or by, published_at=row.web_at or at)
        story.locale, story.live = section.locale, False
        section.add_child(instance=story)
        story.save_revision(user=by)
        row.story = story
        row.save(update_fields=["story"])
        assignment.story = story
        return story


def follow(story_id: int, stage: str, *, only_from: tuple[str, ...] = ()) -> None:
    """Bring the assignments of a draft to a stage; what was spiked stays so."""
    found = Assignment.objects.filter(story=story_id).exclude(stage=_STAGES.SPIKED)
    for one in found.filter(stage__in=only_from) if only_from else found:
        one.stage = stage
        one.save(update_fields=["stage"])


# Wagtail's own steps of approval are the plan's: nobody has to say twice that a story was filed.
@receiver(workflow_submitted)
def _filed(sender: Any, instance: WorkflowState, **_: Any) -> None:
    _with_a_page(instance, _STAGES.FILED, only_from=(_STAGES.PITCHED, _STAGES.ASSIGNED))


@receiver(workflow_approved)
def _ready(sender: Any, instance: WorkflowState, **_: Any) -> None:
    _with_a_page(instance, _STAGES.READY, only_from=_UNDER_WAY)


@receiver(workflow_rejected)
@receiver(workflow_cancelled)
def _back(sender: Any, instance: WorkflowState, **_: Any) -> None:
    """Publishing cancels what is under way, after it has said that the story is out."""
    _with_a_page(instance, _STAGES.ASSIGNED, only_from=_UNDER_WAY)


@receiver(page_published, sender=Story)
def _out(sender: Any, instance: Story, **_: Any) -> None:
    follow(instance.pk, _STAGES.OUT)


@receiver(page_unpublished, sender=Story)
def _in_again(sender: Any, instance: Story, **_: Any) -> None:
    follow(instance.pk, _STAGES.READY, only_from=(_STAGES.OUT,))


def _with_a_page(state: WorkflowState, stage: str, *, only_from: tuple[str, ...]) -> None:
    thing = state.content_object
    if isinstance(thing, Page):
        follow(thing.pk, stage, only_from=only_from)
