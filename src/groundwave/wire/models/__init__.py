"""What the partner desk keeps."""

from groundwave.wire.models.delivery import Delivery, PendingPhoto

__all__ = ["Delivery", "PendingPhoto"]
