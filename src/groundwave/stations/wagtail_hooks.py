"""Stations in the admin: one menu for the general manager and the engineer."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from groundwave.stations.models import Licensee, Service, Station


class LicenseeViewSet(SnippetViewSet):
    model = Licensee
    icon = "home"
    list_display = ("brand_name", "legal_name")


class StationViewSet(SnippetViewSet):
    model = Station
    icon = "site"
    menu_label = _("Call signs")
    list_display = ("call_sign", "kind", "community", "dial", "license_expires")
    list_filter = ("kind",)
    search_fields = ("call_sign", "community")


class ServiceViewSet(SnippetViewSet):
    model = Service
    icon = "media"
    menu_label = _("Services")
    list_display = ("name", "slug", "kind", "language")


class StationsGroup(SnippetViewSetGroup):
    menu_label = _("Stations")
    menu_icon = "site"
    menu_order = 300
    items = (LicenseeViewSet, StationViewSet, ServiceViewSet)


register_snippet(StationsGroup)
