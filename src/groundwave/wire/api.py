"""The front door of the wire desk: documents come in as stories, pictures follow, withdrawals take effect at once."""

from __future__ import annotations

from groundwave.wire.core.outcome import UnableToRead
from groundwave.wire.giving.sending import UnableToSend, send, send_due, take_back
from groundwave.wire.importing import import_files
from groundwave.wire.models import Newscast
from groundwave.wire.moving.doing import Survey, Wishes, bring, cds, feed, ghost, report, survey, wordpress
from groundwave.wire.moving.export import UnableToExport, export
from groundwave.wire.moving.own_folder import folder
from groundwave.wire.moving.places import mapping_from
from groundwave.wire.moving.restoring import Restored, restore
from groundwave.wire.moving.rows import Kind, Named
from groundwave.wire.newscasts import newest_newscast
from groundwave.wire.partners import MAX_HINT_BYTES, NoSuchSource, hint, named, sources
from groundwave.wire.photos import fetch_pending_photos
from groundwave.wire.pulling import Pulled, pull, pull_due, read_arrivals
from groundwave.wire.reporting import Line, Verdict
from groundwave.wire.ruling import publish_due
from groundwave.wire.sections import NoSuchSection
from groundwave.wire.tidying import tidy

__all__ = [
    "MAX_HINT_BYTES",
    "Kind",
    "Line",
    "Named",
    "Newscast",
    "NoSuchSection",
    "NoSuchSource",
    "Pulled",
    "Restored",
    "Survey",
    "UnableToExport",
    "UnableToRead",
    "UnableToSend",
    "Verdict",
    "Wishes",
    "bring",
    "cds",
    "export",
    "feed",
    "fetch_pending_photos",
    "folder",
    "ghost",
    "hint",
    "import_files",
    "mapping_from",
    "named",
    "newest_newscast",
    "publish_due",
    "pull",
    "pull_due",
    "read_arrivals",
    "report",
    "restore",
    "send",
    "send_due",
    "sources",
    "survey",
    "take_back",
    "tidy",
    "wordpress",
]
