"""Listening, the schedule, the stations, newsletters and support."""

from __future__ import annotations

from django.urls import path, re_path

from groundwave.web.views import episodes, listening, newsletters, schedule, stations, support

urlpatterns = [
    path("listen", listening.listen),
    path("schedule", schedule.every_schedule),
    path("schedule/<slug:slug>", schedule.one_day),
    path("schedule/<slug:slug>/week", schedule.one_week),
    path("programs", schedule.every_program),
    path("programs/<slug:slug>", schedule.one_program),
    re_path(r"^programs/(?P<slug>[-\w]+)/(?P<name>\d{4}-\d{2}-\d{2}(?:-[1-9]\d?)?)$", episodes.one_episode),
    path("stations", stations.every_station),
    path("stations/<slug:call_sign>", stations.one_station),
    path("public-files", stations.every_public_file),
    path("public-files/<slug:call_sign>", stations.one_public_file),
    path("newsletters", newsletters.every_newsletter),
    path("newsletters/confirm/<str:token>", newsletters.confirm),
    path("newsletters/unsubscribe/<str:token>", newsletters.leave),
    path("newsletters/<slug:slug>", newsletters.one_newsletter),
    path("support", support.support),
]
