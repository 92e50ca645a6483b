"""The front door of discovery: search, related stories, and keeping the index."""

from __future__ import annotations

from groundwave.discovery.core.passage import Passage, Piece
from groundwave.discovery.finding import Hit, Results, search
from groundwave.discovery.keeping import reindex, update
from groundwave.discovery.kinship import related

__all__ = ["Hit", "Passage", "Piece", "Results", "reindex", "related", "search", "update"]
