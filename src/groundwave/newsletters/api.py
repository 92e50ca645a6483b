"""The front door of newsletters: the lists, and the double opt-in.

Nothing here changes on a GET: mail scanners open every link. `read_token` is for showing the page with the button;
`confirm` and `unsubscribe` are for its POST.
"""

from __future__ import annotations

import logging
import smtplib
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from groundwave.newsletters import links, mail
from groundwave.newsletters.core.address import Refusal, read_address
from groundwave.newsletters.models import Newsletter, Subscription
from groundwave.people import api as people

__all__ = [
    "Asked",
    "Newsletter",
    "Subscription",
    "UnableToAsk",
    "UnableToReadLink",
    "ask",
    "confirm",
    "newsletter",
    "newsletters",
    "read_token",
    "unsubscribe",
    "unsubscribe_url",
]

log = logging.getLogger(__name__)


class UnableToAsk(Exception):
    """The sign-up did not happen; `str()` is the sentence for the reader, in the active language."""


class UnableToReadLink(Exception):
    """A link from the mail that says nothing to us any more; `str()` is the sentence for the reader."""


@dataclass(frozen=True)
class Asked:
    """The wish is noted and, unless one left minutes ago, a mail is on its way. The same for every address."""

    newsletter: Newsletter
    email: str


def newsletters(*, language: str | None = None) -> list[Newsletter]:
    """The lists that take new readers, in the order of the editors."""
    found = Newsletter.objects.filter(is_open=True)
    return list(found.filter(language=language) if language else found)


def newsletter(*, slug: str) -> Newsletter | None:
    """One list, whether it takes new readers or not."""
    return Newsletter.objects.filter(slug=slug).first()


def ask(*, newsletter: Newsletter, email: str, language: str, at: datetime) -> Asked:
    """Note the wish and send the mail whose link confirms it; at most one mail per address and list in ten minutes.

    The answer is the same whether the address is new, waiting or confirmed, so that nobody can find out who reads
    what. `language` is that of the mail. Raises UnableToAsk.
    """
    if not newsletter.is_open:
        raise UnableToAsk(_("“%(name)s” takes no new readers at present.") % {"name": newsletter.name})
    address = read_address(email)
    if isinstance(address, Refusal):
        raise UnableToAsk(_sentence(address))
    subscription = _subscription(newsletter, address, language, at)
    if subscription.claim_mail(at=at):
        _send(newsletter, subscription, language, at)
    return Asked(newsletter, address)


def read_token(*, token: str, at: datetime) -> Subscription:
    """Whose link this is, to show the page with the button. Changes nothing. Raises UnableToReadLink."""
    return _follow(token, at=at)[1]


def confirm(*, token: str, at: datetime) -> Subscription:
    """The reader pressed the button of the confirmation page; twice is once. Raises UnableToReadLink."""
    with transaction.atomic():
        link, subscription = _follow(token, at=at)
        if link.purpose is not links.Purpose.CONFIRM:
            raise UnableToReadLink(_not_ours())
        subscription.confirm(at=at)
    return subscription


def unsubscribe(*, token: str, at: datetime) -> Subscription:
    """The reader pressed the button of the unsubscribe page; twice is once. Raises UnableToReadLink."""
    with transaction.atomic():
        link, subscription = _follow(token, at=at)
        if link.purpose is not links.Purpose.UNSUBSCRIBE:
            raise UnableToReadLink(_not_ours())
        subscription.end(why=Subscription.End.READER, at=at)
    return subscription


def unsubscribe_url(*, subscription: Subscription, language: str, at: datetime) -> str:
    """The absolute, signed address at which this subscription can be ended; for its own mail only."""
    return links.unsubscribe_url(subscription, issued=int(at.timestamp()), language=language)


def _subscription(newsletter: Newsletter, address: str, language: str, at: datetime) -> Subscription:
    try:
        with transaction.atomic():
            contact = people.contact_for(email=address, language=language)
    except IntegrityError:  # the same address came twice in one moment; the other one made the contact
        contact = people.contact_for(email=address, language=language)
    made, _is_new = Subscription.objects.get_or_create(
        newsletter=newsletter, contact=contact, defaults={"asked_at": at}
    )
    return made


def _send(newsletter: Newsletter, subscription: Subscription, language: str, at: datetime) -> None:
    # Outside any transaction: a slow mail server must not hold the database's one writer.
    try:
        mail.letter(
            newsletter=newsletter, subscription=subscription, language=language, issued=int(at.timestamp())
        ).send()
    except (OSError, smtplib.SMTPException) as error:
        Subscription.objects.filter(pk=subscription.pk, mailed_at=at).update(mailed_at=None)
        fault = f"{type(error).__name__} {getattr(error, 'smtp_code', error.errno) or ''}".strip()
        # The error's own words and its traceback name the reader.
        log.error("A letter of newsletter %s could not be sent (%s). Check EMAIL_URL.", newsletter.slug, fault)  # noqa: TRY400
        raise UnableToAsk(_("The mail could not be sent just now. Please try again in a few minutes.")) from error


def _follow(token: str, *, at: datetime) -> tuple[links.Link, Subscription]:
    link = links.read(token)
    if link is None:
        raise UnableToReadLink(_not_ours())
    if link.is_expired(at=at):
        raise UnableToReadLink(_("This link has expired. Please sign up again, and a new one comes by mail."))
    found = Subscription.objects.select_related("newsletter", "contact").filter(pk=link.subscription_id).first()
    if found is None:
        raise UnableToReadLink(_("This subscription no longer exists. There is nothing left to do."))
    ended = found.ended_at
    if link.purpose is links.Purpose.CONFIRM and ended is not None and link.issued < int(ended.timestamp()):
        raise UnableToReadLink(
            _("This link is from before you unsubscribed. Please sign up again, and a new one comes by mail.")
        )
    return link, found


def _not_ours() -> str:
    return _("This link is incomplete or not one of ours. Copy the whole address from the mail, or sign up again.")


def _sentence(refusal: Refusal) -> str:
    match refusal:
        case Refusal.EMPTY:
            return _("Please type your e-mail address.")
        case Refusal.TOO_LONG:
            return _("This e-mail address is too long to be one. Please check it.")
        case Refusal.MALFORMED:
            return _("This does not look like an e-mail address. Please check it: name@example.org")
