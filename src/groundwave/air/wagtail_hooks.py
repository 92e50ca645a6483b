"""The chief engineer's corner of the admin, and what is on the air for everyone who logs in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from groundwave.air import api
from groundwave.air.models import Chain
from groundwave.kit import clock
from groundwave.schedule import api as schedule
from groundwave.stations import api as stations


class ChainViewSet(SnippetViewSet):
    model = Chain
    icon = "media"
    menu_label = "Live chains"
    menu_order = 305
    add_to_admin_menu = True
    list_display = ("service", "bitrate", "retention_hours")


register_snippet(ChainViewSet)


class OnAirPanel(Component):
    """For each service: the program now on, the one that follows, and whether sound is going out."""

    name = "on_air"
    template_name = "air/desk/on_air.html"
    order = 15

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        engines = {state.service: _in_words(state) for state in api.engine_states()}
        on = schedule.now_next_all(at=clock.now())
        return {
            "services": [
                {"service": service, "on": on.get(service.pk), "engine": engines.get(service.slug, "")}
                for service in stations.services()
            ]
        }


def _in_words(state: api.EngineState) -> str:
    if not state.is_fresh:
        return "No sound is going out"
    return "On its fallback: the source is silent or away" if state.on_fallback else "Sound is going out"


@hooks.register("construct_homepage_panels")
def say_what_is_on(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(OnAirPanel())
