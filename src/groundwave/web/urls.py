"""Public pages, in every language; what is not named here is a page of the tree."""

from __future__ import annotations

from django.urls import include, path
from wagtail import urls as wagtail_urls

urlpatterns = [
    path("", include("groundwave.web.reading_urls")),
    path("", include("groundwave.web.listening_urls")),
    path("", include(wagtail_urls)),
]
