"""The two letters of the double opt-in, plain text, in English and Spanish."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import formataddr
from types import MappingProxyType

from django.conf import settings
from django.core.mail import EmailMessage

from groundwave.newsletters import links
from groundwave.newsletters.models import Newsletter, Subscription

_CONFIRM: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "en": (
            "Confirm your sign-up for {name}",
            "Someone, most likely you, asked for “{name}” to be sent to this address.\n\n"
            "To begin, open this page and press the button on it:\n{confirm}\n\n"
            "The link works for {days} days. If it was not you, do nothing: without the button nothing is sent.\n\n"
            "{sender}\n{site}\n",
        ),
        "es": (
            "Confirme su suscripción a {name}",
            "Alguien, probablemente usted, pidió que enviemos «{name}» a esta dirección.\n\n"
            "Para empezar, abra esta página y pulse el botón:\n{confirm}\n\n"
            "El enlace sirve durante {days} días. Si no fue usted, no haga nada: sin el botón no enviamos nada.\n\n"
            "{sender}\n{site}\n",
        ),
    }
)
_ALREADY: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "en": (
            "You already receive {name}",
            "Someone, most likely you, asked for “{name}” to be sent to this address. It already is, and "
            "nothing has changed.\n\n"
            "If you no longer want it, open this page and press the button on it:\n{unsubscribe}\n\n"
            "{sender}\n{site}\n",
        ),
        "es": (
            "Usted ya recibe {name}",
            "Alguien, probablemente usted, pidió que enviemos «{name}» a esta dirección. Ya la recibe aquí, y "
            "nada ha cambiado.\n\n"
            "Si ya no la quiere, abra esta página y pulse el botón:\n{unsubscribe}\n\n"
            "{sender}\n{site}\n",
        ),
    }
)


def letter(*, newsletter: Newsletter, subscription: Subscription, language: str, issued: int) -> EmailMessage:
    """What this subscription is told when its address is typed in: confirm, or that it already is.

    `issued` is the time in the link, in seconds since 1970. An unknown language is answered in English.
    """
    texts = _ALREADY if subscription.is_confirmed else _CONFIRM
    spoken = language if language in texts else "en"
    subject, body = texts[spoken]
    said = {
        "name": _one_line(newsletter.name),
        "sender": _one_line(newsletter.sender_name),
        "site": settings.URL,
        "days": links.CONFIRM_WITHIN.days,
        "confirm": links.confirm_url(subscription, issued=issued, language=spoken),
        "unsubscribe": links.unsubscribe_url(subscription, issued=issued, language=spoken),
    }
    return EmailMessage(
        subject=subject.format(**said),
        body=body.format(**said),
        from_email=formataddr((str(said["sender"]), settings.DEFAULT_FROM_EMAIL)),
        to=[subscription.contact.email],
        # RFC 3834: an absence notice must not answer this.
        headers={"Auto-Submitted": "auto-generated", "Content-Language": spoken},
    )


def _one_line(name: str) -> str:
    return " ".join(name.split())
