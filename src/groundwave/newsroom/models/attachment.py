from __future__ import annotations

import secrets
from pathlib import Path
from typing import ClassVar

from django.db import models
from wagtail.documents.models import AbstractDocument

DRAWN = r"^documents/[0-9a-f]{16}/"  # what `secret_place` begins with; older files lie at names that can be guessed


def secret_place(attachment: Attachment, name: str) -> str:
    """A folder that nobody can guess, so that no sound is heard before a page offers it; the name stays readable."""
    return f"documents/{secrets.token_hex(8)}/{Path(name).name[-70:]}"


class Attachment(AbstractDocument):
    """A file to play or download, with whose it is and a description for those who cannot open it."""

    file = models.FileField(upload_to=secret_place)
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

    def put_away(self) -> bool:
        """Move the file to where nobody knows it, so that the address that readers had answers 404.

        Whether it moved; a file that is lost already does not. Pages that show it are made anew with its new address.
        """
        before, storage = str(self.file.name), self.file.storage
        try:
            with self.file.open("rb") as data:
                after = storage.save(secret_place(self, before), data)
        except FileNotFoundError:
            return False
        self.file.name = after
        self.save(update_fields=["file"])
        storage.delete(before)
        return True
