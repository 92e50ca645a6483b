from __future__ import annotations

from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel


class Licensee(models.Model):
    """Whose group this is. One row: the FCC knows the legal name, readers know the brand."""

    legal_name = models.CharField(max_length=200, help_text="As on the licenses.")
    brand_name = models.CharField(max_length=80, help_text="What readers and listeners call you.")
    tagline = models.CharField(max_length=160, blank=True)
    about = models.TextField(blank=True, help_text="Two or three sentences, for the foot of every page and for search.")
    copyright_owner = models.CharField(max_length=160, help_text="Stands after © and the year on every page.")
    time_zone = models.CharField(max_length=64, default="America/New_York", help_text="An IANA name.")
    founded = models.PositiveSmallIntegerField(null=True, blank=True, verbose_name="founded in")

    address = models.CharField(max_length=240, help_text="Main studio: street, town, state, ZIP code.")
    phone = models.CharField(max_length=40)
    email = models.EmailField()

    public_file_contact = models.CharField(max_length=120, help_text="Who helps a visitor with the public file.")
    public_file_email = models.EmailField(help_text="47 CFR 73.3527(b)(2) asks for an address that is read.")
    public_file_phone = models.CharField(max_length=40)

    caption_contact = models.CharField(max_length=120, help_text="47 CFR 79.1(i): captioning concerns.")
    caption_email = models.EmailField()
    caption_phone = models.CharField(max_length=40)

    panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("brand_name", "legal_name", "tagline", "about", "copyright_owner", "founded")
            ],
            heading="Who we are",
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("address", "phone", "email", "time_zone")], heading="Where we are"
        ),
        MultiFieldPanel(
            [FieldPanel(f"public_file_{name}") for name in ("contact", "email", "phone")],
            heading="Public inspection file",
        ),
        MultiFieldPanel(
            [FieldPanel(f"caption_{name}") for name in ("contact", "email", "phone")],
            heading="Closed captions",
        ),
    ]

    class Meta:
        verbose_name = "licensee"
        verbose_name_plural = "licensee"

    def __str__(self) -> str:
        return self.brand_name
