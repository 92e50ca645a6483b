"""The website's addresses and one more, `/unruly/…`, whose pages do as the test says."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import path

from groundwave.config.urls import urlpatterns as _ours

deeds: dict[str, Callable[[], HttpResponse]] = {}


def unruly(request: HttpRequest, name: str) -> HttpResponse:
    return deeds[name]()


urlpatterns = [path("unruly/<slug:name>", unruly), *_ours]
