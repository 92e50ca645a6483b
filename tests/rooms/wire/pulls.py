"""What tests of sources share: a source, and a pull of it now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from groundwave.newsroom import api as newsroom
from groundwave.wire import api as wire
from groundwave.wire.models import Source
from tests.cast import NOW

HERE = frozenset({"127.0.0.1"})


def source(kind: str, address: str = "", **more: Any) -> Source:
    found: Source = Source.objects.create(
        **{"name": "Partner", "slug": "partner", "kind": kind, "address": address, **more}
    )
    return found


def pull(one: Source, *, at: datetime = NOW, seconds: float = 30) -> wire.Pulled:
    one.refresh_from_db()
    return wire.pull(source=one, at=at, seconds=seconds, private_hosts=HERE)


def verdicts(pulled: wire.Pulled) -> list[str]:
    assert not pulled.error, pulled.error
    return [line.verdict.value for line in pulled.lines]


def shown(at: datetime = NOW) -> set[str]:
    return {story.title for story in newsroom.stories(at=at).stories}


def hours() -> Iterator[datetime]:
    """NOW and each hour after it."""
    at = NOW
    while True:
        yield at
        at += timedelta(hours=1)
