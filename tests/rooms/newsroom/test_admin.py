"""A reporter and an editor at work in the admin."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from groundwave.newsroom import api as newsroom
from groundwave.people import api as people
from tests.cast import NOW, Cast

pytestmark = pytest.mark.usefixtures("at_now")


@pytest.fixture
def rosa(cast: Cast) -> people.Staff:
    """Rosa Quill's account, without a role yet."""
    account = people.Staff.objects.create_user("rosa", "rosa@owl.example", "correct horse battery")
    cast.reporter.staff = account
    cast.reporter.save()
    return account


@pytest.fixture
def reporter(rosa: people.Staff, client: Client) -> Client:
    rosa.groups.add(Group.objects.get(name="Reporters"))
    client.force_login(rosa)
    return client


@pytest.fixture
def editor(cast: Cast, client: Client) -> Client:
    client.force_login(cast.editor)
    return client


def add_url(section: newsroom.SectionPage) -> str:
    return reverse("wagtailadmin_pages:add", args=["newsroom", "story", section.pk])


def edit_url(story: newsroom.Story) -> str:
    return reverse("wagtailadmin_pages:edit", args=[story.pk])


def story_data(**fields: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "title": "Owls count themselves",
        "slug": "",
        "teaser": "",
        "dateline": "",
        "label": "",
        "lead_photo": "",
        "lead_caption": "",
        "body": streamfield([("text", rich_text("<p>Eleven came.</p>"))]),
        "bylines": inline_formset([]),
        "corrections": inline_formset([]),
        "comments": inline_formset([]),
        "topics": "",
        "origin": "own",
        "provider": "",
        "canonical_url": "",
        "copyright_owner": "",
        "copyright_year": "",
        "usage_terms": "",
        "updated_at": "",
        "published_at": "",
        "embargoed_until": "",
        "embargo_note": "",
        "embargo_reason": "",
        "expire_at": "",
        "seo_title": "",
        "search_description": "",
    }
    return dict(nested_form_data(given | fields))


def test_nobody_hides_a_page_by_a_password_that_lists_and_feeds_would_not_ask_for(cast: Cast, client: Client) -> None:
    client.force_login(cast.editor)
    for page in (cast.story(), cast.local, cast.home):
        client.post(
            reverse("wagtailadmin_pages:set_privacy", args=[page.pk]),
            {"restriction_type": "password", "password": "owls", "groups": []},
        )
    assert not PageViewRestriction.objects.exists()


def test_the_dashboard_offers_each_section_and_the_drafts(cast: Cast, reporter: Client, rosa: people.Staff) -> None:
    reporter.post(add_url(cast.local), story_data())
    page = reporter.get("/admin/").content.decode()
    for section in (cast.local, cast.arts, cast.noticias):
        assert add_url(section) in page
    assert "Owls count themselves" in page
    assert "Owl Hollow Public Media" in page
    assert "wagtail.org" not in page


def test_a_story_that_waits_for_its_hour_is_on_the_dashboard(cast: Cast, editor: Client) -> None:
    cast.story("Sealed owls", embargoed_until=NOW + timedelta(hours=3))
    assert "Sealed owls" in editor.get("/admin/").content.decode()


def test_a_new_story_starts_under_the_writers_own_name(cast: Cast, reporter: Client) -> None:
    answer = reporter.get(add_url(cast.local))
    forms = answer.context["form"].formsets["bylines"].forms
    assert [form.instance.author for form in forms] == [cast.reporter]
    assert "admin/guidance.js" in answer.content.decode()


def test_the_byline_that_picked_itself_is_saved(cast: Cast, reporter: Client) -> None:
    byline = inline_formset([{"author": cast.reporter.pk, "free_name": "", "organization": "", "id": ""}], initial=1)
    answer = reporter.post(add_url(cast.local), story_data(bylines=byline))
    assert answer.status_code == 302, answer.context["form"].errors
    story = newsroom.Story.objects.get()
    assert story.byline == "Rosa Quill"


@pytest.mark.parametrize(("role", "is_out"), [("Reporters", False), ("Editors", True)])
def test_only_an_editor_publishes(cast: Cast, client: Client, rosa: people.Staff, role: str, is_out: bool) -> None:
    rosa.groups.add(Group.objects.get(name=role))
    client.force_login(rosa)
    client.post(add_url(cast.local), story_data(**{"action-publish": "1"}))
    assert newsroom.Story.objects.get().live is is_out


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("¿Quién paga el puente? Año 2026", "quien-paga-el-puente-ano-2026"),
        ("Owls return to the mill", "owls-return-to-the-mill-2"),
    ],
)
def test_the_address_makes_itself(cast: Cast, editor: Client, title: str, slug: str) -> None:
    cast.story("Owls return to the mill")
    editor.post(add_url(cast.local), story_data(title=title))
    assert newsroom.Story.objects.latest("pk").slug == slug


