"""The signed links in the mail: who may confirm or end a subscription is whoever holds one."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing

from groundwave.newsletters.models import Subscription

CONFIRM_WITHIN = timedelta(days=7)
_MAX_TOKEN = 300  # characters; ours have about 80
_SIGNER = "groundwave.newsletters"


class Purpose(enum.StrEnum):
    CONFIRM = "c"
    UNSUBSCRIBE = "u"


@dataclass(frozen=True)
class Link:
    """What a link says, once its signature is found to be ours. `issued` in seconds since 1970."""

    purpose: Purpose
    subscription_id: int
    issued: int

    def is_expired(self, *, at: datetime) -> bool:
        """A confirmation is due within a week; leaving must work for ever."""
        return self.purpose is Purpose.CONFIRM and at.timestamp() >= self.issued + CONFIRM_WITHIN.total_seconds()


def read(token: str) -> Link | None:
    """The link of this token, or None when we never made it."""
    if len(token) > _MAX_TOKEN:
        return None
    try:
        purpose, subscription_id, issued = signing.Signer(salt=_SIGNER).unsign_object(token)
        return Link(Purpose(purpose), int(subscription_id), int(issued))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def confirm_url(subscription: Subscription, *, issued: int, language: str) -> str:
    """The absolute address of the page with the button that confirms."""
    return _absolute("confirm", Link(Purpose.CONFIRM, subscription.pk, issued), language)


def unsubscribe_url(subscription: Subscription, *, issued: int, language: str) -> str:
    """The absolute address of the page with the button that ends the subscription."""
    return _absolute("unsubscribe", Link(Purpose.UNSUBSCRIBE, subscription.pk, issued), language)


def _absolute(page: str, link: Link, language: str) -> str:
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    token = signing.Signer(salt=_SIGNER).sign_object([link.purpose.value, link.subscription_id, link.issued])
    return f"{settings.URL}{prefix}/newsletters/{page}/{token}"
