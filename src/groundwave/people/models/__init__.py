"""Staff and the audience."""

from groundwave.people.models.contact import Contact
from groundwave.people.models.staff import Staff

__all__ = ["Contact", "Staff"]
