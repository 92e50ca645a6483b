"""Stories through the newsroom's door."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from groundwave.newsroom import api as newsroom
from tests.cast import NOW, Cast

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"live": False},
        {"published_at": NOW + HOUR},
        {"embargoed_until": NOW + HOUR},
        {"embargoed_until": NOW},
        {"expire_at": NOW},
        {"expire_at": NOW + HOUR},
    ],
    ids=lambda fields: " ".join(fields) or "plain",
)
def test_the_rule_in_sql_says_what_the_rule_in_python_says(cast: Cast, fields: dict[str, object]) -> None:
    story = cast.story(**fields)
    listed = story in newsroom.stories(at=NOW).stories
    assert listed is (newsroom.may_the_public_see(story.rights, at=NOW) is newsroom.Verdict.SHOWN)


def test_a_withdrawn_story_is_in_no_list_and_keeps_who_when_and_why(cast: Cast) -> None:
    story = cast.story()
    row = newsroom.withdraw(story=story, by=cast.editor, reason="The source retracted it.", at=NOW)
    story.refresh_from_db()
    assert story not in newsroom.stories(at=NOW).stories
    assert newsroom.may_the_public_see(story.rights, at=NOW) is newsroom.Verdict.WITHDRAWN
    assert (row.made_by, row.reason, row.made_at) == (cast.editor, "The source retracted it.", NOW)


def test_a_withdrawal_is_announced_once_it_stands(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    heard = []

    def hear(story_id: int, **_: Any) -> None:
        heard.append(story_id)

    newsroom.story_removed.connect(hear)
    story = cast.story()
    with django_capture_on_commit_callbacks(execute=True):
        newsroom.withdraw(story=story, by=cast.editor, reason="The source retracted it.", at=NOW)
        assert heard == []  # whoever listens must not work within a transaction that may still fail
    assert heard == [story.pk]


def test_a_withdrawal_without_a_reason_is_refused(cast: Cast) -> None:
    story = cast.story()
    with pytest.raises(ValueError, match="reason"):
        newsroom.withdraw(story=story, by=cast.editor, reason="  ")
    assert story in newsroom.stories(at=NOW).stories


def test_the_address_has_the_day_of_the_licensees_zone(cast: Cast) -> None:
    late = cast.story(published_at=datetime(2026, 11, 24, 3, tzinfo=UTC))  # 10 p.m. on Monday in New York
    assert late.url == "/news/2026-11-23/owls-return-to-the-mill"


def test_the_day_in_the_address_stays_once_it_is_out(cast: Cast) -> None:
    story = cast.story()
    story.save_revision().publish()
    story.refresh_from_db()
    before = story.url
    story.published_at = NOW - timedelta(days=3)
    story.save_revision().publish()
    story.refresh_from_db()
    assert story.url == before


def test_the_day_follows_the_publish_time_while_it_is_a_draft(cast: Cast) -> None:
    story = cast.story(live=False)
    story.published_at = NOW - timedelta(days=3)
    story.save()
    assert "/2026-11-21/" in story.url_path


def test_a_renamed_section_takes_its_stories_along(cast: Cast) -> None:
    story = cast.story()
    cast.local.slug = "local"
    cast.local.save()
    story.refresh_from_db()
    assert story.url == "/local/2026-11-24/owls-return-to-the-mill"


def test_a_spanish_story_lives_under_es(cast: Cast) -> None:
    story = cast.story("Vuelven los búhos", section=cast.noticias)
    assert story.url == "/es/noticias/2026-11-24/vuelven-los-buhos"


@pytest.mark.parametrize("slug", ["admin", "live", "text", "es", "stations"])
def test_a_section_cannot_hide_an_address_of_the_site(cast: Cast, slug: str) -> None:
    section = newsroom.SectionPage(title="Trouble", slug=slug, locale=cast.local.locale)
    with pytest.raises(ValidationError, match="address of the site"):
        cast.home.add_child(instance=section)


@pytest.mark.parametrize(("slug", "may"), [("listen", False), ("stations", False), ("support", True), ("about", True)])
def test_a_standing_page_cannot_hide_behind_an_address_of_the_site(cast: Cast, slug: str, may: bool) -> None:
    page = newsroom.InfoPage(title="A page", slug=slug, body="<p>Words.</p>", locale=cast.home.locale)
    if may:
        assert cast.home.add_child(instance=page).url == f"/{slug}"
    else:
        with pytest.raises(ValidationError, match="address of the site"):
            cast.home.add_child(instance=page)


def test_lists_carry_section_bylines_and_photo_in_a_fixed_number_of_queries(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        cast.story(f"Story {number}", lead_photo=cast.photo())
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        shown = [(s.section.title, s.byline, s.lead_photo.credit, s.url) for s in newsroom.stories(at=NOW).stories]
    assert shown[0][:3] == ("Local News", "Rosa Quill", "Ana Ruiz / Owl Hollow")


def test_the_front_page_is_picks_first_then_the_newest_none_twice(cast: Cast) -> None:
    old = cast.story("Old but chosen", published_at=NOW - timedelta(days=9))
    new = cast.story("New")
    hidden = cast.story("Embargoed pick", embargoed_until=NOW + HOUR)
    cast.home.picks.create(story=hidden, sort_order=0)
    cast.home.picks.create(story=old, sort_order=1)
    assert newsroom.front_page(home=cast.home, at=NOW) == [old, new]


def test_an_expired_photo_may_not_be_shown(cast: Cast) -> None:
    photo = cast.photo()
    photo.expires_on = NOW.date()
    midnight = NOW.replace(hour=5, minute=0) + timedelta(days=1)  # in New York
    assert photo.may_show(at=midnight - timedelta(seconds=1))
    assert not photo.may_show(at=midnight)
    photo.expires_at = NOW + HOUR  # the hour that the terms name comes first
    assert photo.may_show(at=NOW + HOUR - timedelta(seconds=1))
    assert not photo.may_show(at=NOW + HOUR)


def test_a_copyright_line_names_the_provider_or_the_licensee(cast: Cast) -> None:
    assert cast.story().copyright_line == "© 2026 Owl Hollow Public Media."
    theirs = cast.story("Theirs", origin="provider", copyright_owner="NPR", copyright_year=2025)
    assert theirs.copyright_line == "© 2025 NPR."
