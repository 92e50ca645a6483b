"""What a reader sees when there is nothing, or something broke."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from groundwave.web import plain
from groundwave.web.rendition import show


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return show(request, "web/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Stands alone: the database or a template may be what broke."""
    return HttpResponse(render_to_string("web/500.html", {"style": plain.element()}), status=500)
