from __future__ import annotations

from typing import ClassVar

from django.db import models


class Move(models.Model):
    """An old site whose stories, pages, files and addresses come over."""

    system = models.CharField(max_length=20)
    url = models.CharField("its front page", max_length=500)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["system", "url"], name="one_move_a_site")]

    def __str__(self) -> str:
        return f"{self.system} {self.url}"


class Moved(models.Model):
    """One thing of an old site: what it became here, or why it did not come over.

    `revision` is the version that the move made: a page with a later one has been edited here and is left alone.
    """

    class Kind(models.TextChoices):
        ITEM = "item", "Story or page"
        FILE = "file", "File"
        CONTENT = "content", "Bytes of a file"
        AUTHOR = "author", "Author"
        ADDRESS = "address", "Address that cannot be answered"

    move = models.ForeignKey(Move, models.CASCADE, related_name="moved")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    source_id = models.CharField(max_length=500)
    sha256 = models.CharField(max_length=64, blank=True)
    title = models.CharField(max_length=300, blank=True)
    page = models.ForeignKey("wagtailcore.Page", models.SET_NULL, null=True, related_name="+")
    photo = models.ForeignKey("newsroom.Photo", models.SET_NULL, null=True, related_name="+")
    file = models.ForeignKey("newsroom.Attachment", models.SET_NULL, null=True, related_name="+")
    author = models.ForeignKey("newsroom.Author", models.SET_NULL, null=True, related_name="+")
    revision = models.BigIntegerField(null=True)
    came = models.BooleanField(default=True)
    waits_for_files = models.BooleanField(default=False, help_text="It came without its pictures.")
    words = models.TextField(blank=True, help_text="Why it did not come over, or what of it did not.")
    urls = models.TextField(blank=True, help_text="Old addresses that lead nowhere now, one a line.")
    comments = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["move", "kind", "source_id"], name="one_row_a_moved_thing")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source_id}"


class OldAddress(models.Model):
    """Where a reader of the old site is sent. `name` is as `core.old_address` writes it and `key` its digest."""

    key = models.CharField(max_length=64, primary_key=True)
    name = models.TextField()
    move = models.ForeignKey(Move, models.CASCADE, related_name="addresses")
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, null=True, related_name="+")
    photo = models.ForeignKey("newsroom.Photo", models.CASCADE, null=True, related_name="+")
    file = models.ForeignKey("newsroom.Attachment", models.CASCADE, null=True, related_name="+")
    target = models.CharField(max_length=1000, blank=True, help_text="A path of ours, where it is none of these.")

    class Meta:
        verbose_name_plural = "old addresses"

    def __str__(self) -> str:
        return self.name
