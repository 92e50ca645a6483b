"""Newsletters' nouns, one a file."""

from groundwave.newsletters.models.newsletter import Newsletter
from groundwave.newsletters.models.subscription import Subscription

__all__ = ["Newsletter", "Subscription"]
