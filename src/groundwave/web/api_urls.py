"""The public JSON: services, now and next."""

from __future__ import annotations

from django.urls import path

from groundwave.web.views import api, tracks, wire

urlpatterns = [
    path("services", api.services),
    path("services/<str:slug>/now", api.now),
    path("services/<str:slug>/schedule", api.day),
    path("services/<str:slug>/tracks", tracks.day),
    path("services/<str:slug>/now-playing", tracks.now_playing),
    path("composer/<str:slug>/now", tracks.composer_now),
    path("composer/<str:slug>/day", tracks.composer_day),
    path("wire/<slug:slug>/<str:key>", wire.hook),
]
