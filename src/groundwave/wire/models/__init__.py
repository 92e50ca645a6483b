"""What the partner desk keeps."""

from groundwave.wire.models.cds import Hint, LinkedDocument
from groundwave.wire.models.cds_out import CdsAct, CdsOutlet, CdsStory
from groundwave.wire.models.delivery import Act, Asset, Delivery, PendingPhoto
from groundwave.wire.models.document import Document, Version
from groundwave.wire.models.moving import Move, Moved, OldAddress
from groundwave.wire.models.newscast import Newscast
from groundwave.wire.models.rule import DeskRule, DeskRuleClause
from groundwave.wire.models.source import Source

__all__ = [
    "Act",
    "Asset",
    "CdsAct",
    "CdsOutlet",
    "CdsStory",
    "Delivery",
    "DeskRule",
    "DeskRuleClause",
    "Document",
    "Hint",
    "LinkedDocument",
    "Move",
    "Moved",
    "Newscast",
    "OldAddress",
    "PendingPhoto",
    "Source",
    "Version",
]
