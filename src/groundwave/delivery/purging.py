"""Telling a CDN which pages changed, after they were replaced here, until it has understood."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Final

import httpx
from django.conf import settings

from groundwave.delivery.baking import surrogate_key
from groundwave.delivery.core.cdn import Cdn, cdn_from, purges
from groundwave.delivery.errands import Errands
from groundwave.kit import clock

log = logging.getLogger("groundwave.pages")

KIND: Final = "purge"
_AT_ONCE: Final = 256
_SECONDS: Final = 10.0


class UnableToPurge(Exception):
    """The CDN was reached and did not do it."""


def purger(errands: Errands) -> Callable[[], bool]:
    """A step that purges what waits, at most 256 pages in a request; whether anything was purged."""
    cdn = cdn_from(settings.CDN_URL)

    def step() -> bool:
        waiting = errands.due(KIND, most=_AT_ONCE, at=clock.now().timestamp())
        if not waiting:
            return False
        try:
            _purge(cdn, [one.key for one in waiting])
        except Exception as error:  # whatever a CDN's client raises, the pages are to be purged all the same
            errands.failed(waiting, str(error), at=clock.now().timestamp())
            log.warning("The CDN could not be told of %d pages and is told again: %s", len(waiting), error)
            return False
        errands.done(waiting)
        return True

    return step


def _purge(cdn: Cdn, pages: Sequence[str]) -> None:
    if not cdn.by_key:
        _by_address(cdn, [f"{settings.URL}{page}" for page in pages])
        return
    with httpx.Client(timeout=_SECONDS, trust_env=False) as client:
        for one in purges(cdn, [surrogate_key(f"page:{page}") for page in pages]):
            answer = client.request(one.method, one.url, headers=one.headers)
            if not answer.is_success:
                raise UnableToPurge(f"it answered {answer.status_code} {answer.reason_phrase}")


def _by_address(cdn: Cdn, addresses: Sequence[str]) -> None:
    """Through Wagtail's own back ends. What these CDNs refuse is logged by Wagtail and not tried again."""
    if cdn.kind == "cloudflare":
        from wagtail.contrib.frontend_cache.backends.cloudflare import CloudflareBackend

        CloudflareBackend({"ZONEID": cdn.where, "BEARER_TOKEN": cdn.token}).purge_batch(list(addresses))
    else:
        from wagtail.contrib.frontend_cache.backends.cloudfront import CloudfrontBackend

        CloudfrontBackend({"DISTRIBUTION_ID": cdn.where}).purge_batch(list(addresses))
