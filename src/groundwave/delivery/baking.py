"""Making a page: the request that nobody sent, what it read, and the files that come of it."""

from __future__ import annotations

import base64
import hashlib
import logging
import time
import traceback
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from groundwave.base import tracking
from groundwave.delivery import store
from groundwave.delivery.files import Page
from groundwave.delivery.index import Making
from groundwave.kit import clock, deps

log = logging.getLogger("groundwave.pages")

# What the connection says, or what the files say themselves.
_NOT_KEPT: Final = frozenset(
    {"content-length", "date", "etag", "last-modified", "set-cookie", "vary", "content-encoding"}
)
_CACHE: Final = "public, max-age=30, stale-while-revalidate=300, stale-if-error=86400"
_MOST_SURROGATE_KEYS: Final = 1_000  # twelve bytes each; CDNs take 16 KB of them at most


@dataclass(frozen=True)
class Baked:
    """What came of making one page. `response` is the answer of this moment, stored or not; None where it broke."""

    response: HttpResponse | None
    stored: bool
    changed: bool


class Raised(Exception):
    """A page raised while it was made; the cause is the exception."""


def bake(key: str) -> Baked:
    """Make the page anew and put it in place of the old one.

    A page that answers neither 200 nor 410 is taken away. One that breaks (an exception, a status of 5xx) leaves what
    is stored as it is, and the failure is written down; so does a disk that refuses.
    """
    index, at = store.index(), clock.now().timestamp()
    began = time.perf_counter()
    try:
        response, record, seen = render(key)
    except Raised as raised:
        index.failed(key, "".join(traceback.format_exception(raised.__cause__))[-4000:], at=at)
        log.error(  # noqa: TRY400 - Django has logged the traceback
            "%s could not be made; readers get the page that was there: %r", key, raised.__cause__
        )
        return Baked(None, stored=False, changed=False)
    if response.status_code >= 500:
        index.failed(key, f"It answered {response.status_code}.", at=at)
        return Baked(response, stored=False, changed=False)
    if not _may_be_stored(response):
        try:
            removed = _take_away(key, record, seen, response.status_code, began)
        except OSError as error:
            index.failed(key, f"The disk refused to take the page away: {error}", at=at)
            log.error("%s could not be taken away (%s).", key, error)  # noqa: TRY400
            return Baked(response, stored=False, changed=False)
        return Baked(response, stored=False, changed=removed)
    page = _page(key, response, record)
    making = Making(
        key=key,
        status=page.status,
        sha256=page.sha256,
        size=len(page.body),
        took_ms=(time.perf_counter() - began) * 1000,
        seen=seen,
        changes_at=record.until.timestamp() if record.until else None,
        made_from=frozenset(record.keys),
        witness=record.rows,
    )
    try:
        with store.files().alone(key):
            if index.seen(key) > seen:  # somebody who began later was faster
                return Baked(response, stored=True, changed=False)
            changed = store.files().write(page)
            index.made(making, at=clock.now().timestamp())
    except OSError as error:
        index.failed(key, f"The disk refused the page: {error}", at=at)
        log.error("%s could not be stored (%s); readers get the page that was there.", key, error)  # noqa: TRY400
        return Baked(response, stored=False, changed=False)
    if changed:
        store.changed(page)
    return Baked(response, stored=True, changed=changed)


def render(key: str) -> tuple[HttpResponse, deps.Record, int]:
    """The answer to an empty request for the page, and what it was made from. Raises Raised."""
    index = store.index()
    memos, seen = _memos_of(index.state("born")), index.applied()
    if memos.version != seen:
        memos.catch_up(seen, index.changed_since(memos.version), at=clock.now())
    with deps.recording(memos=memos, version=seen) as record, tracking.declaring_queries():
        try:
            response = _answer(key)
        except Exception as error:
            raise Raised from error
    return response, record, seen


