from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class Staff(AbstractUser):
    """Someone who may log in. What a reader sees of a reporter is `newsroom.Author`, which may outlive the account."""

    job_title = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)

    class Meta(AbstractUser.Meta):
        verbose_name = "staff account"
        verbose_name_plural = "staff accounts"

    def __str__(self) -> str:
        return self.get_full_name() or self.username
