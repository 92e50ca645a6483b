"""Public pages, in every language; what is not named here is a page of the tree."""

from __future__ import annotations

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.urls import serve_pattern

from groundwave.web.views import tree

urlpatterns = [
    path("", include("groundwave.web.reading_urls")),
    path("", include("groundwave.web.listening_urls")),
    re_path(serve_pattern, tree.serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
]
