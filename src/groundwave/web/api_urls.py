"""The public JSON: services, now and next."""

from __future__ import annotations

from django.urls import path

from groundwave.web.views import api, wire

urlpatterns = [
    path("services", api.services),
    path("services/<str:slug>/now", api.now),
    path("services/<str:slug>/schedule", api.day),
    path("wire/<slug:slug>/<str:key>", wire.hook),
]
