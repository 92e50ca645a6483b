"""The public JSON: services, now and next."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
