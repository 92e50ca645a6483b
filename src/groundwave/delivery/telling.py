"""Whom else a changed page is told to: a bucket, a CDN. Written down by whoever bakes, run by the worker alone."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from groundwave.delivery import store
from groundwave.delivery.core import address
from groundwave.delivery.core.cdn import UnknownCdn, cdn_from
from groundwave.delivery.errands import Errand, Errands
from groundwave.delivery.files import Page
from groundwave.kit import clock

log = logging.getLogger("groundwave.pages")

Step = Callable[[], bool]
_SEEN: Final = "seen at"
_MARGIN_SECONDS: Final = 120.0  # a page may have been replaced, and its errand lost with the power, within this


def listen() -> None:
    """Hear of every page that is replaced in this process, where anybody is to be told. Raises ImproperlyConfigured."""
    if settings.CDN_URL:
        try:
            cdn_from(settings.CDN_URL)
        except UnknownCdn as error:
            raise ImproperlyConfigured(str(error)) from error
    if settings.CDN_URL or "pages" in settings.STORAGES:
        store.when_replaced(note)


def note(key: str, _: Page | None) -> None:
    """Write the errand down. A disk that refuses is logged: the page itself is there."""
    try:
        errands().add([_first()], [key])
    except (OSError, sqlite3.Error) as error:
        log.error("%s changed, and nobody can be told: %s", key, error)  # noqa: TRY400


def messengers() -> dict[str, Callable[[], Step]]:
    """By name, what begins each that there is; a step runs what waits and says whether there was anything."""
    found: dict[str, Callable[[], Step]] = {}
    if "pages" in settings.STORAGES:
        found["mirror of pages"] = _mirror
    if settings.CDN_URL:
        found["messenger to the CDN"] = _purger
    return found


def errands() -> Errands:
    return Errands(Path(settings.PAGE_STORE) / "errands.sqlite3")


def _first() -> str:
    """The bucket comes before the CDN, which may fetch from it the moment it is told."""
    return "mirror" if "pages" in settings.STORAGES else "purge"


def _mirror() -> Step:
    from groundwave.delivery.mirroring import mirror

    queue = errands()
    _catch_up(queue)

    def then(copied: list[Errand]) -> None:
        if settings.CDN_URL and copied:
            queue.add(["purge"], [one.key for one in copied])

    return _remembering(mirror(queue, then=then), queue)


def _purger() -> Step:
    from groundwave.delivery.purging import purger

    queue = errands()
    if _first() != "purge":
        return purger(queue)
    _catch_up(queue)
    return _remembering(purger(queue), queue)


def _catch_up(queue: Errands) -> None:
    """Tell again of every page that was replaced about when the last messenger ended: a crash may have lost some."""
    seen = queue.state(_SEEN)
    since = float(seen) - _MARGIN_SECONDS if seen else clock.now().timestamp()
    tree = store.files().tree
    young = [key for key in store.files().pages() if _changed_at(tree, key) >= since]
    queue.add([_first()], young)


def _changed_at(tree: Path, key: str) -> float:
    head = tree / f"{address.stem(key)}.head"
    try:
        return head.stat().st_mtime
    except OSError:
        return 0.0


def _remembering(step: Step, queue: Errands) -> Step:
    """Note from time to time that everything older has been told or waits in the queue."""
    last = 0.0

    def remembering() -> bool:
        nonlocal last
        now = clock.now().timestamp()
        if abs(now - last) > _MARGIN_SECONDS / 4:
            last = now
            queue.remember(_SEEN, repr(now))
        return step()

    return remembering
