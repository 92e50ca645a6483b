"""What the fronts counted becomes rows: an episode, a day, a number, and which front counted it."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from groundwave.air.models import Downloads, Episode
from groundwave.kit.home import Home

_MOST_BYTES: Final = 4 << 20
_MOST_FILES: Final = 1_000
_OVER: Final = timedelta(days=2)  # a front counts today and yesterday
_NAME: Final = re.compile(r"[\w-]{1,60}")

log = logging.getLogger(__name__)


def take_in(*, at: datetime) -> int:
    """Read what the fronts of this machine wrote; how many rows that touched. Doing it twice changes nothing, since
    each front says its own number of a day anew and not what was added to it.
    """
    rows = 0
    folder = Home(Path(settings.HOME)).run / "downloads"
    for path in sorted(folder.glob("*.json"))[:_MOST_FILES]:
        try:
            counts = list(_counts(path))
            known = set(Episode.objects.filter(pk__in={pk for pk, _, _ in counts}).values_list("pk", flat=True))
            made = [
                Downloads(episode_id=pk, day=day, counted_by=path.stem[:60], count=count)
                for pk, day, count in counts
                if pk in known
            ]
            Downloads.objects.bulk_create(
                made, update_conflicts=True, unique_fields=["episode", "day", "counted_by"], update_fields=["count"]
            )
            rows += len(made)
            if path.stat().st_mtime < (at - _OVER).timestamp():
                path.unlink()
        except (OSError, ValueError, TypeError, AttributeError) as error:
            log.warning("the downloads in %s cannot be read: %s", path, error)
    return rows


def _counts(path: Path) -> Iterator[tuple[int, date, int]]:
    if not _NAME.fullmatch(path.stem):
        raise ValueError("its name is no front's")
    with path.open("rb") as file:
        said: dict[str, Any] = json.loads(file.read(_MOST_BYTES))
    for day, episodes in said["days"].items():
        for episode, count in episodes.items():
            if 0 < int(count) < 2**31:
                yield int(episode), date.fromisoformat(day), int(count)
