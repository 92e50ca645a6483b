"""The log that indexes follow, what editors say about related stories, and which were found."""

from groundwave.discovery.models.change import Change
from groundwave.discovery.models.choice import Choice
from groundwave.discovery.models.neighbors import Neighbors

__all__ = ["Change", "Choice", "Neighbors"]
