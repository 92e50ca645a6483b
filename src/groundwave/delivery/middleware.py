"""A reader's request that met no stored page: the page is made, stored and given."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import iri_to_uri

from groundwave.delivery import baking, store
from groundwave.delivery.core import address

log = logging.getLogger("groundwave.pages")

_FIRST: Final = "public, max-age=5"

Handler = Callable[[HttpRequest], HttpResponse]


def page_store(get_response: Handler) -> Handler:
    """Outermost: below it a page knows nothing of who asked for it."""

    def handle(request: HttpRequest) -> HttpResponse:
        if not _may_be_answered_by_a_page(request):
            return get_response(request)
        request.get_host()  # raises DisallowedHost, which becomes 400, before anything is made
        match address.meaning(request.path_info, request.META.get("QUERY_STRING", "")):
            case address.Page(key):
                return _page(request, key, get_response)
            case address.Clean(url):
                return _sent_to(url)
            case _:
                return _without_slash(request) or get_response(request)

    return handle


def _may_be_answered_by_a_page(request: HttpRequest) -> bool:
    """Editors and previews, who carry a cookie, neither read nor write the store."""
    return (
        store.is_kept()
        and request.method in ("GET", "HEAD")
        and not getattr(request, "is_for_the_store", False)
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "HTTP_AUTHORIZATION" not in request.META
    )


def _without_slash(request: HttpRequest) -> HttpResponse | None:
    """A page's address with a slash too many: Wagtail would make the page for it, anew for each reader."""
    if not request.path_info.endswith("/") or request.path_info == "/":
        return None
    match address.meaning(request.path_info.rstrip("/"), request.META.get("QUERY_STRING", "")):
        case address.Page(key):
            return _sent_to(iri_to_uri(key))
        case address.Clean(url):
            return _sent_to(url)
        case _:
            return None


def _sent_to(url: str) -> HttpResponse:
    return HttpResponse(status=302, headers={"Location": url, "Cache-Control": "no-store"})


def _page(request: HttpRequest, key: str, get_response: Handler) -> HttpResponse:
    try:
        with store.mending():
            baked = baking.bake(key)
    except (OSError, sqlite3.Error) as error:
        log.error("The page store cannot be used (%s); %s is made for this reader alone.", error, key)  # noqa: TRY400
        return get_response(request)
    if baked.response is None:
        return get_response(request)
    # The first answer names no keys to purge it by, and a path without a page may have one soon.
    if baked.stored or baked.response.status_code == 404:
        baked.response.headers.setdefault("Cache-Control", _FIRST)
    return baked.response
