"""Signing up, confirming and leaving, through the pages and the mail."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from groundwave.newsletters import api as newsletters
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("at_now")

ADDRESS = "reader@example.org"


@pytest.fixture
def letter(cast: Cast) -> newsletters.Newsletter:
    return newsletters.Newsletter.objects.create(name="Owl Post", slug="owl-post", sender_name="Owl Hollow")


def in_the_mail(word: str) -> str:
    """The path of the link in the last mail."""
    found = re.search(rf"https?://[^/\s]+(/\S*newsletters/{word}/\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def test_from_the_form_to_the_list_and_off_it(letter: newsletters.Newsletter, client: Client) -> None:
    answer = client.post("/newsletters/owl-post", {"email": ADDRESS})
    assert "Look in your mail" in answer.content.decode()
    assert [message.to for message in mail.outbox] == [[ADDRESS]]

    link = in_the_mail("confirm")
    page = client.get(link)
    assert "Receive Owl Post?" in page.content.decode()
    assert not letter.subscriptions.get().confirmed_at, "a mail scanner opens every link"
    assert "You are on the list" in client.post(link).content.decode()
    subscription = letter.subscriptions.get()
    assert subscription.confirmed_at

    leave = newsletters.unsubscribe_url(subscription=subscription, language="en", at=subscription.asked_at)
    leave = re.sub(r"^https?://[^/]+", "", leave)
    assert "Leave Owl Post?" in client.get(leave).content.decode()
    assert not letter.subscriptions.get().ended_at
    one_click = client.post(leave, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert "no longer sent to you" in one_click.content.decode()
    assert letter.subscriptions.get().ended_at


def test_the_text_twin_signs_up_as_well(letter: newsletters.Newsletter, client: Client) -> None:
    assert 'action="/text/newsletters/owl-post"' in client.get("/text/newsletters/owl-post").content.decode()

    answer = client.post("/text/newsletters/owl-post", {"email": ADDRESS}).content.decode()

    assert "Look in your mail" in answer
    assert "<station-player" not in answer
    assert len(mail.outbox) == 1


def test_the_answer_is_the_same_for_a_known_address(letter: newsletters.Newsletter, client: Client) -> None:
    first = client.post("/newsletters/owl-post", {"email": ADDRESS})
    second = client.post("/newsletters/owl-post", {"email": ADDRESS})

    assert first.content == second.content
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("typed", ["", "no address", "a@b", f"{'x' * 400}@example.org", "a@example.org\nBcc: b@c.org"])
def test_what_is_no_address_is_refused_beside_the_field(
    letter: newsletters.Newsletter, client: Client, typed: str
) -> None:
    answer = client.post("/newsletters/owl-post", {"email": typed})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not mail.outbox


def test_programs_fall_into_the_trap(letter: newsletters.Newsletter, client: Client) -> None:
    answer = client.post("/newsletters/owl-post", {"email": ADDRESS, "website": "https://spam.example"})

    assert answer.status_code == 200
    assert not mail.outbox
    assert not letter.subscriptions.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
)
def test_other_sites_cannot_sign_a_reader_up(
    letter: newsletters.Newsletter, client: Client, headers: dict[str, str]
) -> None:
    answer = client.post("/newsletters/owl-post", {"email": ADDRESS}, headers=headers)

    assert answer.status_code == 403
    assert not mail.outbox


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}])
def test_our_own_form_is_taken(letter: newsletters.Newsletter, client: Client, headers: dict[str, str]) -> None:
    assert client.post("/newsletters/owl-post", {"email": ADDRESS}, headers=headers).status_code == 200
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("path", ["/newsletters/confirm/rubbish", "/newsletters/unsubscribe/rubbish"])
def test_a_broken_link_says_what_to_do(cast: Cast, client: Client, path: str) -> None:
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code == 404
        assert "Copy the whole address" in answer.content.decode()


def test_a_closed_list_has_no_form(letter: newsletters.Newsletter, client: Client) -> None:
    letter.is_open = False
    letter.save()

    assert "takes no new readers" in client.get("/newsletters/owl-post").content.decode()
    assert "owl-post" not in client.get("/newsletters").content.decode()
    assert client.post("/newsletters/owl-post", {"email": ADDRESS}).status_code == 422


def test_an_unknown_list_is_not_found(cast: Cast, client: Client) -> None:
    assert client.get("/newsletters/nothing").status_code == 404
    assert client.post("/newsletters/nothing", {"email": ADDRESS}).status_code == 404
