from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.conf import settings
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField


class Author(models.Model):
    """A name that stands over stories, with a page of its own. It stays when the account is gone."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=120, blank=True, help_text="For example Statehouse reporter.")
    beat = models.CharField(
        "what they cover", max_length=160, blank=True, help_text="For example the harbor, courts and county budgets."
    )
    languages = models.CharField(max_length=120, blank=True, help_text="Those they can be spoken to in, by commas.")
    bio = RichTextField(blank=True, features=["bold", "italic", "link"])
    portrait = models.ForeignKey("newsroom.Photo", models.SET_NULL, null=True, blank=True, related_name="+")
    email = models.EmailField(blank=True)
    contact = models.CharField(
        "another way to reach them",
        max_length=200,
        blank=True,
        help_text="For example Signal: quill.07. Printed as it is.",
    )
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="account",
    )
    is_current = models.BooleanField("works here now", default=True)

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]),
        FieldRowPanel([FieldPanel("title"), FieldPanel("beat")]),
        FieldPanel("bio"),
        FieldPanel("portrait"),
        FieldPanel("languages"),
        FieldRowPanel([FieldPanel("email"), FieldPanel("contact")]),
        FieldPanel("staff"),
        FieldPanel("is_current"),
    ]

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def announces(self) -> Iterator[str]:
        """Who asks for it by its slug, or for who covers a topic."""
        yield "newsroom.beats"
        yield f"newsroom.author:{self.slug}"

    def get_absolute_url(self) -> str:
        return f"/authors/{self.slug}"
