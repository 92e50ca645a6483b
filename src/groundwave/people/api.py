"""The front door of people."""

from __future__ import annotations

from groundwave.people.models import Contact, Staff

__all__ = ["Contact", "Staff", "contact_for", "has_admin"]


def contact_for(*, email: str, language: str) -> Contact:
    """The contact of this address, made when it is new. Addresses that differ in case are one person."""
    known = Contact.objects.filter(email__iexact=email).first()
    return known or Contact.objects.create(email=email, language=language)


def has_admin() -> bool:
    """Whether anyone can log in and change everything."""
    return Staff.objects.filter(is_superuser=True, is_active=True).exists()
