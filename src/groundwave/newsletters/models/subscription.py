from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

BETWEEN_MAILS = timedelta(minutes=10)


class Subscription(models.Model):
    """One person's wish for one newsletter: asked, confirmed from the mailbox itself, perhaps ended. Times are UTC."""

    class End(models.TextChoices):
        READER = "reader", "Unsubscribed by the reader"
        STAFF = "staff", "Removed by the staff"
        BOUNCED = "bounced", "Mail came back"

    newsletter = models.ForeignKey("newsletters.Newsletter", models.CASCADE, related_name="subscriptions")
    contact = models.ForeignKey("people.Contact", models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, help_text="When the last confirmation mail left.")
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=8, choices=End.choices, blank=True)

    class Meta:
        ordering = ("-asked_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["newsletter", "contact"], name="one_subscription_a_person_and_list")
        ]

    def __str__(self) -> str:
        return f"{self.contact} · {self.newsletter}"

    @property
    def is_confirmed(self) -> bool:
        """Whether issues may be sent to this person now."""
        return self.confirmed_at is not None and self.ended_at is None

    @property
    def status(self) -> str:
        if self.ended_at is not None:
            return "ended"
        return "confirmed" if self.confirmed_at is not None else "asked"

    def confirm(self, *, at: datetime) -> None:
        """Keep the first moment of a standing wish; begin again after an end."""
        if self.is_confirmed:
            return
        self.confirmed_at, self.ended_at, self.ended_why = at, None, ""
        self.save(update_fields=["confirmed_at", "ended_at", "ended_why"])

    def end(self, *, why: Subscription.End, at: datetime) -> None:
        if self.ended_at is not None:
            return
        self.ended_at, self.ended_why = at, why
        self.save(update_fields=["ended_at", "ended_why"])

    def claim_mail(self, *, at: datetime) -> bool:
        """Whether a mail may leave now. Of several askers in the same moment exactly one is told yes."""
        free = Q(mailed_at=None) | Q(mailed_at__lte=at - BETWEEN_MAILS)
        claimed = type(self).objects.filter(free, pk=self.pk).update(mailed_at=at, asked_at=at)
        if claimed:
            self.mailed_at = self.asked_at = at
        return bool(claimed)
