"""Readers who come by an address of the old site are sent on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.encoding import iri_to_uri

from groundwave.kit import clock
from groundwave.wire.core.old_address import PARAMETERS
from groundwave.wire.moving.addresses import leads_to

Handler = Callable[[HttpRequest], HttpResponse]

# An hour: where it leads may be withdrawn or moved, and a browser asks nobody about a 301 that it keeps.
_KEPT: Final = "public, max-age=3600"


def old_addresses(get_response: Handler) -> Handler:
    """Around everything: only what nobody else has an answer to, or a mere correction of, is looked up.

    `/2019/05/a-story/` would first be sent to `/2019/05/a-story`; a reader of the old site is sent to the story.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        response = _asked_by_number(request) or get_response(request)
        if request.method not in ("GET", "HEAD") or not _is_unanswered(request, response):
            return response
        target = leads_to(request.get_full_path(), at=clock.now())
        if target is None or target == request.path_info:
            return response
        return _sent(target)

    return handle


def _asked_by_number(request: HttpRequest) -> HttpResponse | None:
    """`/?p=12` is the front page to everybody but WordPress."""
    if request.path_info not in ("/", "/index.php") or not request.GET.keys() & set(PARAMETERS):
        return None
    target = leads_to(request.get_full_path(), at=clock.now())
    return _sent(target) if target else None


def _is_unanswered(request: HttpRequest, response: HttpResponse) -> bool:
    if response.status_code == 404:
        return True
    return (
        response.status_code == 302 and request.path_info.endswith("/") and response.get("Cache-Control") == "no-store"
    )


def _sent(target: str) -> HttpResponse:
    return HttpResponsePermanentRedirect(iri_to_uri(target), headers={"Cache-Control": _KEPT})
