from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models


class Mount(models.Model):
    """A name to which a studio encoder sends straight to the station, and the hash of its password."""

    name = models.CharField(
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9._-]*\Z", "Small letters, digits, dots and hyphens.")],
    )
    password = models.CharField("hash of the password", max_length=200, editable=False)
    given_at = models.DateTimeField("password given")

    def __str__(self) -> str:
        return f"/{self.name}"