def test_an_address_that_another_story_has_is_refused_in_words(cast: Cast, editor: Client) -> None:
    cast.story("Owls return to the mill")
    answer = editor.post(add_url(cast.local), story_data(slug="owls-return-to-the-mill"))
    assert "is the address of “Owls return to the mill” in this section" in str(answer.context["form"].errors["slug"])
    assert newsroom.Story.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "where", "said"),
    [
        ({"title": ""}, "title", "required"),
        ({"origin": "provider"}, "provider", "which provider"),
        (
            {"embargoed_until": "2026-11-26 10:00", "expire_at": "2026-11-25 10:00"},
            "expire_at",
            "nobody would ever see it",
        ),
    ],
)
def test_a_story_is_refused_in_words(cast: Cast, editor: Client, fields: dict[str, str], where: str, said: str) -> None:
    answer = editor.post(add_url(cast.local), story_data(**fields, **{"action-publish": "1"}))
    assert said in str(answer.context["form"].errors[where])
    assert not newsroom.Story.objects.exists()


def test_a_draft_may_be_unfinished_and_a_page_may_not(cast: Cast, editor: Client) -> None:
    blank = inline_formset([{"author": "", "free_name": "", "organization": ""}])
    audio = streamfield(
        [
            (
                "audio",
                {
                    **dict.fromkeys(("file", "url", "seconds", "credit", "transcript", "message"), ""),
                    "title": "Listen",
                },
            )
        ]
    )
    data = {"bylines": blank, "body": audio}
    refused = editor.post(add_url(cast.local), story_data(**data, **{"action-publish": "1"}))
    assert "A byline needs" in refused.content.decode()
    assert "say why there is none" in refused.content.decode()
    assert editor.post(add_url(cast.local), story_data(**data)).status_code == 302


def test_an_empty_time_is_the_moment_of_publication(cast: Cast, editor: Client) -> None:
    editor.post(add_url(cast.local), story_data(**{"action-publish": "1"}))
    assert newsroom.Story.objects.get().published_at == NOW


def test_a_time_is_read_by_the_clock_of_the_account(cast: Cast, editor: Client) -> None:
    data = story_data(published_at="2026-11-25 06:00", **{"action-publish": "1"})
    page = editor.post(add_url(cast.local), data, follow=True).content.decode()
    assert newsroom.Story.objects.get().published_at == NOW.replace(day=25, hour=11, minute=0)
    assert "nobody outside sees it before Wednesday, November 25, 06:00 (EST)" in page


def test_a_new_correction_is_signed_and_dated(cast: Cast, editor: Client) -> None:
    form = editor.get(edit_url(cast.story())).context["form"].formsets["corrections"].empty_form
    assert form["made_by"].value() == cast.editor.pk
    assert form["made_at"].value() is not None


def test_an_unsigned_correction_from_a_partner_stays_unsigned(cast: Cast, editor: Client) -> None:
    story = cast.story()
    story.corrections.add(newsroom.Correction(text="Eleven, not nine.", made_at=NOW))
    story.save_revision().publish()
    form = editor.get(edit_url(story)).context["form"].formsets["corrections"].forms[0]
    assert form["made_by"].value() is None


@pytest.mark.parametrize(("photo", "said"), [({"alt_text": ""}, "has no text for those who cannot see it"), ({}, "")])
def test_publishing_says_what_is_wrong_with_a_photo_and_goes_on(
    cast: Cast, editor: Client, photo: dict[str, str], said: str
) -> None:
    picture = cast.photo(**photo)
    data = story_data(lead_photo=picture.pk, **{"action-publish": "1"})
    page = editor.post(add_url(cast.local), data, follow=True).content.decode()
    assert newsroom.Story.objects.get().live
    assert (said or "published") in page
    assert ("Open the photo" in page) is bool(said)


def test_the_list_of_photos_says_credit_and_what_is_missing(cast: Cast, editor: Client) -> None:
    ended = cast.photo("Old owl", alt_text="")
    ended.expires_on = NOW.date() - timedelta(days=1)
    ended.save()
    for layout in ("grid", "list"):
        page = editor.get(reverse("wagtailimages:index"), {"layout": layout}).content.decode()
        assert "Ana Ruiz / Owl Hollow" in page
        assert "Not shown: ended 2026-11-23" in page
        assert "No alt text" in page


@pytest.mark.parametrize(
    "hidden", [{"live": False}, {"embargoed_until": NOW + timedelta(days=1)}, {"published_at": NOW + timedelta(days=1)}]
)
@pytest.mark.parametrize(("mode", "has_script"), [("", True), ("text", False)])
def test_a_story_that_nobody_may_see_yet_is_previewed_both_ways(
    cast: Cast, editor: Client, hidden: dict[str, Any], mode: str, has_script: bool
) -> None:
    story = cast.story("Owls to come", **hidden)
    story.save_revision()
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[story.pk])
    kept = {"embargoed_until": "2026-11-25 14:30"} if "embargoed_until" in hidden else {}
    assert editor.post(f"{url}?mode={mode}", story_data(title="Owls to come", **kept)).json()["is_valid"]
    answer = editor.get(url, {"mode": mode, "in_preview_panel": "true"})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Owls to come" in page
    assert ("<script" in page) is has_script
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'none'" not in answer.headers.get("Content-Security-Policy", "")
    assert Client().get(f"/news/{story.dated}/{story.slug}").status_code == 404
