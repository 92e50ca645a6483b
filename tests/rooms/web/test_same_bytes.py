"""A page is stored: the same rows at the same instant must give the same bytes, whoever asks and by which name."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from groundwave.kit import clock, deps
from groundwave.membership.api import Appeal
from groundwave.newsletters.api import Newsletter
from groundwave.newsroom import api as newsroom
from groundwave.schedule import api as schedule
from tests.cast import NOW, Cast
from tests.rooms.web.owl_week import owl_week

pytestmark = pytest.mark.usefixtures("at_now")

STORY = "/news/2026-11-24/owls-return-to-the-mill"
PAGES = (
    *("/", "/es", "/news", "/es/noticias", "/news?page=2", STORY, "/es/noticias/2026-11-24/los-buhos-vuelven"),
    *("/news/2026-11-24/taken-back", "/authors/rosa-quill", "/es/authors/rosa-quill", "/topics/owls", "/search"),
    *("/about", "/atsc-3", "/listen", "/es/listen", "/schedule", "/schedule/news", "/schedule/news?day=2026-11-25"),
    *("/schedule/news/week", "/programs", "/programs/owl-talk", "/es/programs/owl-talk", "/stations"),
    *("/stations/kowl-fm", "/public-files", "/public-files/kowl-tv", "/newsletters", "/newsletters/owl-post"),
    *("/support", "/es/support", "/no-such-page"),
)
FOR_MACHINES = (
    *("/feed.xml", "/es/feed.xml", "/arts/feed.xml", "/news/feed.xml", "/authors/rosa-quill/feed.xml"),
    *("/topics/owls/feed.xml", "/topics/mills/feed.xml", "/sitemap.xml", "/sitemaps/pages.xml"),
    *("/sitemaps/stories-2026-11.xml", "/news-sitemap.xml", "/robots.txt", "/api/v1/services"),
    *("/api/v1/services/news/now", "/api/v1/services/news/schedule?day=2026-11-25"),
)
ONE_READER = {"HTTP_USER_AGENT": "Radio/1.0", "HTTP_ACCEPT_LANGUAGE": "es", "HTTP_HOST": "localhost"}
ANOTHER = {
    "HTTP_USER_AGENT": "Mozilla/5.0",
    "HTTP_ACCEPT_LANGUAGE": "en-US,en;q=0.9",
    "HTTP_HOST": "127.0.0.1:8000",
    "HTTP_COOKIE": "csrftoken=abc; django_language=es; sessionid=zzz",
    "HTTP_REFERER": "https://elsewhere.example/",
    "HTTP_X_REQUESTED_WITH": "XMLHttpRequest",
}


@pytest.fixture
def full(cast: Cast) -> Cast:
    """Something of everything that pages show."""
    owl_week(cast)
    photo = cast.photo()
    photo.expires_on = date(2026, 12, 1)
    photo.save()
    sound = {"title": "Dusk", "url": "https://sound.example/owls.mp3", "seconds": 245, "transcript": "Hoo."}
    long = "".join(f"<p>Paragraph {number} of the story.</p>" for number in range(1, 6))
    story = cast.story(lead_photo=photo, topics=("Owls", "Mills"), body=[("text", long), ("audio", sound)])
    story.corrections.add(newsroom.Correction(text="There were five owls.", made_at=NOW, made_by=cast.editor))
    story.save()
    cast.story("Los búhos vuelven", section=cast.noticias, translation_of=story, lead_photo=photo)
    newsroom.withdraw(story=cast.story("Taken back"), by=cast.editor, reason="Wrong.", at=NOW)
    for number in range(22):
        cast.story(f"Earlier {number}", topics=("Owls",), published_at=NOW - timedelta(hours=number + 2))
    cast.home.add_child(instance=newsroom.InfoPage(title="About us", slug="about", body="<p>We are owls.</p>"))
    answers = [("question", {"question": "What is ATSC 3.0?", "answer": "<p>A standard.</p>"})]
    cast.home.add_child(instance=newsroom.FaqPage(title="ATSC 3.0", slug="atsc-3", questions=answers))
    Newsletter.objects.create(name="Owl Post", slug="owl-post", description="Each dusk.")
    for placement in ("body", "foot"):
        Appeal.objects.create(
            internal_name="x", title="Keep the owls", text="Give.", button_label="Give", button_url="/support",
            placement=placement, starts=NOW - timedelta(days=1),
        )  # fmt: skip
    return cast


def test_every_page_is_the_same_for_every_reader(full: Cast) -> None:
    for path in (*PAGES, *(f"/text{page}".rstrip("/") for page in PAGES), *FOR_MACHINES):
        first = Client().get(path, **ONE_READER)
        cache.clear()
        second = Client().get(path, **ANOTHER)
        assert first.status_code == second.status_code, path
        assert first.content == second.content, path
        assert first.headers.get("Location") is None, path
        assert b"localhost" not in first.content, path
        assert b"csrf" not in first.content, path
        if path != "/no-such-page":
            assert not first.cookies, path
            assert "Cookie" not in first.headers.get("Vary", ""), path


def test_a_page_of_kept_parts_is_the_page_without_them(full: Cast) -> None:
    """What is kept from page to page while pages are baked says nothing of the page that it was made for."""
    for path in (*PAGES, *(f"/text{page}".rstrip("/") for page in PAGES)):
        alone = Client().get(path).content
        memos = deps.Memos()
        for before in ("/arts", "/es/noticias", path):
            with deps.recording(memos=memos):
                kept = Client().get(before).content
        assert kept == alone, path


def baked(path: str, memos: deps.Memos) -> deps.Record:
    with deps.recording(memos=memos) as record:
        assert Client().get(path).status_code == 200
    return record


def test_a_kept_part_hands_on_what_it_was_made_from(full: Cast) -> None:
    memos = deps.Memos()
    baked("/arts", memos)  # Wagtail remembers the site's address from its first page on
    first, second = baked(STORY, memos), baked(STORY, memos)
    assert first.keys == second.keys
    assert first.until == second.until
    for key in (f"stations.licensee:{full.licensee.pk}", f"stations.service:{full.music.pk}", "newsroom.tree"):
        assert key in second.keys


@pytest.mark.parametrize(
    ("path", "at", "until"),
    [
        ("/authors/rosa-quill", "2026-12-20T12:00:00Z", "2027-01-01T05:00:00Z"),  # the year at the foot, in New York
        (STORY, "2026-11-24T19:30:00Z", "2026-12-02T05:00:00Z"),  # the photo's last day is December 1
        ("/schedule/news", "2026-11-24T19:30:00Z", "2026-11-24T21:00:00Z"),  # what is on
        ("/schedule/news", "2026-11-25T03:00:00Z", "2026-11-25T05:00:00Z"),  # a new day
        ("/schedule/news?day=2026-11-26", "2026-11-24T19:30:00Z", "2026-11-26T05:00:00Z"),  # that day begins
        ("/schedule/news/week", "2026-11-25T03:00:00Z", "2026-11-25T05:00:00Z"),
        ("/api/v1/services", "2026-11-24T19:30:00Z", "2026-11-24T21:00:00Z"),
    ],
)
def test_a_page_says_when_time_alone_changes_it(full: Cast, path: str, at: str, until: str) -> None:
    with clock.standing_at(datetime.fromisoformat(at)):
        record = baked(path, deps.Memos())
    assert record.until == datetime.fromisoformat(until)


def test_the_player_is_no_reason_to_bake_a_page_again(full: Cast) -> None:
    record = baked("/stations", deps.Memos())
    assert not any("broadcast" in key for key in record.keys)
    assert schedule.now_next(service=full.news, at=NOW).now is not None
    assert record.until == NOW.replace(year=2027, month=1, day=1, hour=5, minute=0)
