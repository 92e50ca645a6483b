"""A live blog: written at the desk, read on the story's page and by pages that are open, honest about what changed."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from groundwave.delivery import api as delivery
from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from groundwave.newsroom import living
from groundwave.newsroom.models import LiveBlog, LiveEntry
from groundwave.people import api as people
from tests.cast import NOW, Cast

pytestmark = pytest.mark.usefixtures("at_now", "cast")


@pytest.fixture
def story(cast: Cast) -> newsroom.Story:
    return cast.story("Flood in Port Ansel", slug="flood")


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    person = people.Staff.objects.create_user("noor", "noor@owl.example", "correct horse battery")
    person.groups.add(Group.objects.get(name="Editors"))
    client.force_login(person)
    return client


@pytest.fixture
def blog(story: newsroom.Story) -> LiveBlog:
    return living.begin(story=story, at=NOW)


def entry(blog: LiveBlog, words: str, *, minutes: int = 0, **fields: Any) -> LiveEntry:
    made = LiveEntry(blog=blog, text=f"<p>{words}</p>", **fields)
    return living.put(entry=made, by=None, at=NOW + timedelta(minutes=minutes))


def page(story: newsroom.Story, ending: str = "") -> str:
    return Client().get(story.url + ending).text


def rich(words: str) -> str:
    """As the editor of rich text sends it."""
    block = {"key": "a", "text": words, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"blocks": [block], "entityMap": {}})


def test_an_entry_written_at_the_desk_is_out_at_once(desk: Client, story: newsroom.Story) -> None:
    address = reverse("newsroom_live", args=[story.pk])
    assert "Begin" in desk.get(address).text
    desk.post(address, {"act": "begin"})
    said = {"act": "write", "headline": "Bridge closed", "text": rich("The bridge is closed.")}
    assert desk.post(address, said).status_code == 302
    one = LiveEntry.objects.get()
    assert (one.made_by.username, one.made_at) == ("noor", NOW)
    shown = page(story)
    assert "Bridge closed" in shown and f'id="{one.anchor}"' in shown and "live-blog" in shown
    assert "Bridge closed" in Client().get(f"/text{story.url}").text
    desk.post(address, {"act": "points", "key_points": "Bridge closed\n\nSchool is open"})
    assert "<li>School is open</li>" in page(story)
    assert "Write what happened." in desk.post(address, {"act": "write", "text": rich(" ")}).text
    desk.post(address, {"act": "end"})
    assert "Our live coverage has ended." in page(story)
    assert "live-blog.js" not in page(story)


def test_the_pinned_entry_stands_on_top_and_then_the_newest(story: newsroom.Story, blog: LiveBlog) -> None:
    first, second, third = (entry(blog, f"Entry {n}.", minutes=n) for n in (1, 2, 3))
    living.pin(entry=first, pinned=True)
    living.pin(entry=second, pinned=True)
    assert re.findall(r"<p>(Entry \d)", page(story)) == ["Entry 2", "Entry 3", "Entry 1"]
    assert [one["id"] for one in Client().get(f"{story.url}/live.json").json()["entries"]] == [
        second.anchor,
        third.anchor,
        first.anchor,
    ]


def test_a_correction_is_dated_and_a_withdrawn_entry_leaves_only_its_time(
    desk: Client, story: newsroom.Story, blog: LiveBlog
) -> None:
    wrong, gone = entry(blog, "Two are hurt."), entry(blog, "Zanzibar sank.")
    address = reverse("newsroom_live_entry", args=[story.pk, wrong.pk])
    said = {"act": "write", "text": rich("One is hurt."), "correction": "We said that two were hurt."}
    assert desk.post(address, said).status_code == 302
    assert LiveEntry.objects.get(pk=wrong.pk).corrected_at == NOW
    desk.post(reverse("newsroom_live_entry", args=[story.pk, gone.pk]), {"act": "withdraw"})
    for ending in ("", "/live.json", "/live.xml"):
        assert "Zanzibar" not in page(story, ending)
    assert "Zanzibar" not in Client().get(f"/text{story.url}").text
    assert "Zanzibar" not in newsroom.Story.objects.get(pk=story.pk).plain_body
    shown = page(story)
    assert "We said that two were hurt." in shown and "This entry was withdrawn." in shown
    assert "Two are hurt" not in shown


def test_what_was_withdrawn_is_never_pinned(desk: Client, story: newsroom.Story, blog: LiveBlog) -> None:
    gone = entry(blog, "Zanzibar sank.")
    living.take_back(entry=gone, by=None, at=NOW)
    desk.post(reverse("newsroom_live_entry", args=[story.pk, gone.pk]), {"act": "pin"})
    assert not LiveEntry.objects.get(pk=gone.pk).is_pinned


def test_an_entry_grows_into_a_story_that_leads_back(desk: Client, story: newsroom.Story, blog: LiveBlog) -> None:
    one = entry(blog, "The mill fell.", headline="Old mill falls")
    answer = desk.post(reverse("newsroom_live_entry", args=[story.pk, one.pk]), {"act": "break_out"})
    grown = newsroom.Story.objects.get(title="Old mill falls")
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[grown.pk])
    assert not grown.live
    assert "Read the story" not in page(story)
    grown.get_latest_revision().publish()
    assert "Read the story" in page(story)
    assert story.title in page(newsroom.Story.objects.get(pk=grown.pk))
    desk.post(reverse("newsroom_live_entry", args=[story.pk, one.pk]), {"act": "break_out"})
    assert newsroom.Story.objects.filter(title="Old mill falls").count() == 1


def test_only_who_may_publish_goes_live(client: Client, story: newsroom.Story) -> None:
    person = people.Staff.objects.create_user("lu", "lu@owl.example", "correct horse battery")
    person.groups.add(Group.objects.get(name="Reporters"))
    client.force_login(person)
    client.post(reverse("newsroom_live", args=[story.pk]), {"act": "begin"})
    assert not LiveBlog.objects.exists()


def test_a_partners_story_is_no_live_blog(desk: Client, cast: Cast) -> None:
    theirs = cast.story("Theirs", origin="provider", provider="Owl News")
    answer = desk.post(reverse("newsroom_live", args=[theirs.pk]), {"act": "begin"}, follow=True)
    assert "Begin a story of your own" in answer.text


@pytest.mark.parametrize(
    "held", [{"embargoed_until": NOW + timedelta(hours=1)}, {"expire_at": NOW}, {"live": False}, "withdrawn"]
)
def test_entries_have_the_rights_of_their_story(cast: Cast, held: Any) -> None:
    story = cast.story("Held", slug="held", **({} if held == "withdrawn" else held))
    entry(living.begin(story=story, at=NOW), "Zanzibar sank.")
    if held == "withdrawn":
        newsroom.withdraw(story=story, by=None, reason="A test.", at=NOW - timedelta(hours=1))
    for ending in ("", "/live.json", "/live.xml"):
        answer = Client().get(story.url + ending)
        assert answer.status_code in (404, 410)
        assert "Zanzibar" not in answer.text


def test_search_engines_are_told_of_the_coverage(story: newsroom.Story, blog: LiveBlog) -> None:
    one = entry(blog, "The bridge is closed.", minutes=5, headline="Bridge closed")
    (told,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page(story))
    node = next(node for node in json.loads(told)["@graph"] if node["@type"] == "LiveBlogPosting")
    assert node["coverageStartTime"] == NOW.isoformat()
    assert "coverageEndTime" not in node
    (update,) = node["liveBlogUpdate"]
    assert update["headline"] == "Bridge closed"
    assert update["url"].endswith(f"{story.url}#{one.anchor}")
    assert node["dateModified"] == one.made_at.isoformat()


def test_stored_pages_follow_each_deed(
    story: newsroom.Story, page_store: Path, django_capture_on_commit_callbacks: Any
) -> None:
    follower, keys = delivery.Follower(), (story.url, f"/text{story.url}", f"{story.url}/live.json")

    def settle() -> set[str]:
        follower.follow()
        made = set()
        while found := delivery.bake_stale(most=100):
            made |= set(found) if isinstance(found, list | set) else set()
            follower.follow()
        return made

    delivery.bake(story.url)
    delivery.bake(f"/text{story.url}")
    blog = living.begin(story=story, at=NOW)
    settle()
    delivery.bake(keys[2])
    one = entry(blog, "The bridge is closed.")
    settle()

    def true() -> bool:
        return not any(delivery.verify(key) for key in keys)

    assert true()
    deeds = (
        lambda: living.pin(entry=one, pinned=True),
        lambda: entry(blog, "The school is open.", minutes=3),
        lambda: living.put(entry=changed(one), by=None, at=clock.now()),
        lambda: living.take_back(entry=one, by=None, at=clock.now()),
        lambda: living.end(blog=blog, at=clock.now()),
    )
    for deed in deeds:
        deed()
        settle()
        assert true(), deed


def changed(one: LiveEntry) -> LiveEntry:
    one.text, one.correction = "<p>It is open.</p>", "We said closed."
    return one


def test_the_feed_has_the_entries(story: newsroom.Story, blog: LiveBlog) -> None:
    entry(blog, "One.", minutes=1)
    entry(blog, "Two.", minutes=2, headline="Second")
    feed = page(story, "/live.xml")
    assert feed.index("<title>Second</title>") < feed.index("One.</title>")
