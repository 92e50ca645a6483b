"""Signing up: one mail, one button, and nothing that tells anyone who reads what."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import django
import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django.utils import translation

from groundwave.newsletters import api as newsletters
from groundwave.people import api as people
from tests.cast import NOW, Cast

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
ROSA = "rosa@reader.example"


@pytest.fixture
def weekly(db: None) -> newsletters.Newsletter:
    return newsletters.Newsletter.objects.create(name="Owl Weekly", slug="weekly", sender_name="Owl News")


def ask(
    to: newsletters.Newsletter, *, email: str = ROSA, at: datetime = NOW, language: str = "en"
) -> newsletters.Asked:
    return newsletters.ask(newsletter=to, email=email, language=language, at=at)


def token_of(letter: mail.EmailMessage) -> str:
    found = re.search(r"/newsletters/(?:confirm|unsubscribe)/(\S+)", str(letter.body))
    assert found
    return found[1]


def confirmed(to: newsletters.Newsletter, *, at: datetime = NOW) -> newsletters.Subscription:
    ask(to, at=at)
    return newsletters.confirm(token=token_of(mail.outbox[-1]), at=at + MINUTE)


def standing() -> newsletters.Subscription:
    return newsletters.Subscription.objects.get()


# ------------------------------------------------------------------ asking and confirming
def test_asking_sends_one_letter_and_subscribes_nobody(weekly: newsletters.Newsletter) -> None:
    ask(weekly)
    [letter] = mail.outbox
    assert letter.to == [ROSA]
    assert letter.from_email.startswith("Owl News <")
    assert "Owl Weekly" in letter.subject
    assert "http://127.0.0.1:8000/newsletters/confirm/" in str(letter.body)
    assert (standing().asked_at, standing().confirmed_at, standing().is_confirmed) == (NOW, None, False)


def test_the_button_confirms_and_pressing_it_again_keeps_the_first_moment(weekly: newsletters.Newsletter) -> None:
    ask(weekly)
    token = token_of(mail.outbox[0])
    newsletters.confirm(token=token, at=NOW + MINUTE)
    newsletters.confirm(token=token, at=NOW + DAY)
    assert standing().is_confirmed
    assert standing().confirmed_at == NOW + MINUTE


def test_reading_the_link_changes_nothing(weekly: newsletters.Newsletter) -> None:
    ask(weekly)
    shown = newsletters.read_token(token=token_of(mail.outbox[0]), at=NOW + MINUTE)
    assert (shown.newsletter, shown.contact.email) == (weekly, ROSA)
    assert not standing().is_confirmed


def test_a_letter_in_spanish_leads_to_the_spanish_page(weekly: newsletters.Newsletter) -> None:
    ask(weekly, language="es")
    assert mail.outbox[0].subject == "Confirme su suscripción a Owl Weekly"
    assert "http://127.0.0.1:8000/es/newsletters/confirm/" in str(mail.outbox[0].body)
    assert people.Contact.objects.get().language == "es"


def test_addresses_that_differ_in_case_are_one_reader(weekly: newsletters.Newsletter) -> None:
    ask(weekly)
    ask(weekly, email="ROSA@Reader.Example", at=NOW + DAY)
    assert people.Contact.objects.count() == newsletters.Subscription.objects.count() == 1


# ------------------------------------------------------------------ nobody can probe, nobody can flood
def test_the_answer_is_the_same_for_a_new_a_waiting_a_confirmed_and_a_gone_reader(
    weekly: newsletters.Newsletter,
) -> None:
    new = ask(weekly)
    waiting = ask(weekly, at=NOW + MINUTE)
    newsletters.confirm(token=token_of(mail.outbox[-1]), at=NOW + 2 * MINUTE)
    known = ask(weekly, at=NOW + DAY)
    newsletters.unsubscribe(token=token_of(mail.outbox[-1]), at=NOW + DAY)
    gone = ask(weekly, at=NOW + 2 * DAY)
    assert new == waiting == known == gone


def test_one_letter_an_address_and_list_in_ten_minutes(weekly: newsletters.Newsletter) -> None:
    other = newsletters.Newsletter.objects.create(name="Owl Daily", slug="daily", sender_name="Owl News")
    for minute in (0, 1, 9):
        ask(weekly, at=NOW + minute * MINUTE)
    assert len(mail.outbox) == 1
    ask(other, at=NOW + MINUTE)
    ask(weekly, email="ned@reader.example", at=NOW + MINUTE)
    assert len(mail.outbox) == 3
    ask(weekly, at=NOW + 10 * MINUTE)
    assert len(mail.outbox) == 4


def test_a_confirmed_reader_is_told_so_and_stays_confirmed(weekly: newsletters.Newsletter) -> None:
    confirmed(weekly)
    ask(weekly, at=NOW + DAY)
    assert mail.outbox[-1].subject == "You already receive Owl Weekly"
    assert "/newsletters/unsubscribe/" in str(mail.outbox[-1].body)
    assert standing().confirmed_at == NOW + MINUTE


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "type your e-mail address"),
        ("rosa", "does not look like"),
        ("rosa@reader.example\nBcc: everyone@reader.example", "does not look like"),
        ("rosa@reader.example,ned@reader.example", "does not look like"),
        ("a" * 300 + "@reader.example", "too long"),
    ],
)
def test_what_is_no_address_is_refused_in_words(weekly: newsletters.Newsletter, typed: str, sentence: str) -> None:
    with pytest.raises(newsletters.UnableToAsk, match=sentence):
        ask(weekly, email=typed)
    assert (mail.outbox, people.Contact.objects.count()) == ([], 0)


def test_a_closed_list_takes_nobody_and_is_not_offered(weekly: newsletters.Newsletter) -> None:
    weekly.is_open = False
    weekly.save()
    with pytest.raises(newsletters.UnableToAsk, match="Owl Weekly"):
        ask(weekly)
    assert newsletters.newsletters() == []
    assert newsletters.newsletter(slug="weekly") == weekly


def mail_goes(settings: Any, kind: str, **options: Any) -> None:
    """Django 6.1 has a setting of its own for what were several."""
    backend = f"django.core.mail.backends.{kind}.EmailBackend"
    if django.VERSION >= (6, 1):
        settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
        return
    settings.EMAIL_BACKEND = backend
    for name, value in options.items():
        setattr(settings, f"EMAIL_{name.upper()}", value)


def test_a_dead_mail_server_is_said_and_the_next_try_is_not_held_back(
    weekly: newsletters.Newsletter, settings: object, unused_port: int
) -> None:
    with translation.override("en"):
        mail_goes(settings, "smtp", host="127.0.0.1", port=unused_port)
        with pytest.raises(newsletters.UnableToAsk, match="try again"):
            ask(weekly)
        mail_goes(settings, "locmem")
        ask(weekly, at=NOW + MINUTE)
    assert len(mail.outbox) == 1


class RefusesEveryone(BaseEmailBackend):
    """A mail server that takes no letter for this reader, and says to whom."""

    def send_messages(self, email_messages: Sequence[mail.EmailMessage]) -> int:
        raise smtplib.SMTPRecipientsRefused(dict.fromkeys(email_messages[0].to, (550, b"No such user")))


def test_a_refused_address_is_in_no_log(
    weekly: newsletters.Newsletter, settings: object, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.RefusesEveryone"  # type: ignore[attr-defined]
    with pytest.raises(newsletters.UnableToAsk):
        ask(weekly)
    assert "SMTPRecipientsRefused" in caplog.text
    assert "reader.example" not in caplog.text


# ------------------------------------------------------------------ links
def test_a_confirmation_is_due_within_a_week(weekly: newsletters.Newsletter) -> None:
    ask(weekly)
    token = token_of(mail.outbox[0])
    newsletters.read_token(token=token, at=NOW + 7 * DAY - MINUTE)
    for act in (newsletters.read_token, newsletters.confirm):
        with pytest.raises(newsletters.UnableToReadLink, match="expired"):
            act(token=token, at=NOW + 7 * DAY)
    assert not standing().is_confirmed


def test_a_link_that_was_touched_is_none_of_ours(weekly: newsletters.Newsletter) -> None:
    ask(weekly)
    token = token_of(mail.outbox[0])
    for wrong in (token[:-1], "x" + token, token.swapcase(), "", "a" * 100_000, "é", token.split(":")[0]):
        with pytest.raises(newsletters.UnableToReadLink, match="not one of ours"):
            newsletters.confirm(token=wrong, at=NOW)
    assert not standing().is_confirmed


def test_leaving_works_years_later_and_twice(weekly: newsletters.Newsletter) -> None:
    subscription = confirmed(weekly)
    token = newsletters.unsubscribe_url(subscription=subscription, language="en", at=NOW).rsplit("/", 1)[1]
    newsletters.unsubscribe(token=token, at=NOW + 900 * DAY)
    newsletters.unsubscribe(token=token, at=NOW + 901 * DAY)
    assert (standing().is_confirmed, standing().ended_at, standing().ended_why) == (False, NOW + 900 * DAY, "reader")


def test_each_link_does_only_what_it_says(weekly: newsletters.Newsletter) -> None:
    subscription = confirmed(weekly)
    confirming = token_of(mail.outbox[0])
    leaving = newsletters.unsubscribe_url(subscription=subscription, language="en", at=NOW).rsplit("/", 1)[1]
    with pytest.raises(newsletters.UnableToReadLink):
        newsletters.unsubscribe(token=confirming, at=NOW + MINUTE)
    newsletters.unsubscribe(token=leaving, at=NOW + MINUTE)
    with pytest.raises(newsletters.UnableToReadLink):
        newsletters.confirm(token=leaving, at=NOW + MINUTE)
    assert not standing().is_confirmed


def test_an_old_link_does_not_bring_back_who_has_left_but_a_new_one_does(weekly: newsletters.Newsletter) -> None:
    subscription = confirmed(weekly)
    old = token_of(mail.outbox[0])
    subscription.end(why=newsletters.Subscription.End.READER, at=NOW + DAY)
    with pytest.raises(newsletters.UnableToReadLink, match="before you unsubscribed"):
        newsletters.confirm(token=old, at=NOW + DAY + MINUTE)
    ask(weekly, at=NOW + 2 * DAY)
    newsletters.confirm(token=token_of(mail.outbox[-1]), at=NOW + 2 * DAY + MINUTE)
    assert (standing().is_confirmed, standing().ended_at, standing().ended_why) == (True, None, "")


# ------------------------------------------------------------------ the lists and the admin
def test_the_lists_come_in_the_editors_order_and_by_language(weekly: newsletters.Newsletter) -> None:
    first = newsletters.Newsletter.objects.create(
        name="Búho", slug="buho", sender_name="Búho", language="es", position=0
    )
    weekly.position = 1
    weekly.save()
    assert newsletters.newsletters() == [first, weekly]
    assert newsletters.newsletters(language="en") == [weekly]


def test_a_line_break_in_a_name_is_refused_and_would_forge_no_header(weekly: newsletters.Newsletter) -> None:
    weekly.name = "Owl\nBcc: everyone@reader.example"
    with pytest.raises(ValidationError, match="one line"):
        weekly.full_clean()
    weekly.save()
    ask(weekly)
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].message()["Bcc"] is None


def test_the_staff_sees_who_subscribed_and_changes_nothing(
    cast: Cast, client: Client, weekly: newsletters.Newsletter
) -> None:
    subscription = confirmed(weekly)
    client.force_login(cast.editor)
    shelf = "/admin/snippets/newsletters/subscription/"
    listed = client.get(shelf)
    assert listed.status_code == 200
    assert ROSA in listed.content.decode()
    assert client.get(f"{shelf}inspect/{subscription.pk}/").status_code == 200
    for page in ("add/", f"edit/{subscription.pk}/", f"delete/{subscription.pk}/"):
        client.post(shelf + page, {"newsletter": weekly.pk, "contact": subscription.contact.pk})
        assert client.get(shelf + page).status_code in (302, 403), page
    assert standing().is_confirmed


def test_the_staff_opens_a_list_in_the_admin(cast: Cast, client: Client, db: None) -> None:
    client.force_login(cast.editor)
    typed = {
        "name": "Owl Daily",
        "slug": "daily",
        "language": "en",
        "sender_name": "Owl",
        "is_open": "on",
        "position": "0",
    }
    client.post("/admin/snippets/newsletters/newsletter/add/", typed)
    assert [found.name for found in newsletters.newsletters()] == ["Owl Daily"]
