from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from groundwave.kit import clock
from groundwave.newsroom.core.story_plan import OPEN, Line, Stage


class Assignment(models.Model):
    """A story to come: who does it, by when, and for which slot of the air and of the web."""

    class Stages(models.TextChoices):
        PITCHED = "pitched", _("Pitched")
        ASSIGNED = "assigned", _("Assigned")
        FILED = "filed", _("Filed")
        EDITED = "edited", _("Edited")
        READY = "ready", _("Ready to run")
        OUT = "out", _("Out")
        SPIKED = "spiked", _("Spiked")

    slug = models.CharField(max_length=60, help_text=_("One or two words that everybody uses for it: FERRY CUTS."))
    what = models.TextField(_("what it is about"), max_length=1000, help_text=_("One or two sentences."))
    stage = models.CharField(max_length=10, choices=Stages.choices, default=Stages.PITCHED)
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    due_at = models.DateTimeField(_("filed by"), null=True, blank=True)
    air_slot = models.CharField(
        _("program or newscast"),
        max_length=120,
        blank=True,
        help_text=_("For example Morning Edition, second local break."),
    )
    air_at = models.DateTimeField(_("on the air at"), null=True, blank=True)
    seconds = models.PositiveIntegerField(
        _("length in seconds"), null=True, blank=True, validators=[MaxValueValidator(6 * 3600)]
    )
    web_at = models.DateTimeField(_("on the web at"), null=True, blank=True)
    section = models.ForeignKey("newsroom.SectionPage", models.SET_NULL, null=True, blank=True, related_name="+")
    story = models.ForeignKey(
        "newsroom.Story", models.SET_NULL, null=True, blank=True, editable=False, related_name="assignments"
    )
    notes = models.TextField(blank=True, help_text=_("Sources, photos wanted, what to watch out for."))
    made_at = models.DateTimeField(default=clock.now, editable=False)

    panels: ClassVar[list[Any]] = [
        FieldPanel("slug"),
        FieldPanel("what"),
        FieldRowPanel([FieldPanel("stage"), FieldPanel("due_at")]),
        FieldRowPanel([FieldPanel("reporter"), FieldPanel("editor")]),
        MultiFieldPanel(
            [FieldPanel("air_slot"), FieldRowPanel([FieldPanel("air_at"), FieldPanel("seconds")])],
            heading=_("On the air"),
        ),
        MultiFieldPanel([FieldRowPanel([FieldPanel("web_at"), FieldPanel("section")])], heading=_("On the web")),
        FieldPanel("notes"),
    ]

    class Meta:
        ordering: ClassVar = ["due_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="assignment_due"),
            models.Index(fields=["air_at"], name="assignment_on_the_air"),
            models.Index(fields=["web_at"], name="assignment_on_the_web"),
        ]

    def __str__(self) -> str:
        return self.slug

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.reporter_id and self.stage == self.Stages.PITCHED:
            self.stage = self.Stages.ASSIGNED
        super().save(*args, **kwargs)

    @property
    def is_open(self) -> bool:
        return Stage(self.stage) in OPEN

    @property
    def line(self) -> Line:
        """As `core.story_plan` orders it."""
        return Line(
            pk=self.pk,
            slug=self.slug,
            what=self.what,
            stage=Stage(self.stage),
            reporter=_name(self.reporter),
            editor=_name(self.editor),
            due_at=self.due_at,
            air_slot=self.air_slot,
            air_at=self.air_at,
            seconds=self.seconds,
            web_at=self.web_at,
            section=self.section.title if self.section else "",
        )


def _name(person: Any) -> str:
    return (person.get_full_name() or person.get_username()) if person else ""
