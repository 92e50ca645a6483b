from __future__ import annotations

from django.db import models


class Lease(models.Model):
    """Who does something that only one machine may do, and until when; by the clock of the database."""

    id: int
    name = models.CharField(max_length=250, unique=True)
    holder = models.CharField(max_length=200)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.holder} until {self.until:%Y-%m-%d %H:%M:%S} UTC"
