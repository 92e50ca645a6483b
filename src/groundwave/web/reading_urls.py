"""Authors, topics, search: pages for readers that are not in the tree."""

from __future__ import annotations

from django.urls import path

from groundwave.web.views import outside, reading

urlpatterns = [
    path("authors/<slug:slug>", reading.author),
    path("topics/<slug:slug>", reading.topic),
    path("series/<slug:slug>", reading.series),
    path("search", reading.search),
    path("preview/<str:key>", outside.preview),
    path("corrections", reading.corrections),
]
