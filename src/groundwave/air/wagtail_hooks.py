"""The chief engineer's corner of the admin, and what is on the air for everyone who logs in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from groundwave.air import api, control
from groundwave.air.desk import editing, mounts, recordings
from groundwave.air.models import AlarmPlan, Chain, LegalId, Outage, Podcast, TrackFeed
from groundwave.kit import clock
from groundwave.schedule import api as schedule
from groundwave.stations import api as stations


class ChainViewSet(SnippetViewSet):
    model = Chain
    icon = "media"
    menu_label = _("Live chains")
    list_display = ("service", "renditions", "retention_hours")


class AlarmPlanViewSet(SnippetViewSet):
    model = AlarmPlan
    icon = "warning"
    menu_label = _("Alarms")
    list_display = ("chain", "silence_after", "fallback_after", "stale_after")


class LegalIdViewSet(SnippetViewSet):
    model = LegalId
    icon = "openquote"
    menu_label = _("Legal IDs")
    list_display = ("text", "chain", "minutes", "is_on", Column("in_order", label="By 47 CFR 73.1201"))
    copy_view_enabled = False


class TrackFeedViewSet(SnippetViewSet):
    model = TrackFeed
    icon = "media"
    menu_label = _("Now-playing addresses")
    list_display = ("chain", "url", "is_on", "heard_at", "trouble")
    copy_view_enabled = False


class OnlyRead(ModelPermissionPolicy):
    """What happened is on record; nobody on the staff, not even a superuser, writes it."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in ("add", "change", "delete", "publish") and bool(super().user_has_permission(user, action))


class OutageViewSet(SnippetViewSet):
    model = Outage
    icon = "history"
    menu_label = _("Outages")
    list_display = ("chain", "fault", "began", "raised_at", "ended", "detail")
    list_filter = ("chain", "fault")
    inspect_view_enabled = True
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Outage]:
        return Outage.objects.select_related("chain__service").exclude(raised_at=None)


class AirGroup(SnippetViewSetGroup):
    menu_label = _("The air")
    menu_icon = "media"
    menu_order = 305
    items = (ChainViewSet, AlarmPlanViewSet, OutageViewSet, LegalIdViewSet, TrackFeedViewSet)

    def get_submenu_items(self) -> list[MenuItem]:
        encoders = mounts.MountsItem(_("Studio encoders"), reverse("air_mounts"), icon_name="media")
        return [*super().get_submenu_items(), encoders]


register_permission_policy(Outage, OnlyRead(Outage))
register_snippet(AirGroup)


# ------------------------------------------------------------------ the control room
@hooks.register("register_admin_urls")
def control_room_urls() -> list[URLPattern]:
    return [
        path("air/mounts/", mounts.mounts_view, name="air_mounts"),
        path("control-room/", control.every_room_view, name="air_control_rooms"),
        path("control-room/<slug:slug>/", control.room_view, name="air_control_room"),
        path("control-room/<slug:slug>/hold/", control.hold_view, name="air_hold"),
        path("control-room/<slug:slug>/now-playing/", control.tokens_view, name="air_tokens"),
        path("control-room/<slug:slug>/now-playing/<int:token_id>/end/", control.revoke_view, name="air_token_end"),
    ]


@hooks.register("register_admin_menu_item")
def control_room_item() -> MenuItem:
    return control.RoomsItem(_("Control room"), reverse("air_control_rooms"), icon_name="view", order=304)


@hooks.register("register_permissions")
def permissions_of_the_air() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="air", codename__in=("operate_chain", "publish_episode"))


# ------------------------------------------------------------------ recordings and podcasts
class PodcastViewSet(SnippetViewSet):
    """Made with a program's first episode, so nobody adds one by hand."""

    model = Podcast
    icon = "media"
    menu_label = _("Podcasts")
    menu_name = "podcasts"
    menu_order = 307
    add_to_admin_menu = True
    list_display = ("program", "category", "is_explicit", "is_locked")


class NoneAdded(ModelPermissionPolicy):
    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "add" and bool(super().user_has_permission(user, action))


register_permission_policy(Podcast, NoneAdded(Podcast))
register_snippet(PodcastViewSet)


class RecordingsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return recordings.may_see(request.user)


@hooks.register("register_admin_menu_item")
def recordings_item() -> MenuItem:
    return RecordingsItem(_("Recordings"), reverse("air_recordings"), icon_name="history", order=306)


@hooks.register("register_admin_urls")
def recording_urls() -> list[URLPattern]:
    return [
        path("recordings/", recordings.list_view, name="air_recordings"),
        path("recordings/marks/<int:broadcast_id>/", recordings.mark_view, name="air_mark"),
        path("recordings/<int:episode_id>/", editing.edit_view, name="air_recording"),
        path("recordings/<int:episode_id>/publication/", editing.publication_view, name="air_publication"),
        path("recordings/<int:episode_id>/<str:which>.m4a", editing.sound_view, name="air_recording_sound"),
    ]


class OnAirPanel(Component):
    """For each service: the program now on, the one that follows, and whether sound is going out."""

    name = "on_air"
    template_name = "air/desk/on_air.html"
    order = 15

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        engines = {state.service: _in_words(state) for state in api.engine_states()}
        on = schedule.now_next_all(at=clock.now())
        rooms = {
            chain.service_id for chain in Chain.objects.all()
        } if control.may_look(parent_context["request"].user) else set()  # fmt: skip
        return {
            "rooms": rooms,
            "services": [
                {"service": service, "on": on.get(service.pk), "engine": engines.get(service.slug, "")}
                for service in stations.services()
            ],
        }


def _in_words(state: api.EngineState) -> str:
    if not state.is_fresh:
        return "No sound is going out"
    return "On its fallback: the source is silent or away" if state.on_fallback else "Sound is going out"


@hooks.register("construct_homepage_panels")
def say_what_is_on(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(OnAirPanel())
