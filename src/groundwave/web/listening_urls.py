"""Listening, the schedule, the stations, newsletters and support."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
