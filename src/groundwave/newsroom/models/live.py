from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from groundwave.kit import clock, html

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "blockquote"]


class LiveBlog(models.Model):
    """A story that is told in entries while it happens. It has the rights, the address and the lists of its story."""

    story = models.OneToOneField("newsroom.Story", models.CASCADE, related_name="live_blog")
    began_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    key_points = models.TextField(
        max_length=1000, blank=True, help_text="What a reader must know who comes now. One point a line."
    )

    def __str__(self) -> str:
        return f"Live: {self.story}"

    def announces(self) -> Iterator[str]:
        """Its story's page, which did not ask for it before there was one."""
        yield f"wagtailcore.page:{self.story_id}"

    @property
    def points(self) -> list[str]:
        return [line for line in (one.strip() for one in self.key_points.splitlines()) if line]


class LiveEntry(models.Model):
    """One entry, out at the moment at which it is saved. One that was withdrawn leaves its time and nothing else."""

    blog = models.ForeignKey(LiveBlog, models.CASCADE, related_name="entries")
    guid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    made_at = models.DateTimeField(default=clock.now, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")
    author = models.ForeignKey("newsroom.Author", models.SET_NULL, null=True, blank=True, related_name="+")
    headline = models.CharField(max_length=160, blank=True)
    text = RichTextField(features=TEXT_FEATURES)
    photo = models.ForeignKey("newsroom.Photo", models.SET_NULL, null=True, blank=True, related_name="+")
    is_pinned = models.BooleanField(default=False, editable=False)
    correction = models.TextField(max_length=500, blank=True, help_text=_("What was wrong, and what is right."))
    corrected_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    story = models.ForeignKey(
        "newsroom.Story", models.SET_NULL, null=True, editable=False, related_name="+", help_text="What grew out of it."
    )

    class Meta:
        verbose_name = "live entry"
        verbose_name_plural = "live entries"
        ordering: ClassVar = ["-made_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["blog", "-made_at"], name="live_entry_newest")]

    def __str__(self) -> str:
        return self.headline or f"{self.made_at:%H:%M} {html.plain_text(self.text)[:60]}"

    def clean(self) -> None:
        if not html.plain_text(self.text or "").strip():
            raise ValidationError({"text": _("Write what happened.")})

    @property
    def anchor(self) -> str:
        """Its place on the page; it never changes."""
        return f"e-{self.guid.hex[:12]}"

    @property
    def words(self) -> str:
        """The entry as words, for search; none when it was withdrawn."""
        return "" if self.withdrawn_at else f"{self.headline} {html.plain_text(self.text)}".strip()
