"""The index: what search and related stories read."""

from groundwave.discovery.models.entry import Entry
from groundwave.discovery.models.posting import Posting, Term

__all__ = ["Entry", "Posting", "Term"]
