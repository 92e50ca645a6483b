"""What the engineer sets for each service, and what the producer has of it afterwards."""

from groundwave.air.models.alarm import AlarmPlan, Notice, Outage, Recipient
from groundwave.air.models.chain import Chain, Source
from groundwave.air.models.episode import Episode, EpisodeEvent, EpisodeQuerySet, Take
from groundwave.air.models.evidence import AsRunEvent, Spool
from groundwave.air.models.hold import Hold
from groundwave.air.models.legal_id import LegalId
from groundwave.air.models.mount import Mount
from groundwave.air.models.podcast import Downloads, Podcast
from groundwave.air.models.recording import Mark, Mp3Work, Recording
from groundwave.air.models.track import Track, TrackFeed, TrackToken

__all__ = [
    "AlarmPlan",
    "AsRunEvent",
    "Chain",
    "Downloads",
    "Episode",
    "EpisodeEvent",
    "EpisodeQuerySet",
    "Hold",
    "LegalId",
    "Mark",
    "Mount",
    "Mp3Work",
    "Notice",
    "Outage",
    "Podcast",
    "Recipient",
    "Recording",
    "Source",
    "Spool",
    "Take",
    "Track",
    "TrackFeed",
    "TrackToken",
]
