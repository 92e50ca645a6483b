"""The words that an episode's file carries: tags, cover, chapters; and what is missing in it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from groundwave.air import covers
from groundwave.air.engine import cut as cutter
from groundwave.air.models import Episode
from groundwave.stations import api as stations


def write(path: Path, episode: Episode, found: cutter.Cut, entry: bytes, *, at: datetime) -> None:
    """The episode's .m4a, with its words. Raises OSError."""
    cutter.write(
        path, found, entry, tags=tags_of(episode, at=at), chapters=chapters_of(episode), made_at=at.timestamp()
    )


def holes_of(found: cutter.Cut) -> list[list[float]]:
    return [[round((hole.begin - found.begin) / 48_000, 3), round(hole.seconds, 3)] for hole in found.holes]


def chapters_of(episode: Episode) -> list[cutter.Chapter]:
    return [cutter.Chapter(one.at, one.title) for one in episode.listed_chapters]


def tags_of(episode: Episode, *, at: datetime) -> cutter.Tags:
    licensee = stations.licensee()
    owner = licensee.copyright_owner if licensee else ""
    return cutter.Tags(
        title=episode.title,
        artist=episode.hosts or (licensee.brand_name if licensee else ""),
        album=episode.program.title,
        day=f"{episode.on:%Y-%m-%d}",
        comment=" ".join(episode.summary.split())[:250],
        copyright=f"© {episode.on:%Y} {owner}" if owner else "",
        cover=covers.content(episode.program.tile, at=at),
    )
