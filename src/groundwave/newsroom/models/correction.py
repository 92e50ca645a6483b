from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from groundwave.kit import clock


class Correction(Orderable):
    """What was wrong, said on the page, with the time and the name of the one who said it."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")
        UPDATE = "update", _("Update")
        EDITORS_NOTE = "note", _("Editor's note")

    story = ParentalKey("newsroom.Story", on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(max_length=14, choices=Kind.choices, default=Kind.CORRECTION)
    text = models.TextField(help_text="Say what was wrong and what is right.")
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("made_at"), FieldPanel("made_by")]),
        FieldPanel("text"),
    ]

    def announces(self) -> Iterator[str]:
        """The archive of corrections."""
        yield "newsroom.corrections"

    @property
    def signature(self) -> str:
        """The name under which it is printed: a person's, never an account's."""
        return self.made_by.get_full_name() if self.made_by else ""

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"
