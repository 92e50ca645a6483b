"""A reader signs up for a newsletter: the form, the mail, the link, the button."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.station import Station, until


def confirmed(station: Station, address: str) -> list[str | None]:
    """When each wish of this address was confirmed."""
    query = """select confirmed_at from newsletters_subscription join people_contact on people_contact.id = contact_id
               where people_contact.email = ?"""
    return [row[0] for row in station.rows(query, address)]


@pytest.mark.parametrize(
    ("start", "scripted", "address"),
    [
        ("/newsletters/first-light", True, "ada@example.org"),
        ("/es/newsletters/la-marea-semanal", True, "beto@example.org"),
        ("/text/newsletters/green-room", False, "cleo@example.org"),
    ],
)
def test_signing_up_takes_a_link_and_a_button(
    reader: Any, station: Station, start: str, scripted: bool, address: str
) -> None:
    page = reader(java_script_enabled=scripted)
    page.goto(start)
    form = page.locator("form[action*='/newsletters/']").first
    form.locator("input[type=email]").fill(address)
    form.locator("button").click()
    expect(page.locator("h1")).to_be_visible()
    mail = until(lambda: station.mail_to(address), what=f"a mail to {address}")
    body = mail.get_body(("plain",))
    assert body
    link = re.search(rf"{re.escape(station.url)}/\S*confirm/\S+", body.get_content())
    assert link, body.get_content()
    page.goto(link[0])
    # Opening the link changes nothing, since programs that scan mail open links too; the button does.
    assert confirmed(station, address) == [None]
    page.locator("main form button").click()
    expect(page.locator("main form")).to_have_count(0)
    assert confirmed(station, address) != [None]
    assert page.context.cookies() == []


def test_an_address_that_is_none_is_refused_with_a_sentence(reader: Any, station: Station) -> None:
    page = reader(java_script_enabled=False, may_complain=True)
    page.goto("/newsletters/first-light")
    form = page.locator("form.sign-up")
    # Past the browser's own check, as an old browser would send it.
    form.locator("input[type=email]").fill("ada@nowhere")
    form.locator("button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert station.mail_to("ada@nowhere") is None
