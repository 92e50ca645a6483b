from __future__ import annotations

from typing import ClassVar

from django import forms
from django.conf import settings
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField


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
    ]

    class Meta:
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/programs/{self.slug}"

    @property
    def is_own(self) -> bool:
        return not self.distributor
