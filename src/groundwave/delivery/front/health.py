"""How old the newest segment of each service is, told from the files themselves."""

from __future__ import annotations

import time
from pathlib import Path


def services_on(live: Path) -> list[str]:
    """The slugs of the services that have a live folder with a playlist."""
    try:
        return sorted(folder.name for folder in live.iterdir() if (folder / "live.m3u8").is_file())
    except OSError:
        return []


def newest_segment_age(service: Path, *, now: float) -> float | None:
    """Seconds since the newest segment of any rendition was written; None when there is none. `now` is Unix time."""
    written = [at for folder in renditions(service) if (at := _newest_written(folder / "seg")) is not None]
    return now - max(written) if written else None


def renditions(service: Path) -> list[Path]:
    """The folders of a service's renditions, lowest first."""
    try:
        found = [folder for folder in service.iterdir() if folder.name.isascii() and folder.name.isdigit()]
    except OSError:
        return []
    return sorted(found, key=lambda folder: int(folder.name))


def _newest_written(segments: Path) -> float | None:
    try:
        newest_hour = max(folder for folder in segments.iterdir() if folder.name.isdigit())
        newest = max((file for file in newest_hour.glob("*.m4s")), key=lambda file: int(file.stem))
        return newest.stat().st_mtime
    except (OSError, ValueError):
        return None


def report(live: Path) -> dict[str, object]:
    """The body of /healthz."""
    now = time.time()
    ages = {slug: newest_segment_age(live / slug, now=now) for slug in services_on(live)}
    return {
        "front": "up",
        "services": {
            slug: {"newest_segment_age_seconds": None if age is None else round(age, 2)} for slug, age in ages.items()
        },
    }
