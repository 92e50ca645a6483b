"""What a reader sees when there is nothing, or something broke."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "web/500.html", status=500)
