from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from groundwave.kit import clock


class Program(models.Model):
    """What has a title and comes again: one's own or a distributor's, whichever services carry it and when."""

    class Genre(models.TextChoices):
        NEWS = "news", "News"
        TALK = "talk", "Talk"
        MUSIC = "music", "Music"
        ARTS = "arts", "Arts and culture"
        DOCUMENTARY = "documentary", "Documentary"
        SCIENCE = "science", "Science and nature"
        CHILDREN = "children", "Children"
        PUBLIC_AFFAIRS = "affairs", "Public affairs"
        OTHER = "other", "Other"

    class OnDemand(models.TextChoices):
        NEVER = "never", "Never: we may not offer it after the broadcast"
        DAYS = "days", "For a number of days"
        FOREVER = "forever", "For good"

    title = models.CharField(max_length=160)
    slug = models.SlugField(unique=True, help_text="Part of the address: do not change it later.")
    hosts = models.CharField(max_length=200, blank=True, help_text="As printed: Ana Ruiz and Sam Okafor.")
    authors = models.ManyToManyField(
        "newsroom.Author", blank=True, related_name="+", help_text="Hosts with a page of their own here."
    )
    summary = models.CharField(max_length=240, blank=True, help_text="One sentence, for lists and the schedule.")
    description = RichTextField(blank=True, features=["bold", "italic", "link", "ul"])
    tile = models.ForeignKey("newsroom.Photo", models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="en")
    genre = models.CharField(max_length=12, choices=Genre.choices, default=Genre.NEWS)
    distributor = models.CharField(max_length=120, blank=True, help_text="Empty: your own production.")
    website = models.URLField(blank=True)
    is_current = models.BooleanField("on the air now", default=True)
    is_recorded = models.BooleanField(
        "record it", default=False, help_text="Each broadcast becomes an episode within a minute of its end."
    )
    recorded_since = models.DateTimeField(null=True, editable=False)
    on_demand = models.CharField(
        "to be heard afterwards",
        max_length=8,
        choices=OnDemand.choices,
        default=OnDemand.NEVER,
        help_text="What our rights allow. It holds for all episodes, those of the past too.",
    )
    on_demand_days = models.PositiveSmallIntegerField(
        "number of days", default=14, validators=[MinValueValidator(1), MaxValueValidator(3_650)]
    )
    needs_producer = models.BooleanField(
        "a producer publishes each episode",
        default=False,
        help_text="Otherwise an episode is public as soon as it is cut, when our rights allow it.",
    )

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("title"), FieldPanel("slug")]),
        FieldPanel("hosts"),
        FieldPanel("summary"),
        FieldPanel("description"),
        FieldPanel("tile"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("genre"), FieldPanel("language")]),
                FieldRowPanel([FieldPanel("distributor"), FieldPanel("website")]),
                FieldPanel("authors", widget=forms.CheckboxSelectMultiple),
                FieldPanel("is_current"),
            ],
            heading="About the program",
        ),
        MultiFieldPanel(
            [
                FieldPanel("is_recorded"),
                FieldRowPanel([FieldPanel("on_demand"), FieldPanel("on_demand_days")]),
                FieldPanel("needs_producer"),
            ],
            heading="Recording and listening afterwards",
        ),
    ]

    class Meta:
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Notes since when it is recorded: a broadcast that was over by then is not missed by anyone."""
        if not self.is_recorded:
            self.recorded_since = None
        elif self.recorded_since is None:
            self.recorded_since = clock.now()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return f"/programs/{self.slug}"

    def on_demand_until(self, aired_until: datetime) -> datetime | None:
        """Until when an episode that ended at an instant may be heard; None where there is no such limit of time."""
        return aired_until + timedelta(days=self.on_demand_days) if self.on_demand == self.OnDemand.DAYS else None

    @property
    def is_own(self) -> bool:
        return not self.distributor
