from __future__ import annotations

from typing import ClassVar
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from groundwave.kit import clock
from groundwave.membership.core.choose import Candidate


def path_or_https(value: str) -> None:
    """A path of this site (`/support`) or a whole https address. Raises ValidationError.

    `//host` and `/\\host` are other people's sites to a browser, however much they look like paths.
    """
    if value.startswith("/") and not value.startswith(("//", "/\\")):
        return
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme != "https" or not parts.hostname:
        raise ValidationError(
            "Give a path of this site, for example /support, or an address that begins with https://."
        )


class Appeal(models.Model):
    """A short request for support, shown from `starts` up to but not including `ends`."""

    class Placement(models.TextChoices):
        BODY = "body", "In the break of a story"
        FOOT = "foot", "At the foot of every page"
        BOTH = "both", "Both"

    internal_name = models.CharField(max_length=120, help_text="For the staff; never printed.")
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=300)
    button_label = models.CharField(max_length=60)
    button_url = models.CharField(
        "button address", max_length=500, validators=[path_or_https], help_text="/support or https://…"
    )
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="en")
    placement = models.CharField(max_length=4, choices=Placement.choices, default=Placement.BOTH)
    sections = models.ManyToManyField(
        "newsroom.SectionPage", blank=True, related_name="+", help_text="None chosen: everywhere."
    )
    starts = models.DateTimeField(default=clock.now)
    ends = models.DateTimeField(null=True, blank=True, help_text="Empty: until it is switched off.")
    priority = models.PositiveSmallIntegerField(
        default=0, help_text="The highest is shown. Equal: one for the section before one for everywhere."
    )
    is_active = models.BooleanField("switched on", default=True)

    panels: ClassVar = [
        FieldPanel("internal_name"),
        MultiFieldPanel(
            [
                FieldPanel("title"),
                FieldPanel("text"),
                FieldRowPanel([FieldPanel("button_label"), FieldPanel("button_url")]),
            ],
            heading="What readers see",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("language"), FieldPanel("placement")]),
                FieldPanel("sections", widget=forms.CheckboxSelectMultiple),
            ],
            heading="Where",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
                FieldRowPanel([FieldPanel("priority"), FieldPanel("is_active")]),
            ],
            heading="When",
        ),
    ]

    class Meta:
        ordering = ("-is_active", "-priority", "-starts")

    def __str__(self) -> str:
        return self.internal_name

    def clean(self) -> None:
        if self.ends is not None and self.starts is not None and self.ends <= self.starts:
            raise ValidationError({"ends": "An appeal must end after it starts."})

    def candidate(self, section_ids: frozenset[int]) -> Candidate:
        """Itself as a value, with the sections it is for (none: everywhere)."""
        return Candidate(
            key=self.pk,
            language=self.language,
            placement=self.placement,
            section_ids=section_ids,
            starts=self.starts,
            ends=self.ends,
            priority=self.priority,
            is_active=self.is_active,
        )
