"""The front door of the wire desk: documents come in as stories, pictures follow, withdrawals take effect at once."""

from __future__ import annotations

from groundwave.wire.core.outcome import UnableToRead
from groundwave.wire.importing import import_files
from groundwave.wire.partners import MAX_HINT_BYTES, NoSuchSource, hint, named, sources
from groundwave.wire.photos import fetch_pending_photos
from groundwave.wire.pulling import Pulled, pull, pull_due, read_arrivals
from groundwave.wire.reporting import Line, Verdict
from groundwave.wire.sections import NoSuchSection
from groundwave.wire.tidying import tidy

__all__ = [
    "MAX_HINT_BYTES",
    "Line",
    "NoSuchSection",
    "NoSuchSource",
    "Pulled",
    "UnableToRead",
    "Verdict",
    "fetch_pending_photos",
    "hint",
    "import_files",
    "named",
    "pull",
    "pull_due",
    "read_arrivals",
    "sources",
    "tidy",
]
