"""What the engineer sets for each service."""

from groundwave.air.models.chain import Chain, Source

__all__ = ["Chain", "Source"]
