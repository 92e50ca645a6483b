"""Addresses for machines, which have no language of their own: feeds, sitemaps, the API."""

from __future__ import annotations

from django.urls import include, path

from groundwave.web.views import health

urlpatterns = [
    path("readyz", health.ready),
    path("", include("groundwave.web.feed_urls")),
    path("api/v1/", include("groundwave.web.api_urls")),
]
