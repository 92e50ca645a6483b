"""Root URLs: the admin, what has no language, and the public pages in each language by the first part of the path."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("admin", RedirectView.as_view(url="/admin/", permanent=False)),
    path("admin/", include(wagtailadmin_urls)),
    path("", include("groundwave.web.machine_urls")),
    *i18n_patterns(path("", include("groundwave.web.urls")), prefix_default_language=False),
]

handler404 = "groundwave.web.views.errors.not_found"
handler500 = "groundwave.web.views.errors.broken"
