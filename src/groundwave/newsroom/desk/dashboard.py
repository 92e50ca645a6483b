"""What a reporter meets after logging in: where to write, what they left open, what waits for its hour."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from wagtail.admin.ui.components import Component
from wagtail.models import Locale

from groundwave.kit import clock
from groundwave.newsroom.models import SectionPage, Story


class WritePanel(Component):
    """A button for each section in which this person may write, by language."""

    name = "write"
    template_name = "newsroom/desk/write.html"
    order = 10

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        sections = SectionPage.objects.live().select_related("locale").order_by("path")
        mine = [section for section in sections if section.permissions_for_user(self.request.user).can_add_subpage()]
        languages = [
            (locale.get_display_name(), own)
            for locale in Locale.objects.all()
            if (own := [section for section in mine if section.locale_id == locale.pk])
        ]
        return {"languages": languages}


class DraftsPanel(Component):
    """Stories that this person began or last touched and that are not out, or hold changes that are not."""

    name = "drafts"
    template_name = "newsroom/desk/drafts.html"
    order = 20

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        mine = Q(owner=self.request.user) | Q(latest_revision__user=self.request.user)
        drafts = (
            Story.objects.filter(mine, has_unpublished_changes=True)
            .select_related("locale", "latest_revision__user")
            .order_by("-latest_revision_created_at", "-pk")
        )
        return {"drafts": list(drafts[:10])}


class WaitingPanel(Component):
    """Published, but not seen by anybody outside yet."""

    name = "waiting"
    template_name = "newsroom/desk/waiting.html"
    order = 30

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        now = clock.now()
        waiting = Story.objects.live().filter(Q(published_at__gt=now) | Q(embargoed_until__gt=now))
        return {
            "waiting": [
                {"story": story, "opens": max(filter(None, (story.published_at, story.embargoed_until)))}
                for story in waiting.order_by("published_at")[:10]
            ]
        }
