"""Reports → Pages in the admin: what readers are handed, said to people, and who may have it made anew."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from groundwave.delivery import api as delivery
from groundwave.newsroom import api as newsroom
from groundwave.people import api as people
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("at_now", "page_store")


@pytest.fixture
def follower(cast: Cast) -> delivery.Follower:
    return delivery.Follower()


@pytest.fixture
def editor(cast: Cast, client: Client) -> Client:
    client.force_login(cast.editor)
    return client


def report(client: Client, **asked: str) -> str:
    return client.get(reverse("delivery_pages"), asked).content.decode()


def press(client: Client, button: str, **given: str) -> str:
    return client.post(reverse(f"delivery_{button}"), given, follow=True).content.decode()


def break_sections(client: Client, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    def broken(*_: object, **__: object) -> None:
        raise LookupError(words)

    client.raise_request_exception = False  # it hears of the inner request's exception as well
    monkeypatch.setattr(newsroom.SectionPage, "get_context", broken)


@pytest.mark.parametrize(("role", "may"), [("Reporters", False), ("Editors", True)])
def test_whoever_works_here_reads_it_and_whoever_publishes_has_a_page_made(
    cast: Cast, client: Client, role: str, may: bool
) -> None:
    pat = people.Staff.objects.create_user("pat", "pat@owl.example", "correct horse battery")
    pat.groups.add(Group.objects.get(name=role))
    client.force_login(pat)
    assert "Fresh" in report(client)
    assert ("Make this page again" in report(client, address="/news")) is may
    press(client, "making", address="/news")
    assert (delivery.explain(key="/news") is not None) is may
    assert ("Compare this page" in report(client, address="/news")) is may
    assert ("is what it should be" in press(client, "comparison", address="/news")) is may
    assert "Make all pages again" not in report(client)


def test_nobody_reads_it_without_an_account(cast: Cast) -> None:
    assert Client().get(reverse("delivery_pages")).status_code == 302


def test_it_stands_among_the_reports(editor: Client) -> None:
    assert reverse("delivery_pages") in editor.get("/admin/").content.decode()


@pytest.mark.parametrize("address", ["/news", "https://www.owl.example/news?utm_source=post", " /news "])
def test_a_page_explains_itself_as_on_the_command_line(cast: Cast, editor: Client, address: str) -> None:
    cast.story()
    delivery.bake("/news")
    said = report(editor, address=address)
    page = delivery.explain(key="/news")
    assert page
    for line in delivery.said(page):
        assert line.strip() in said
    assert f"<code>wagtailcore.page:{cast.local.pk}</code>" in said


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "Say which page"),
        ("news", "no address of a page"),
        ("http://[", "no address of a page"),
        ("/admin/pages/", "never stored"),
        ("/../../etc/passwd", "never stored"),
        ("/no-such-page", "It is not stored"),
    ],
)
def test_an_address_that_means_nothing_is_said_in_words(editor: Client, address: str, words: str) -> None:
    assert words in report(editor, address=address)


@pytest.mark.parametrize("address", ["news", "/admin/", ""])
def test_no_button_makes_what_is_no_page(editor: Client, address: str) -> None:
    press(editor, "making", address=address)
    press(editor, "comparison", address=address)
    assert delivery.counts()["fresh"] == 0


def test_an_address_with_accents_is_taken_as_the_browser_copies_it(cast: Cast, editor: Client) -> None:
    cast.story("Vuelven los búhos", slug="búhos", section=cast.noticias)
    story = newsroom.Story.objects.get(slug="búhos")
    press(editor, "making", address=story.full_url)
    assert delivery.counts()["fresh"] == 1


def test_a_page_that_cannot_be_made_is_listed_with_its_reason(
    editor: Client, monkeypatch: pytest.MonkeyPatch, page_store: Path
) -> None:
    press(editor, "making", address="/news")
    before = {path: path.read_bytes() for path in (page_store / "tree").rglob("news*")}
    break_sections(editor, monkeypatch, "the owl has flown")
    assert "could not be made" in press(editor, "making", address="/news")
    said = report(editor)
    assert "LookupError" in said
    assert "the owl has flown" in said
    assert "November 24, 2026, 14:30 EST" in said
    assert "It is stale since 2026-11-24 19:30:00 UTC" in report(editor, address="/news")
    assert {path: path.read_bytes() for path in before} == before


def test_a_page_that_is_not_there_is_not_stored(editor: Client) -> None:
    assert "answers 404" in press(editor, "making", address="/no-such-page")


def test_a_change_that_nobody_announced_is_found_by_comparing(cast: Cast, editor: Client) -> None:
    press(editor, "making", address="/news")
    newsroom.SectionPage.objects.filter(pk=cast.local.pk).update(title="Owl news")
    said = press(editor, "comparison", address="/news")
    assert "is not what it should be" in said
    assert f"wagtailcore.page:{cast.local.pk} changed and was not announced" in said
    assert delivery.counts()["wrong"] == 1


def test_there_is_nothing_to_compare_with_what_is_not_stored_or_waits(
    cast: Cast, editor: Client, follower: delivery.Follower
) -> None:
    assert "nothing to compare" in press(editor, "comparison", address="/news")
    press(editor, "making", address="/news")
    cast.local.save()
    follower.follow()
    assert "nothing to compare yet" in press(editor, "comparison", address="/news")


def test_a_page_is_nobodys_whatever_the_person_set(cast: Cast, editor: Client, follower: delivery.Follower) -> None:
    """The making of a page by a person in another zone and language is the worker's, to the byte."""
    story = cast.story()
    profile = cast.editor.wagtail_userprofile
    profile.current_time_zone, profile.preferred_language = "Asia/Tokyo", "es"
    profile.save()
    delivery.bake(story.url)
    page = delivery.explain(key=story.url)
    press(editor, "making", address=story.url)
    again = delivery.explain(key=story.url)
    assert page and again and page.sha256 == again.sha256


