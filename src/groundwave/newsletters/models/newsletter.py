from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel

# Names become mail headers; a line break there would let its author write headers of his own.
one_line = RegexValidator(r"^[^\x00-\x1f\x7f\u2028\u2029]*\Z", "Write this on one line.")


class Newsletter(models.Model):
    """A list that readers may sign up for."""

    name = models.CharField(max_length=100, validators=[one_line])
    slug = models.SlugField(unique=True, help_text="Part of its address: do not change it later.")
    description = models.TextField(max_length=400, blank=True)
    frequency = models.CharField(max_length=80, blank=True, help_text="For example: Weekday mornings.")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="en")
    sender_name = models.CharField(
        max_length=100, validators=[one_line], help_text="Who the mail says it is from, for example Juniper News."
    )
    is_open = models.BooleanField("takes new readers", default=True)
    position = models.PositiveSmallIntegerField(default=0)

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]),
        FieldPanel("description"),
        FieldRowPanel([FieldPanel("frequency"), FieldPanel("language")]),
        FieldPanel("sender_name"),
        FieldRowPanel([FieldPanel("is_open"), FieldPanel("position")]),
    ]

    class Meta:
        ordering = ("position", "name")

    def __str__(self) -> str:
        return self.name
