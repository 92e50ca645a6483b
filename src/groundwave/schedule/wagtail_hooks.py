"""The schedule in the admin: one menu for the program director."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from groundwave.kit import clock
from groundwave.schedule import api
from groundwave.schedule.models import Confirmation, Override, Program, Rule


class ProgramViewSet(SnippetViewSet):
    model = Program
    icon = "list-ul"
    menu_label = _("Programs")
    list_display = ("title", "hosts", "genre", "distributor", "is_current")
    list_filter = ("genre", "language", "is_current")
    search_fields = ("title", "hosts", "distributor")


class RuleViewSet(SnippetViewSet):
    model = Rule
    icon = "history"
    menu_label = _("Weekly rules")
    list_display = (
        "program",
        "service",
        Column("days_and_time", label="Days and time"),
        "valid_from",
        "valid_until",
    )
    list_filter = ("service", "program")
    ordering = ("service__position", "starts_at", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Rule]:
        return Rule.objects.select_related("program", "service")


class OverrideViewSet(SnippetViewSet):
    model = Override
    icon = "warning"
    menu_label = _("One-off changes")
    list_display = (
        Column("printed_title", label="What is on"),
        "service",
        Column("local_period", label="When"),
        "note",
        "made_by",
    )
    list_filter = ("service",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Override]:
        return Override.objects.select_related("program", "service", "made_by")


class OnlyEvidence(ModelPermissionPolicy):
    """What aired is computed from what the engines recorded; nobody on the staff, not even a superuser, says it."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in ("add", "change", "delete", "publish") and bool(super().user_has_permission(user, action))


class ConfirmationViewSet(SnippetViewSet):
    model = Confirmation
    icon = "circle-check"
    menu_label = _("What has aired")
    list_display = ("broadcast", "verdict", Column("missing", label="Missing"), "evidence", "confirmed_at")
    list_filter = ("verdict", "broadcast__service")
    inspect_view_enabled = True
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Confirmation]:
        return Confirmation.objects.select_related("broadcast__service").order_by("-broadcast__starts")


register_permission_policy(Confirmation, OnlyEvidence(Confirmation))


class ScheduleGroup(SnippetViewSetGroup):
    menu_label = _("Schedule")
    menu_icon = "calendar-alt"
    menu_order = 308
    items = (ProgramViewSet, RuleViewSet, OverrideViewSet, ConfirmationViewSet)


register_snippet(ScheduleGroup)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def say_who_wins(request: HttpRequest, instance: Any) -> None:
    """Two rules for one time are allowed, and often meant; but nobody should make them without knowing."""
    if not isinstance(instance, Rule):
        return
    for clash in api.clashes(rule=instance, at=clock.now()):
        messages.warning(
            request,
            f"{clash.winner.program} ({clash.winner.days_and_time}) and {clash.loser.program} "
            f"({clash.loser.days_and_time}) want the same time on {instance.service}, first on {clash.on}. "
            f"{clash.winner.program} is on, {clash.loser.program} is cut. If that is not meant, change one of the two.",
        )
