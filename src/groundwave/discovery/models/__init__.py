"""The log that indexes follow, and what editors say about related stories."""

from groundwave.discovery.models.change import Change
from groundwave.discovery.models.choice import Choice

__all__ = ["Change", "Choice"]