def test_every_machine_hears_of_it(editor: Client, follower: delivery.Follower) -> None:
    press(editor, "making", address="/news")
    follower.follow()
    page = delivery.explain(key="/news")
    assert page and page.stale


@pytest.mark.parametrize("superuser", [False, True])
def test_only_a_superuser_has_all_made(
    cast: Cast, client: Client, follower: delivery.Follower, superuser: bool
) -> None:
    pat = people.Staff.objects.create_user("pat", "pat@owl.example", "correct horse", is_superuser=superuser)
    pat.groups.add(Group.objects.get(name="Editors"))
    client.force_login(pat)
    for key in ("/", "/news", "/arts"):
        delivery.bake(key)
    follower.follow()
    delivery.bake_stale(most=10)
    assert ("Make all pages again" in report(client)) is superuser
    client.post(reverse("delivery_making_of_all"))
    follower.follow()
    assert delivery.counts()["stale"] == (3 if superuser else 0)


def test_making_all_forgets_what_a_change_by_hand_left_in_kept_parts(
    cast: Cast, editor: Client, follower: delivery.Follower, page_store: Path
) -> None:
    """The head of every page is made once for many; rows that somebody changed by hand announced nothing."""
    delivery.bake("/news")
    delivery.bake("/arts")
    type(cast.licensee).objects.update(brand_name="Barn Radio")
    editor.post(reverse("delivery_making_of_all"))
    follower.follow()
    delivery.bake_stale(most=10)
    assert all(b"Barn Radio" in path.read_bytes() for path in (page_store / "tree").rglob("*.html"))


def test_a_get_makes_nothing(editor: Client) -> None:
    for name in ("making", "comparison", "making_of_all"):
        assert editor.get(reverse(f"delivery_{name}"), {"address": "/news"}).status_code == 405
    assert delivery.counts()["fresh"] == 0


def test_a_form_of_another_website_makes_nothing(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.editor)
    assert client.post(reverse("delivery_making"), {"address": "/news"}).status_code == 403


def test_a_station_without_a_store_says_so(editor: Client, settings: Settings) -> None:
    settings.PAGE_STORE = ""
    assert "keeps no pages" in report(editor)
    for button in ("making", "comparison", "making_of_all"):
        assert "keeps no pages" in press(editor, button, address="/news")


def test_a_store_that_cannot_be_read_says_so(editor: Client, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "index.sqlite3").write_bytes(b"owl" * 1000)
    settings.PAGE_STORE = str(tmp_path / "broken")
    with pytest.raises(sqlite3.Error):
        delivery.counts()
    assert "cannot be read" in report(editor)
    assert "cannot be used" in press(editor, "comparison", address="/news")


def test_what_was_said_by_a_page_is_words_and_no_markup(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    press(editor, "making", address="/news")
    break_sections(editor, monkeypatch, "<script>owl()</script>")
    press(editor, "making", address="/news")
    assert "<script>owl" not in report(editor, address="/news")
