"""Starting a story's other language in the admin."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from groundwave.newsroom import api as newsroom
from groundwave.newsroom.models import Assignment
from groundwave.people import api as people
from tests.cast import NOW, Cast

pytestmark = pytest.mark.usefixtures("at_now")


def start_url(page: object) -> str:
    return reverse("simple_translation:submit_page_translation", args=[page.pk])  # type: ignore[attr-defined]


@pytest.fixture
def reporter(cast: Cast, client: Client) -> Client:
    account = people.Staff.objects.create_user("rosa", "rosa@owl.example", "correct horse battery")
    account.groups.add(Group.objects.get(name="Reporters"))
    client.force_login(account)
    return client


@pytest.fixture
def story(cast: Cast) -> newsroom.Story:
    made = cast.story(
        "The owls’ return",
        topics=("Owls",),
        lead_photo=cast.photo(),
        embargoed_until=NOW + timedelta(hours=2),
        usage_terms="Not for print.",
    )
    made.save_revision().publish()
    return made


def test_the_story_offers_the_start_of_its_other_language(reporter: Client, story: newsroom.Story) -> None:
    assert start_url(story) in reporter.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    page = reporter.get(start_url(story)).content.decode()
    assert "Start the Spanish version" in page
    assert "Noticias" in page
    assert "Arts" not in page


def test_a_draft_is_made_with_words_photo_topics_and_rights(
    cast: Cast, reporter: Client, story: newsroom.Story
) -> None:
    answer = reporter.post(start_url(story), {"section": cast.noticias.pk})
    made = newsroom.Story.objects.get(locale=cast.noticias.locale)
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[made.pk])
    assert reporter.get(answer.url).status_code == 200
    assert not made.live
    assert made.section == cast.noticias
    for name in ("title", "teaser", "lead_photo", "embargoed_until", "usage_terms", "translation_key", "byline"):
        assert getattr(made, name) == getattr(story, name), name
    assert made.plain_body == story.plain_body
    assert [topic.name for topic in made.topics.all()] == ["Owls"]
    assert made.guid != story.guid


def test_both_link_to_each_other_once_both_are_out(cast: Cast, reporter: Client, client: Client) -> None:
    story = cast.story()
    story.save_revision().publish()
    reporter.post(start_url(story), {"section": cast.noticias.pk})
    made = newsroom.Story.objects.get(locale=cast.noticias.locale)
    reader = Client()
    assert made.url not in reader.get(story.url).content.decode()
    made.save_revision().publish()
    made.refresh_from_db()
    assert made.url in reader.get(story.url).content.decode()
    assert story.url in reader.get(made.url).content.decode()


def test_a_second_version_in_the_same_language_is_not_started(
    cast: Cast, reporter: Client, story: newsroom.Story
) -> None:
    reporter.post(start_url(story), {"section": cast.noticias.pk})
    reporter.post(start_url(story), {"section": cast.noticias.pk})
    assert newsroom.Story.objects.count() == 2
    assert "There is already" in reporter.get(start_url(story)).content.decode()


def test_no_section_chosen_is_said(cast: Cast, reporter: Client, story: newsroom.Story) -> None:
    cast.home_es.add_child(instance=newsroom.SectionPage(title="Cultura", slug="cultura", locale=cast.noticias.locale))
    page = reporter.post(start_url(story), {}).content.decode()
    assert "Choose the section in which the new version will stand" in page
    assert newsroom.Story.objects.count() == 1


def test_somebody_without_a_role_starts_nothing(cast: Cast, client: Client, story: newsroom.Story) -> None:
    client.force_login(people.Staff.objects.create_user("stray", "stray@owl.example", "correct horse battery"))
    assert client.post(start_url(story), {"section": cast.noticias.pk}).status_code in (302, 403)
    assert newsroom.Story.objects.count() == 1


def test_a_section_is_translated_by_the_form_that_fits_all_pages(cast: Cast, client: Client) -> None:
    client.force_login(cast.editor)
    assert client.get(start_url(cast.local)).status_code == 200


def test_an_editor_who_reads_spanish_has_the_desk_in_spanish(cast: Cast, client: Client) -> None:
    profile = UserProfile.get_for_user(cast.editor)
    profile.preferred_language = "es"
    profile.save()
    client.force_login(cast.editor)
    story = cast.story("Owls are back")
    Assignment.objects.create(slug="owls", what="They are back.", due_at=NOW)
    seen = {
        reverse("newsroom_plan"): (
            "Plan de notas, martes, 24 de noviembre de 2026",
            "24 Nov",
            "aún nadie",
            "Propuesta",
        ),
        reverse("newsroom_live", args=[story.pk]): ("Cobertura en vivo", "Empezar"),
        reverse("newsroom_outside", args=[story.pk]): ("Mostrar a alguien de fuera", "¿Por cuántos días?"),
        reverse("newsroom_pull_photo"): ("Retirar una foto", "Tomada desde"),
        reverse("newsroom_review", args=[story.pk]): ("Está al día hoy",),
        reverse("newsroom_withdraw", args=[story.pk]): ("¿Por qué se retira?",),
        reverse("wagtailadmin_pages:edit", args=[story.pk]): ("Crédito y derechos", "Titular"),
        reverse("wagtailadmin_home"): ("Escribir una nota", "Sus borradores"),
    }
    for address, words in seen.items():
        page = html.unescape(client.get(address).content.decode())
        assert [said for said in words if said not in page] == [], address
    answer = client.post(reverse("newsroom_live", args=[story.pk]), {"act": "begin"}, follow=True)
    assert "Publicar la entrada" in answer.content.decode()
