from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel

from groundwave.wire.core.cds_outgoing import OutCollection, collections_from
from groundwave.wire.models.source import CDS, NPR_KEY, TOKEN_NAMES, is_nprs


class CdsOutlet(models.Model):
    """Under which name the station's own stories go to NPR's CDS, and to which of its services."""

    address = models.URLField(max_length=500, blank=True, help_text="Empty: NPR's production service.")
    token_name = models.CharField(
        "key",
        max_length=80,
        default=NPR_KEY,
        validators=[RegexValidator(rf"^(?:{TOKEN_NAMES.pattern})\Z", "NPR_CDS_TOKEN or WIRE_TOKEN_ and a name.")],
        help_text="The name of the environment variable that holds the key. The key itself is never stored here.",
    )
    service = models.CharField(
        "our service id",
        max_length=20,
        validators=[RegexValidator(r"^s\d+\Z", "An s and digits, as s123.")],
        help_text="As s123: owner and brand of what is sent.",
    )
    prefix = models.CharField(
        max_length=20,
        validators=[RegexValidator(r"^[a-z0-9]+\Z", "Lower-case letters and digits.")],
        help_text="With which our documents' ids begin; NPR gives it. What was sent keeps the one it was sent under.",
    )
    collections = models.TextField(
        blank=True,
        max_length=4000,
        help_text="One a line: a section's slug or a topic's, =, and the id of the collection or topic at NPR, as "
        "arts = 1008. What is not here is sent without.",
    )
    enabled = models.BooleanField(default=True, help_text="Switched off, nothing is sent, changed or deleted there.")

    panels: ClassVar[list[Any]] = [
        HelpPanel(template="wire/desk/cds_outlet_help.html"),
        FieldRowPanel([FieldPanel("service"), FieldPanel("prefix")]),
        FieldPanel("collections"),
        FieldPanel("address"),
        FieldRowPanel([FieldPanel("token_name"), FieldPanel("enabled")]),
    ]

    class Meta:
        verbose_name = "way to NPR"
        verbose_name_plural = "ways to NPR"

    def __str__(self) -> str:
        return f"{self.service} at {self.base}"

    def clean(self) -> None:
        if self.token_name == NPR_KEY and not is_nprs(self.base):
            raise ValidationError({"address": "NPR's key is for NPR alone: it is sent to https below npr.org."})
        try:
            collections_from(self.collections)
        except ValueError as wrong:
            raise ValidationError({"collections": str(wrong)}) from wrong
        if CdsOutlet.objects.exclude(pk=self.pk).exists():
            raise ValidationError("There is one already; change that one.")

    @property
    def base(self) -> str:
        return (self.address or CDS).rstrip("/")

    def collections_of(self, story: Any) -> Iterator[OutCollection]:
        """What a story belongs to at NPR: by its section first, then by each of its topics."""
        known = collections_from(self.collections)
        if story.section.slug in known:
            yield OutCollection(known[story.section.slug])
        for topic in story.topics.all():
            if topic.slug in known:
                yield OutCollection(known[topic.slug], "topic")


class CdsStory(models.Model):
    """A story of ours at NPR: whether editors want it there, and what is there. The worker brings the two together."""

    story = models.ForeignKey("newsroom.Story", models.SET_NULL, null=True, related_name="+")
    document_id = models.CharField(max_length=120, unique=True)
    wanted = models.BooleanField(default=True)
    offered = models.BooleanField(default=False, help_text="For NPR's homepage and app, while it fits.")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True, help_text="When its newest version was accepted.")
    gone_at = models.DateTimeField(null=True, help_text="When it was deleted there.")
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the document that is there.")
    words = models.TextField(blank=True, help_text="How it stands, for editors.")
    error = models.TextField(blank=True)
    failures = models.PositiveIntegerField(default=0)
    look_at = models.DateTimeField(help_text="When it is compared with the story again.")

    class Meta:
        verbose_name = "story at NPR"
        verbose_name_plural = "stories at NPR"
        constraints: ClassVar = [models.UniqueConstraint(fields=["story"], name="one_cds_document_a_story")]
        indexes: ClassVar = [models.Index(fields=["look_at"], name="cds_story_to_look_at")]

    def __str__(self) -> str:
        return self.document_id

    @property
    def is_there(self) -> bool:
        return self.sent_at is not None and self.gone_at is None

    @property
    def state(self) -> str:
        """In a few words, for a button."""
        if self.error:
            return "trouble"
        if self.is_there:
            return "sent" if self.wanted else "being deleted"
        return "waiting" if self.wanted else "taken back" if self.gone_at else "not sent"


class CdsAct(models.Model):
    """What was asked, sent, refused or deleted: who (nobody: the worker), when, what."""

    row = models.ForeignKey(CdsStory, models.CASCADE, related_name="acts")
    words = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.words

    @classmethod
    def note(cls, row: CdsStory, words: str, *, at: datetime, by: Any = None) -> None:
        cls.objects.create(row=row, words=words[:2000], by=by, at=at)