def _answer(key: str) -> HttpResponse:
    """Through the middleware like any reader's, but with an exception let through instead of the page for 500."""
    request = _request(key)
    response: HttpResponseBase = _handler().get_response(request)
    failure = getattr(request, "page_failure", None)
    if failure is not None:
        raise failure
    if not isinstance(response, HttpResponse):
        raise TypeError(f"{key} answers with a stream, which cannot be stored")
    return response


def note_failure(sender: object, request: HttpRequest | None = None, **_: Any) -> None:
    """Django turns an exception into its page for 500 and signals it: the maker of pages wants the exception."""
    import sys

    if request is not None and getattr(request, "is_for_the_store", False):
        request.page_failure = sys.exc_info()[1]  # type: ignore[attr-defined]


def _request(key: str) -> WSGIRequest:
    """A request with nothing of any reader's in it: no cookie, no language, no address but the station's own."""
    path, _, query = key.partition("?")
    public = urlsplit(settings.URL)
    environment = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path.encode().decode("latin-1"),
        "SCRIPT_NAME": "",
        "QUERY_STRING": query,
        "SERVER_NAME": public.hostname or "localhost",
        "SERVER_PORT": str(public.port or (443 if public.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": public.netloc,
        "HTTP_X_FORWARDED_PROTO": public.scheme,
        "wsgi.url_scheme": public.scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
        "wsgi.version": (1, 0),
    }
    request = WSGIRequest(environment)
    request.is_for_the_store = True  # type: ignore[attr-defined]
    return request


@lru_cache(maxsize=1)
def _memos_of(index: str) -> deps.Memos:
    """Parts kept in memory belong to one index: another one counts its changes anew."""
    return deps.Memos()


@cache
def _handler() -> WSGIHandler:
    return WSGIHandler()


def _may_be_stored(response: HttpResponse) -> bool:
    control = response.headers.get("Cache-Control", "").lower()
    private = any(word in control for word in ("no-store", "private", "no-cache"))
    cookie = response.cookies or "Set-Cookie" in response.headers
    return response.status_code in (200, 410) and not cookie and not private


def _page(key: str, response: HttpResponse, record: deps.Record) -> Page:
    headers = {name.lower(): value for name, value in response.headers.items() if name.lower() not in _NOT_KEPT}
    content_type = headers.pop("content-type", "text/html; charset=utf-8")
    headers.setdefault("cache-control", _CACHE)
    if settings.SURROGATE_KEYS:
        headers["surrogate-key"] = _surrogate_keys(key, record)
    return Page(key, response.status_code, content_type, response.content, sorted(headers.items()))


def _surrogate_keys(key: str, record: deps.Record) -> str:
    """What a CDN may be told to purge: the page itself, and everything that it was made from, in short."""
    return " ".join([surrogate_key(f"page:{key}"), *sorted(map(surrogate_key, record.keys))][:_MOST_SURROGATE_KEYS])


def surrogate_key(key: str) -> str:
    """A key as CDNs are told it: eleven letters, for a page has hundreds and they allow 16 KB."""
    return base64.urlsafe_b64encode(hashlib.blake2b(key.encode(), digest_size=8).digest()).decode().rstrip("=")


def _take_away(key: str, record: deps.Record, seen: int, status: int, began: float) -> bool:
    """No page for readers under this address: none is stored, unless time will make one of it."""
    index = store.index()
    with store.files().alone(key):
        if index.seen(key) > seen:  # somebody who began later found a page
            return False
        removed = store.files().remove(key)
        known = index.page(key)
        if known is None:
            return removed
        if record.until is None:
            index.gone(key, seen=seen)
        else:
            took = (time.perf_counter() - began) * 1000
            until = record.until.timestamp()
            index.made(
                Making(key, status, "", 0, took, seen, until, frozenset(record.keys), {}), at=clock.now().timestamp()
            )
    if removed:
        store.removed(key)
    return removed
