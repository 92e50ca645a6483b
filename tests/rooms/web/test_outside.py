"""A draft shown to somebody outside: by the link alone, while it works, never kept; their answer stays."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry

from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from tests.cast import NOW, Cast

pytestmark = pytest.mark.usefixtures("at_now")


def link_to(cast: Cast, story: newsroom.Story, *, days: int = 3) -> newsroom.PreviewLink:
    return newsroom.offer_preview(story=story, by=cast.editor, for_whom="The lawyer", days=days, at=NOW)


def draft(cast: Cast) -> newsroom.Story:
    """A published story whose newest words are not."""
    story = cast.story("Owls are counted")
    story.body = [("text", "<p>Nobody outside has read this yet.</p>")]
    story.save_revision()
    return newsroom.Story.objects.get(pk=story.pk)


def test_an_outsider_reads_the_draft_and_nobody_keeps_it(cast: Cast, page_store: Path) -> None:
    story = draft(cast)
    link = link_to(cast, story)
    answer = Client().get(link.get_absolute_url())
    page = answer.content.decode()
    assert "Nobody outside has read this yet." in page
    assert "no-store" in answer["Cache-Control"]
    assert (answer["X-Robots-Tag"], answer["Referrer-Policy"]) == ("noindex, nofollow", "no-referrer")
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert "application/ld+json" not in page
    assert not answer.cookies
    assert not [path for path in page_store.rglob("*") if "preview" in path.name]
    assert "Nobody outside" not in Client().get(story.url).content.decode()
    assert len(link.key) >= 40


def test_the_link_shows_the_version_for_which_it_was_made(cast: Cast) -> None:
    story = draft(cast)
    link = link_to(cast, story)
    story.body = [("text", "<p>Later words.</p>")]
    story.save_revision()
    page = Client().get(link.get_absolute_url()).content.decode()
    assert "Nobody outside has read this yet." in page
    assert "Later words." not in page


def test_a_link_that_ended_was_revoked_or_never_was_says_the_same(cast: Cast, client: Client) -> None:
    story = draft(cast)
    ended, revoked, taken_back = (link_to(cast, one) for one in (story, story, cast.story("Taken back")))
    client.force_login(cast.editor)
    client.post(reverse("newsroom_outside", args=[story.pk]), {"revoke": revoked.pk})
    newsroom.withdraw(story=taken_back.story, by=cast.editor, reason="Wrong.")
    with clock.standing_at(NOW + timedelta(days=3)):
        said = {Client().get(ended.get_absolute_url()).content}
    for path in (revoked.get_absolute_url(), taken_back.get_absolute_url(), "/preview/guessed"):
        answer = Client().get(path)
        assert answer.status_code == 404
        said.add(answer.content)
    alike = {re.sub(rb"/preview/[-\w]+", b"", one) for one in said}
    assert len(alike) == 1
    assert b"This link does not work" in alike.pop()


def test_an_answer_stands_on_the_story(cast: Cast, client: Client) -> None:
    story = draft(cast)
    link = link_to(cast, story)
    url = link.get_absolute_url()
    said = {"name": "Lena Marsh", "verdict": "approved", "comment": "<b>Fine</b> by me."}
    page = Client().post(url, said).content.decode()
    assert "The newsroom has your answer." in page
    assert "&lt;b&gt;Fine&lt;/b&gt; by me." in page
    row = link.answers.get()
    assert (row.name, row.verdict, row.made_at) == ("Lena Marsh", "approved", NOW)
    entry = PageLogEntry.objects.get(action="newsroom.answer_preview", page=story.pk)
    assert entry.message == "Lena Marsh (The lawyer): Approved. <b>Fine</b> by me."
    client.force_login(cast.editor)
    desk = client.get(reverse("newsroom_outside", args=[story.pk])).content.decode()
    assert "Lena Marsh" in desk
    assert url in desk


@pytest.mark.parametrize(
    ("sent", "headers", "status", "words"),
    [
        ({"name": " ", "verdict": "approved"}, {}, 422, "say who you are"),
        ({"name": "Lena", "verdict": "comment"}, {}, 422, "what should change"),
        ({"name": "Lena", "verdict": "comment", "comment": "x" * 4_001}, {}, 422, "too long"),
        ({"name": "Lena", "verdict": "approved"}, {"sec-fetch-site": "cross-site"}, 422, "another site"),
    ],
)
def test_what_is_not_taken_is_refused_in_words(
    cast: Cast, sent: dict[str, str], headers: dict[str, str], status: int, words: str
) -> None:
    link = link_to(cast, draft(cast))
    answer = Client().post(link.get_absolute_url(), sent, headers=headers)
    assert (answer.status_code, words in answer.content.decode()) == (status, True)
    assert not link.answers.exists()


def test_an_editor_makes_a_link_on_the_story(cast: Cast, client: Client) -> None:
    story = draft(cast)
    client.force_login(cast.editor)
    url = reverse("newsroom_outside", args=[story.pk])
    assert url in client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    client.post(url, {"for_whom": "The mayor's office", "days": "2"})
    link = newsroom.PreviewLink.objects.get()
    assert (link.for_whom, link.made_by, link.expires_at) == (
        "The mayor's office",
        cast.editor,
        NOW + timedelta(days=2),
    )
    assert client.post(url, {"for_whom": "", "days": "900"}).status_code == 200
    assert newsroom.PreviewLink.objects.count() == 1
