"""What the front is told of each published episode: a small file, so that its sound goes out without the website.

`GROUNDWAVE_HOME/episodes/{program}/{name}.json` (docs/contracts/episode-files.md). The front looks at the clock itself,
so an episode whose time is over is gone at that very second, whether or not anything of Django runs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from groundwave.air.core.chapters import as_json
from groundwave.air.core.rights import Verdict
from groundwave.air.models import Episode
from groundwave.kit.files import write_atomically
from groundwave.kit.home import Home

VERSION = 1


def write_one(episode_id: int, *, at: datetime) -> None:
    """Tell the front of this machine of one episode, or that it is to forget it."""
    episode = _published().filter(pk=episode_id).first()
    if episode is not None:
        _write(_path(episode), _text(episode, at))


def write_all(*, at: datetime) -> int:
    """Make this machine's tickets what the database says; how many files changed."""
    wanted = {_path(episode): _text(episode, at) for episode in _published().iterator(500)}
    changed = sum(_write(path, text) for path, text in wanted.items())
    for path in _kept():
        if path not in wanted:
            path.unlink(missing_ok=True)
            changed += 1
    return changed


def _published() -> Any:
    found = Episode.objects.exclude(published_at=None).select_related("program")
    return found.only(
        *("program__slug", "on", "number", "sound", "sound_bytes", "mp3", "mp3_bytes", "seconds", "transcript"),
        *("chapters", "is_on_demand", "published_at", "available_until", "taken_back_at"),
    )


def _folder() -> Path:
    return Home(Path(settings.HOME)).episodes


def _kept() -> Iterator[Path]:
    folder = _folder()
    return folder.glob("*/*.json") if folder.is_dir() else iter(())


def _path(episode: Episode) -> Path:
    return _folder() / episode.program.slug / f"{episode.name}.json"


def _text(episode: Episode, at: datetime) -> str:
    said: dict[str, Any] = {"version": VERSION, "episode": episode.pk}
    verdict = episode.verdict(at=at)
    if verdict in (Verdict.TAKEN_BACK, Verdict.OVER):
        return json.dumps(said | {"gone": True})
    if verdict is Verdict.NO_RIGHTS:
        return json.dumps(said | {"never": True})
    said["from"] = _utc(episode.published_at)
    said["until"] = _utc(episode.available_until)
    said["files"] = {}
    for ending, file, size in (("m4a", episode.sound, episode.sound_bytes), ("mp3", episode.mp3, episode.mp3_bytes)):
        if file:
            minute = round(size / episode.seconds * 60) if episode.seconds > 60 else size
            said["files"][ending] = {"name": file.name, "minute": minute}
    if episode.transcript:
        said["files"][episode.transcript_ending] = {"name": episode.transcript.name}
    if episode.chapters:
        said["chapters"] = as_json(episode.listed_chapters)
    return json.dumps(said, ensure_ascii=False)


def _utc(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at else None


def _write(path: Path, text: str) -> int:
    data = text.encode()
    try:
        if path.read_bytes() == data:
            return 0
    except OSError:
        path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, data)
    return 1
