"""What the engineer sets for each service, and what the producer has of it afterwards."""

from groundwave.air.models.chain import Chain, Source
from groundwave.air.models.episode import Episode, EpisodeEvent, EpisodeQuerySet, Take
from groundwave.air.models.evidence import AsRunEvent, Spool
from groundwave.air.models.podcast import Downloads, Podcast
from groundwave.air.models.recording import Mark, Mp3Work, Recording

__all__ = [
    "AsRunEvent",
    "Chain",
    "Downloads",
    "Episode",
    "EpisodeEvent",
    "EpisodeQuerySet",
    "Mark",
    "Mp3Work",
    "Podcast",
    "Recording",
    "Source",
    "Spool",
    "Take",
]
