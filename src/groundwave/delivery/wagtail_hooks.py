"""The corner of the admin where stored pages explain themselves."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from groundwave.delivery import desk


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern]:
    return [
        path("reports/stored-pages/", desk.report_view, name="delivery_pages"),
        path("reports/stored-pages/making/", desk.making_view, name="delivery_making"),
        path("reports/stored-pages/comparison/", desk.comparison_view, name="delivery_comparison"),
        path("reports/stored-pages/making-of-all/", desk.making_of_all_view, name="delivery_making_of_all"),
    ]


@hooks.register("register_reports_menu_item")
def report() -> MenuItem:
    return MenuItem(_("Pages"), reverse("delivery_pages"), name="stored-pages", icon_name="doc-full", order=650)
