from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower


class Contact(models.Model):
    """One person of the audience, known by an e-mail address that they gave us."""

    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=5, default="en")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="one_contact_an_address")]

    def __str__(self) -> str:
        return self.email
