"""What the worker does all the time: makes the pages of what changed, and feeds the search, in parts of a second."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from groundwave.kit.home import Home

from .prepare import fingerprint
from .steady import Every, Steady, Step

_PACKAGE: Final = Path(__file__).resolve().parent.parent
_MADE_WITH: Final = frozenset({".py", ".html", ".xml", ".mo", ".css", ".js", ".svg"})
_PAUSE_SECONDS: Final = 0.05  # a look at the log costs a fifth of a millisecond
_FEED_SECONDS: Final = 0.2
_YIELDS_SECONDS: Final = 0.4
_TELL_SECONDS: Final = 0.2
_AT_A_TIME: Final = 2  # then the log is looked at again: what was just published does not wait for what can wait


def threads(home: Home) -> tuple[Steady, Steady]:
    """The baker, and the feeder of the search, which leaves the processor to the baker for a moment after a change."""
    quiet = threading.Event()
    return _baker(home, quiet), _feeder(quiet)


def _baker(home: Home, quiet: threading.Event) -> Steady:
    """Follows the log of changes. A database that is away is waited for; readers have their pages meanwhile."""

    def begin(stopping: threading.Event) -> Step:
        from groundwave.delivery import api as delivery
        from groundwave.kit import clock
        from groundwave.web import addresses

        delivery.start(release=release(home), every=lambda: addresses.every(at=clock.now()))
        follower = delivery.Follower()
        # While nothing else is to do one page at a time is made again and compared: a fiftieth of a core at most.
        due, tidy, verify = Every(0.25), Every(60), Every(1)

        def step() -> float:
            if follower.follow():
                quiet.clear()
            if due:
                delivery.come_due()
            if tidy:
                delivery.tidy()
            if delivery.bake_stale(most=_AT_A_TIME, stopped=stopping.is_set):
                return 0
            quiet.set()
            if verify:
                delivery.verify_some(most=1)
            return _PAUSE_SECONDS

        return step

    return Steady("baker", begin)


def _feeder(quiet: threading.Event) -> Steady:
    """Keeps the index of search in step; a new story is found within a second."""

    def begin(stopping: threading.Event) -> Step:
        from groundwave.discovery import api as discovery

        def step() -> float:
            quiet.wait(_YIELDS_SECONDS)
            return 0 if discovery.feed() else _FEED_SECONDS

        return step

    return Steady("feeder of the search", begin)


def messengers() -> list[Steady]:
    """Tell a bucket and a CDN what was baked, where there are such; never in the way of the baker."""
    from groundwave.delivery import api as delivery

    def thread(name: str, begin: Callable[[], Callable[[], bool]]) -> Steady:
        def begun(stopping: threading.Event) -> Step:
            step = begin()
            return lambda: 0 if step() else _TELL_SECONDS

        return Steady(name, begun)

    return [thread(name, begin) for name, begin in delivery.messengers().items()]


def release(home: Home) -> str:
    """A digest over everything that pages are made with beside the database: code, templates, words, the address."""
    from django.conf import settings

    parts = [fingerprint(), settings.URL, settings.CDN_URL.partition(":")[0]]
    for file in sorted(_PACKAGE.rglob("*")):
        if file.suffix in _MADE_WITH:
            found = file.stat()
            parts.append(f"{file.relative_to(_PACKAGE)} {found.st_size} {found.st_mtime_ns}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
