from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.crypto import constant_time_compare, salted_hmac
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel

from groundwave.kit import clock
from groundwave.kit.home import Home
from groundwave.wire.core.cds_query import UnableToAsk, checked_query
from groundwave.wire.core.health import health_words

NPR_KEY = "NPR_CDS_TOKEN"
CDS = "https://content.api.npr.org"
# The only variables of the environment that may be sent to a partner: a station has other secrets.
TOKEN_NAMES = re.compile(r"NPR_CDS_TOKEN|WIRE_TOKEN_[A-Z0-9_]{1,60}")


def is_nprs(address: str) -> bool:
    """Whether NPR's key may be sent there."""
    parts = urlsplit(address)
    return parts.scheme == "https" and (parts.hostname or "").endswith(".npr.org")


def token_named(name: str) -> str:
    """A partner's key from the environment; empty when there is none. Never print it."""
    if name == NPR_KEY:
        return os.environ.get("NPR_CDS_TOKEN", "")
    return os.environ.get(name, "") if TOKEN_NAMES.fullmatch(name) else ""


class Source(models.Model):
    """A partner that stories come from: where, how often, under which key, into which section; and how it is doing.

    `state` is where the reading of it stands (cursors, ETags); it belongs to the code in `sources/`.
    """

    class Kind(models.TextChoices):
        NPR_CDS = "npr_cds", "NPR Content Distribution Service"
        FEED = "feed", "Feed (RSS, Atom, JSON Feed)"
        NINJS = "ninjs", "ninjs, by address or files"
        NEWSML = "newsml", "NewsML-G2, by address or files"

    class Arrival(models.TextChoices):
        PUBLISH = "publish", "Publish, unless something must be looked at"
        HOLD = "hold", "Hold for an editor"

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9-]+\Z", "Lower-case letters, digits and hyphens.")],
        help_text="Its short name: of its folder of incoming files, and on the command line. Do not change it later.",
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    address = models.URLField(
        max_length=1000,
        blank=True,
        help_text="Of the feed or list. Empty for NPR: its production service. Empty for files only.",
    )
    query = models.CharField(
        max_length=1000,
        blank=True,
        help_text="NPR only: what to ask for, as collectionIds=1002&profileIds=story.",
    )
    token_name = models.CharField(
        "key",
        max_length=80,
        blank=True,
        validators=[RegexValidator(rf"^(?:{TOKEN_NAMES.pattern})\Z", "NPR_CDS_TOKEN or WIRE_TOKEN_ and a name.")],
        help_text="The name of the environment variable that holds the key: NPR_CDS_TOKEN, or WIRE_TOKEN_ and a name. "
        "The key itself is never shown or stored here.",
    )
    our_services = models.CharField(
        max_length=400, blank=True, help_text="NPR only: our service ids, as s123, s456, for what is kept to some."
    )
    provider = models.CharField(
        max_length=120, blank=True, help_text="The provider's name as readers see it, where its documents do not say."
    )
    section = models.ForeignKey(
        "newsroom.SectionPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Where its stories go; otherwise the first section of their language.",
    )
    language = models.CharField(max_length=10, blank=True, help_text="Of stories that do not say theirs, as en or es.")
    arrival = models.CharField("when a story arrives", max_length=10, choices=Arrival.choices, default=Arrival.PUBLISH)
    newscasts = models.BooleanField(
        "newscasts",
        default=False,
        help_text="Feeds only: its items are newscasts, not stories. The newest is played from where it is.",
    )
    every_minutes = models.PositiveSmallIntegerField(
        "ask every … minutes", default=5, validators=[MinValueValidator(1), MaxValueValidator(24 * 60)]
    )
    keep_days = models.PositiveSmallIntegerField(
        "keep documents for … days",
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text="As they came. What was made of them stays.",
    )
    enabled = models.BooleanField(default=True)

    state = models.JSONField(default=dict, blank=True, editable=False)
    claimed_until = models.DateTimeField(null=True, editable=False)
    next_pull_at = models.DateTimeField(null=True, editable=False)
    last_pulled_at = models.DateTimeField(null=True, editable=False)
    last_ok_at = models.DateTimeField(null=True, editable=False)
    last_words = models.TextField(blank=True, editable=False)
    last_error = models.TextField(blank=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)

    panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]), FieldPanel("kind"), FieldPanel("enabled")],
            heading="Partner",
        ),
        MultiFieldPanel(
            [
                FieldPanel("address"),
                FieldPanel("query"),
                FieldPanel("token_name"),
                FieldPanel("our_services"),
                FieldRowPanel([FieldPanel("every_minutes"), FieldPanel("keep_days")]),
                HelpPanel(template="wire/desk/source_help.html"),
            ],
            heading="Where from",
        ),
        MultiFieldPanel(
            [
                FieldPanel("section"),
                FieldRowPanel([FieldPanel("language"), FieldPanel("provider")]),
                FieldPanel("arrival"),
                FieldPanel("newscasts"),
            ],
            heading="Where to",
        ),
    ]

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ValidationError for what could never be pulled."""
        faults: dict[str, str] = {}
        if self.kind == self.Kind.FEED and not self.address:
            faults["address"] = "A feed needs its address."
        if self.kind == self.Kind.NPR_CDS:
            try:
                checked_query(self.query)
            except UnableToAsk as wrong:
                faults["query"] = str(wrong)
        elif self.query:
            faults["query"] = "Only NPR is asked by a query; put it into the address."
        if self.token_name == NPR_KEY and not is_nprs(self.address or CDS):
            faults["address"] = "NPR's key is for NPR alone: it is sent to https addresses below npr.org."
        if faults:
            raise ValidationError(faults)

    @property
    def provider_key(self) -> str:
        """The name space of its documents' ids: no source can change or kill what another one sent."""
        return "npr_cds" if self.kind == self.Kind.NPR_CDS else self.slug

    @property
    def services(self) -> frozenset[str]:
        """Our services at NPR."""
        return frozenset(self.our_services.replace(",", " ").split())

    @property
    def token(self) -> str:
        """The key from the environment; empty when there is none. Never print it."""
        return token_named(self.token_name)

    @property
    def takes_files(self) -> bool:
        """Whether files put into its folder are read."""
        return self.kind in (self.Kind.NINJS, self.Kind.NEWSML)

    @property
    def takes_hints(self) -> bool:
        """Whether its partner may call us when something changed."""
        return self.kind == self.Kind.NPR_CDS

    @property
    def hook_key(self) -> str:
        """The part of the address of its hook that nobody guesses."""
        return salted_hmac("groundwave.wire.hook", self.slug, algorithm="sha256").hexdigest()[:40]

    def is_hook(self, key: str) -> bool:
        """Whether the key is that of its hook."""
        return constant_time_compare(key, self.hook_key)

    @property
    def how(self) -> str:
        """How it is doing now, in a sentence."""
        return self.health(at=clock.now())

    @property
    def inbox(self) -> Path | None:
        """The folder whose files are read, for those sources that take files."""
        return Home.from_environment().wire / "inbox" / self.slug if self.takes_files else None

    @property
    def hook_path(self) -> str:
        """The address of its hook on this site, for those partners who call."""
        return f"/api/v1/wire/{self.slug}/{self.hook_key}" if self.takes_hints else ""

    def health(self, *, at: datetime) -> str:
        """How it is doing, in a sentence."""
        return health_words(
            at=at,
            enabled=self.enabled,
            pulled_at=self.last_pulled_at,
            ok_at=self.last_ok_at,
            next_at=self.next_pull_at,
            words=self.last_words,
            error=self.last_error,
        )
