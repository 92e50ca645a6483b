"""A story as a reader meets it: credit, times, corrections, translations, what search engines are told."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from wagtail.rich_text import RichText

from groundwave.membership.api import Appeal
from groundwave.newsroom import api as newsroom
from tests.cast import NOW, Cast

pytestmark = pytest.mark.usefixtures("at_now")

FIVE_PARAGRAPHS = "".join(f"<p>Paragraph {number} of the story.</p>" for number in range(1, 6))


def read(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def main_of(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def told(page: str) -> dict[str, Any]:
    """JSON-LD by type."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    return {node["@type"]: node for node in json.loads(found[1])["@graph"]}


def test_a_story_carries_headline_names_times_and_whose_it_is(cast: Cast, client: Client) -> None:
    story = cast.story(dateline="Owl Hollow", updated_at=NOW)
    page = main_of(read(client, story.url))
    assert "<h1>Owls return to the mill</h1>" in page
    assert '<a rel="author" href="/authors/rosa-quill">Rosa Quill</a>' in page
    assert '<time datetime="2026-11-24T18:30:00+00:00">Nov. 24, 2026, 1:30 p.m. EST</time>' in page
    assert "Updated" in page
    assert '<span class="dateline">Owl Hollow</span> — The owls came back' in page
    assert "© 2026 Owl Hollow Public Media." in page


def test_the_photo_comes_with_caption_credit_and_words_for_those_who_cannot_see_it(cast: Cast, client: Client) -> None:
    page = main_of(read(client, cast.story(lead_photo=cast.photo()).url))
    assert 'alt="A barn owl sits on a wooden beam."' in page
    assert "The first owl at the mill on Monday." in page
    assert "Ana Ruiz / Owl Hollow" in page
    assert 'type="image/avif"' in page
    assert 'fetchpriority="high"' in page


def test_a_photo_whose_rights_have_ended_is_not_shown(cast: Cast, client: Client) -> None:
    expired = cast.photo()
    expired.expires_on = NOW.date() - timedelta(days=1)
    expired.save()
    page = read(client, cast.story(lead_photo=expired).url)
    assert "<picture>" not in page
    assert "og:image" not in page
    assert "Ana Ruiz" not in page


def test_corrections_stand_on_the_page_and_in_the_data(cast: Cast, client: Client) -> None:
    story = cast.story()
    story.corrections.add(newsroom.Correction(text="There were five owls.", made_at=NOW, made_by=cast.editor))
    story.save()
    page = read(client, story.url)
    assert "There were five owls." in main_of(page)
    assert told(page)["NewsArticle"]["correction"][0]["text"] == "There were five owls."


def test_a_provider_s_story_names_its_owner_and_points_search_engines_at_the_original(
    cast: Cast, client: Client
) -> None:
    story = cast.story(
        origin="provider",
        provider="Far Wire",
        canonical_url="https://farwire.example/1",
        copyright_owner="Far Wire",
        copyright_year=2025,
    )
    page = read(client, story.url)
    assert '<link rel="canonical" href="https://farwire.example/1">' in page
    assert "© 2025 Far Wire." in page
    assert "Read the original at Far Wire" in page


def test_translations_point_at_each_other(cast: Cast, client: Client) -> None:
    english = cast.story()
    spanish = cast.story("Los búhos vuelven", section=cast.noticias, translation_of=english)
    first, second = read(client, english.url), read(client, spanish.url)
    assert f'rel="alternate" hreflang="es" href="http://127.0.0.1:8000{spanish.url}"' in first
    assert f'href="{spanish.url}" lang="es" hreflang="es"' in main_of(first)
    assert '<html lang="es">' in second
    assert f'href="{english.url}" lang="en" hreflang="en"' in main_of(second)


def test_a_translation_under_embargo_is_not_offered(cast: Cast, client: Client) -> None:
    english = cast.story()
    spanish = cast.story(
        "Aún no", section=cast.noticias, translation_of=english, embargoed_until=NOW + timedelta(hours=1)
    )
    assert spanish.url not in read(client, english.url)


def test_a_story_without_translation_claims_none(cast: Cast, client: Client) -> None:
    assert 'rel="alternate" hreflang' not in read(client, cast.story().url)


def test_an_appeal_stands_in_the_break_and_only_there(cast: Cast, client: Client) -> None:
    Appeal.objects.create(
        internal_name="x", title="Keep the owls", text="Give.", button_label="Give", button_url="/support",
        placement="body", starts=NOW - timedelta(days=1),
    )  # fmt: skip
    page = main_of(read(client, cast.story(text=FIVE_PARAGRAPHS).url))
    assert page.count("Keep the owls") == 1
    assert page.index("Paragraph 3 of") < page.index("Keep the owls") < page.index("Paragraph 4 of")
    assert "Keep the owls" not in read(client, cast.story("Short one").url)


