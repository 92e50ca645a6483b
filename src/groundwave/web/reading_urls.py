"""Authors, topics, search: pages for readers that are not in the tree."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
