"""One page in both its forms, with styles and player or as its text-only twin, in every language of the site."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class InLanguage(NamedTuple):
    """The same page in another language, with the two names that templates ask translations for."""

    language: str
    url: str


class Everywhere:
    """Stands in for a page of the tree at addresses that exist in every language: `/listen` and `/es/listen`."""

    def __init__(self, request: HttpRequest) -> None:
        codes = [code for code, _ in settings.LANGUAGES]
        first, _, rest = request.path_info.lstrip("/").partition("/")
        plain = f"/{rest}" if first in codes and first != settings.LANGUAGE_CODE else request.path_info
        query = request.META.get("QUERY_STRING", "")
        tail = f"{plain}?{query}" if query else plain
        self._places = [
            InLanguage(code, tail if code == settings.LANGUAGE_CODE else f"/{code}{tail}") for code in codes
        ]

    def translations_shown(self) -> list[InLanguage]:
        return self._places


class InOneLanguage:
    """Stands in for a page of the tree that is there in one language alone."""

    def translations_shown(self) -> list[InLanguage]:
        return []


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Render `<template>` for the page, `<name>.text.html` for its twin."""
    if getattr(request, "rendition", "html") == "text":
        template = template.removesuffix(".html") + ".text.html"
    return render(request, template, {"page": Everywhere(request), **(context or {})}, status=status)