def test_sound_can_be_played_read_and_taken_along(cast: Cast, client: Client) -> None:
    sound = {
        "title": "The owls, at dusk",
        "url": "https://sound.example/owls.mp3",
        "seconds": 245,
        "transcript": "Hoo.",
        "credit": "Ana Ruiz",
        "downloadable": True,
    }
    page = main_of(read(client, cast.story(body=[("audio", sound)]).url))
    assert 'data-audio-src="https://sound.example/owls.mp3"' in page
    assert 'preload="none"' in page
    assert "4:05" in page
    assert "<summary>Transcript</summary>" in page
    assert "download>Download</a>" in page


def test_every_kind_of_block_is_shown(cast: Cast, client: Client) -> None:
    other = cast.story("Mill reopens")
    body = [
        ("text", "<p>It began at dusk.</p>"),
        ("photo", {"photo": cast.photo(), "caption": "Dusk.", "size": "side"}),
        ("pull_quote", {"quote": "They came home.", "who": "Ned Ortiz", "context": "miller"}),
        ("link_card", {"url": "https://www.mill.example/a", "title": "The mill", "description": "Hours"}),
        ("related_story", {"story": other, "words": ""}),
        ("aside", {"title": "Owls in numbers", "text": RichText("<p>Five.</p>")}),
    ]
    story = cast.story("Full story", body=body)
    for page in (main_of(read(client, story.url)), main_of(read(client, f"/text{story.url}"))):
        for words in (
            "It began at dusk.",
            "Dusk.",
            "They came home.",
            "Ned Ortiz",
            "The mill",
            "Mill reopens",
            "Five.",
        ):
            assert words in page
    assert "mill.example" in main_of(read(client, story.url))


def test_a_related_story_that_was_withdrawn_is_not_pointed_at(cast: Cast, client: Client) -> None:
    other = cast.story("Taken back")
    story = cast.story(body=[("related_story", {"story": other, "words": "See this"})])
    newsroom.withdraw(story=other, by=cast.editor, reason="Wrong.", at=NOW)
    assert "See this" not in read(client, story.url)


def test_a_withdrawn_story_answers_410_in_both_forms_and_says_nothing_of_it(cast: Cast, client: Client) -> None:
    story = cast.story()
    newsroom.withdraw(story=story, by=cast.editor, reason="Wrong.", at=NOW)
    page = read(client, story.url, status=410)
    assert "This story was withdrawn" in page
    assert "Owls return" not in page
    twin = read(client, f"/text{story.url}", status=410)
    assert "This story was withdrawn" in twin
    assert "Owls return" not in twin
    assert "site.css" not in twin
    assert "<script" not in twin


def test_an_embargoed_story_is_not_there(cast: Cast, client: Client) -> None:
    story = cast.story(embargoed_until=NOW + timedelta(minutes=1))
    assert "Owls return" not in read(client, story.url, status=404)


def test_no_index_is_said(cast: Cast, client: Client) -> None:
    assert '<meta name="robots" content="noindex">' in read(client, cast.story(no_index=True).url)


def test_a_hostile_headline_stays_text(cast: Cast, client: Client) -> None:
    page = read(client, cast.story('<script>alert("x")</script> & Co', slug="hostile").url)
    assert '<script>alert("x")' not in page
    assert told(page)["NewsArticle"]["headline"] == '<script>alert("x")</script> & Co'


@pytest.mark.parametrize("mode", ["", "text"])
def test_a_draft_can_be_previewed_in_both_forms(cast: Cast, mode: str) -> None:
    draft = cast.story("Not out yet", live=False, lead_photo=cast.photo())
    draft.title = "Not out yet, and changed"
    response = draft.make_preview_request(preview_mode=mode)
    page = response.content.decode()
    assert "Not out yet, and changed" in page
    assert ("<picture>" in page) is (mode == "")


def test_the_data_for_search_engines_is_whole(cast: Cast, client: Client) -> None:
    story = cast.story(lead_photo=cast.photo(), topics=("Owls", "Mills"))
    nodes = told(read(client, story.url))
    article = nodes["NewsArticle"]
    assert article["url"] == f"http://127.0.0.1:8000{story.url}"
    assert article["keywords"] == ["Owls", "Mills"]
    assert article["image"][0].startswith("http://127.0.0.1:8000/media/")
    assert [step["name"] for step in nodes["BreadcrumbList"]["itemListElement"]] == [
        "Owl Hollow Public Media",
        "Local News",
        "Owls return to the mill",
    ]
