"""Root URLs: the admin, and everything public, which `web` answers for."""

from __future__ import annotations

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("", include("groundwave.web.urls")),
]
