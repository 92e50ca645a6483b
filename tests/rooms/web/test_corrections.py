"""Corrections on the story, in the archive and in its feed; labels and what they mean."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from groundwave.newsroom import api as newsroom
from tests.cast import NOW, Cast

pytestmark = pytest.mark.usefixtures("at_now")

HOUR = timedelta(hours=1)


def corrected(
    cast: Cast, title: str, words: str, *, ago: timedelta = HOUR, kind: str = "correction", **more: Any
) -> newsroom.Story:
    story = cast.story(title, **more)
    newsroom.Correction.objects.create(story=story, text=words, made_at=NOW - ago, made_by=cast.editor, kind=kind)
    return story


def read(url: str) -> str:
    answer = Client().get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_the_archive_has_them_newest_first_signed_and_by_language(cast: Cast) -> None:
    cast.editor.first_name, cast.editor.last_name = "Edda", "Ortiz"
    cast.editor.save()
    older = corrected(cast, "Older", "Eleven owls, not nine.", ago=5 * HOUR)
    corrected(cast, "Newer", "The mill is in Port Ansel.", kind="clarification")
    corrected(cast, "Sellado", "Secreto", section=cast.noticias, embargoed_until=NOW + HOUR)
    corrected(cast, "Búhos", "Once, no nueve.", section=cast.noticias)
    page = read("/corrections")
    assert page.index("Newer") < page.index("Older")
    for said in ("Eleven owls, not nine.", "Clarification", "Edda Ortiz", f"{older.url}#corrections"):
        assert said in page
    assert "Once, no nueve." not in page
    spanish = read("/es/corrections")
    assert "Once, no nueve." in spanish
    assert "Corrección" in spanish
    assert "Secreto" not in spanish
    assert "Eleven owls, not nine." in read("/text/corrections")


def test_a_correction_goes_with_its_story(cast: Cast) -> None:
    story = corrected(cast, "Withdrawn", "Eleven owls, not nine.")
    assert "Eleven owls" in read("/corrections")
    newsroom.withdraw(story=story, by=cast.editor, reason="All wrong.")
    assert "Eleven owls" not in read("/corrections")
    assert "nothing to correct" in read("/corrections")


def test_the_feed_tells_the_words_themselves(cast: Cast) -> None:
    story = corrected(cast, "Owls", "Eleven owls, not nine.")
    feed = read("/corrections/feed.xml")
    assert "<title>Correction: Owls</title>" in feed
    assert "<description>Eleven owls, not nine.</description>" in feed
    assert f"{story.guid_urn}#20261124T183000" in feed
    assert "<title>Correcciones | Owl Hollow Public Media</title>" in read("/es/corrections/feed.xml")


def test_the_stations_own_words_stand_above_the_archive(cast: Cast) -> None:
    cast.home.add_child(
        instance=newsroom.InfoPage(title="How we correct", slug="corrections", body="<p>At once and in the open.</p>")
    )
    corrected(cast, "Owls", "Eleven owls, not nine.")
    page = read("/corrections")
    assert page.index("At once and in the open.") < page.index("Eleven owls")


def test_a_story_points_to_its_correction_from_the_top(cast: Cast) -> None:
    story = corrected(cast, "Owls", "Eleven owls, not nine.", kind="update")
    page = read(story.url)
    assert '<a class="corrected" href="#corrections">Update</a>' in page
    assert '"@type":"CorrectionComment","text":"Eleven owls, not nine."' in page
    assert '"correctionsPolicy":"http://127.0.0.1:8000/corrections"' in page


@pytest.mark.parametrize(
    ("label", "said"),
    [("opinion", "the views are the writer’s"), ("sponsored", "paid for by the organization"), ("", "")],
)
def test_a_label_says_what_it_means(cast: Cast, label: str, said: str) -> None:
    story = cast.story(label=label)
    for url in (story.url, f"/text{story.url}"):
        assert said in read(url)
    assert ("label-line" in read(story.url)) is bool(said)


def test_what_somebody_paid_for_is_no_news_to_search_engines(cast: Cast) -> None:
    cast.story("Paid for", label="sponsored")
    cast.story("Reported")
    sitemap = read("/news-sitemap.xml")
    assert ("Reported" in sitemap, "Paid for" in sitemap) == (True, False)
