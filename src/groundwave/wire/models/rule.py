from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel

from groundwave.wire.core import rules
from groundwave.wire.models.source import Source

_MOST_MINUTES = 7 * 24 * 60
_MOST_ALTERNATIVES = 100


class DeskRule(ClusterableModel):
    """What becomes of items that arrive; the first that fits wins, in the desk's order (`core.rules`)."""

    class Deed(models.TextChoices):
        PUBLISH = "publish", "Publish"
        HOLD = "hold", "Hold for an editor"
        IGNORE = "ignore", "Ignore"
        LINK = "link", "Leave with its provider, for a link card"

    name = models.CharField(max_length=120, unique=True)
    sort_order = models.IntegerField(default=0, editable=False, db_index=True)
    enabled = models.BooleanField(default=True)
    source = models.ForeignKey(
        Source, models.CASCADE, null=True, blank=True, related_name="+", help_text="Empty: of every partner."
    )
    deed = models.CharField("what to do", max_length=10, choices=Deed.choices)
    delay_minutes = models.PositiveIntegerField(
        "after … minutes",
        default=0,
        validators=[MaxValueValidator(_MOST_MINUTES)],
        help_text="For “publish” only; 0 is at once. Until then an editor can stop it, and newer versions replace it.",
    )
    section = models.ForeignKey(
        "newsroom.SectionPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Where its stories go; otherwise where the source says.",
    )

    panels: ClassVar[list[Any]] = [
        HelpPanel(template="wire/desk/rule_help.html"),
        MultiFieldPanel([FieldPanel("name"), FieldPanel("enabled")], heading="Rule"),
        FieldPanel("source"),
        InlinePanel("clauses", heading="When", label="condition"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("deed"), FieldPanel("delay_minutes")]), FieldPanel("section")], heading="Then"
        ),
    ]

    class Meta:
        ordering: ClassVar = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.delay_minutes and self.deed != self.Deed.PUBLISH:
            raise ValidationError({"delay_minutes": "Only publishing can wait. Write 0."})

    @property
    def core(self) -> rules.Rule:
        """The rule as `core.rules` weighs it."""
        clauses = sorted(self.clauses.all(), key=lambda one: one.pk or 0)
        return rules.Rule(
            deed=rules.Deed(self.deed),
            when=tuple(one.core for one in clauses if not one.unless),
            unless=tuple(one.core for one in clauses if one.unless),
            provider_key=self.source.provider_key if self.source else "",
            provider_name=self.source.name if self.source else "",
            delay=timedelta(minutes=self.delay_minutes),
        )

    @property
    def sentence(self) -> str:
        """In words, for the desk."""
        return self.core.sentence


class DeskRuleClause(models.Model):
    """One condition of a rule, or one exception to it."""

    class Part(models.TextChoices):
        HEADLINE = "headline", "Headline"
        TOPIC = "topic", "Topic, program or series"
        SLUG = "slug", "Slug"
        BYLINE = "byline", "Byline"
        CREDIT = "credit", "Credit (provider, owner)"
        PLACE = "place", "Dateline or place"
        LANGUAGE = "language", "Language"
        RIGHTS = "rights", "Usage terms"
        NOTE = "note", "Note to editors"

    class How(models.TextChoices):
        BEGINS = "begins", "begins with"
        CONTAINS = "contains", "contains"
        IS = "is", "is"

    rule = ParentalKey(DeskRule, on_delete=models.CASCADE, related_name="clauses")
    unless = models.BooleanField("an exception", default=False, help_text="The rule is not for items that fit this.")
    part = models.CharField("what", max_length=10, choices=Part.choices)
    how = models.CharField(max_length=10, choices=How.choices)
    words = models.TextField(
        max_length=4_000, help_text="Whole words, in capitals or not. Alternatives: one a line, any of them fits."
    )

    panels: ClassVar[list[Any]] = [
        FieldRowPanel([FieldPanel("part"), FieldPanel("how")]),
        FieldPanel("words"),
        FieldPanel("unless"),
    ]

    def __str__(self) -> str:
        return self.core.sentence

    def clean(self) -> None:
        found = rules.words_of(self.words)
        if not found or len(found) > _MOST_ALTERNATIVES:
            raise ValidationError({"words": f"Write what it is, one a line, at most {_MOST_ALTERNATIVES} lines."})

    @property
    def core(self) -> rules.Clause:
        """The clause as `core.rules` weighs it."""
        return rules.Clause(rules.Part(self.part), rules.How(self.how), rules.words_of(self.words))
