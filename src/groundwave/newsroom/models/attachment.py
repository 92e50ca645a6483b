from __future__ import annotations

from typing import ClassVar

from django.db import models
from wagtail.documents.models import AbstractDocument


class Attachment(AbstractDocument):
    """A file to play or download, with whose it is and a description for those who cannot open it."""

    credit = models.CharField(max_length=200, blank=True)
    rights = models.CharField(max_length=300, blank=True, help_text="For editors; never printed.")
    description = models.TextField(blank=True, help_text="What is in it, in words.")
    transcript = models.TextField(blank=True, help_text="Audio: what is said.")

    admin_form_fields = (
        "title",
        "file",
        "credit",
        "description",
        "transcript",
        "rights",
        "collection",
        "tags",
    )

    class Meta(AbstractDocument.Meta):
        permissions: ClassVar = [("choose_attachment", "Can choose attachment")]
