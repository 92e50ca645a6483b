"""Membership's nouns."""

from groundwave.membership.models.appeal import Appeal

__all__ = ["Appeal"]
