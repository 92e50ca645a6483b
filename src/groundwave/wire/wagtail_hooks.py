"""The wire in the admin: its sources, and what they sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from groundwave.wire import desk, desk_addresses, desk_beside, desk_giving, desk_items, desk_rules
from groundwave.wire.models import CdsOutlet, DeskRule, Move, Source


class SourceViewSet(SnippetViewSet):
    model = Source
    icon = "download"
    menu_label = _("Sources")
    list_display = ("name", Column("how", label="How it is doing"))
    list_filter = ("kind", "enabled")
    search_fields = ("name", "slug")


class DeskRuleViewSet(SnippetViewSet):
    model = DeskRule
    icon = "cogs"
    menu_label = _("Rules")
    list_display = ("name", Column("sentence", label="In words"), "enabled")
    sort_order_field = "sort_order"


class CdsOutletViewSet(SnippetViewSet):
    model = CdsOutlet
    icon = "upload"
    menu_label = _("NPR")
    list_display = ("service", "base", "enabled")


class WireGroup(SnippetViewSetGroup):
    menu_label = _("Wire")
    menu_icon = "download"
    menu_order = 306
    items = (SourceViewSet, DeskRuleViewSet, CdsOutletViewSet)

    def get_submenu_items(self) -> list[MenuItem]:
        return [
            *super().get_submenu_items(),
            _DocumentsItem(_("Desk"), reverse("wire_items"), icon_name="list-ul"),
            _DocumentsItem(_("Documents"), reverse("wire_documents"), icon_name="doc-full"),
            _AddressesItem(_("Old addresses"), reverse("wire_addresses"), icon_name="redirect"),
        ]


class _DocumentsItem(MenuItem):
    """For those who may see the sources."""

    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm("wire.view_source"))


class _AddressesItem(MenuItem):
    """For those who may see them, on a station that has come from an old site."""

    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm("wire.view_oldaddress")) and Move.objects.exists()


register_snippet(WireGroup)


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern]:
    return [
        path("wire/items/", desk_items.items_view, name="wire_items"),
        path("wire/items/<int:delivery_id>/", desk_items.item_view, name="wire_item"),
        path("wire/items/<int:delivery_id>/act/", desk_items.act_view, name="wire_act"),
        path("wire/addresses/", desk_addresses.addresses_view, name="wire_addresses"),
        path("wire/addresses/mend/", desk_addresses.mend_view, name="wire_mend_address"),
        path("wire/documents/", desk.documents_view, name="wire_documents"),
        path("wire/documents/<int:document_id>/", desk.document_view, name="wire_document"),
        path("wire/rules/<int:rule_id>/tried/", desk_rules.try_view, name="wire_rule_tried"),
        path("wire/npr/<int:page_id>/", desk_giving.npr_view, name="wire_npr"),
        path("wire/sources/<int:source_id>/pull/", desk.pull_view, name="wire_pull"),
    ]


@hooks.register("register_snippet_listing_buttons")
def lead_to_the_documents(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, Source):
        url = f"{reverse('wire_documents')}?source={snippet.slug}&show=all"
        yield Button("What it sent", url, icon_name="doc-full", priority=15)
    elif isinstance(snippet, DeskRule):
        yield Button("Try it", reverse("wire_rule_tried", args=[snippet.pk]), icon_name="view", priority=15)


@hooks.register("register_page_header_buttons")
def offer_what_lies_beside(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    yield from desk_giving.button(page, user)
    yield from desk_beside.button(page, user)


@hooks.register("before_edit_page")
def say_how_it_stands_elsewhere(request: Any, page: Any) -> None:
    desk_giving.say_trouble(request, page)
    desk_beside.say_what_differs(request, page)
