"""Our own stories at NPR: what goes, what changes there, what is deleted, and what an editor sees of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from groundwave.newsroom import api as newsroom
from groundwave.wire import api as wire
from groundwave.wire.models import CdsOutlet, CdsStory, Delivery
from tests.cast import NOW, Cast
from tests.partners.cds import TOKEN, Cds
from tests.rooms.wire.pulls import HERE

pytestmark = pytest.mark.usefixtures("at_now")


@pytest.fixture
def npr(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cds]:
    monkeypatch.setenv("NPR_CDS_TOKEN", TOKEN)
    with Cds() as server:
        CdsOutlet.objects.create(address=server.url, service="s99", prefix="owl")
        yield server


def run(at: datetime = NOW) -> list[str]:
    return wire.send_due(at=at, seconds=30, private_hosts=HERE)


def sent(cast: Cast, story: newsroom.Story, *, offered: bool = False) -> CdsStory:
    return wire.send(story=story, offered=offered, by=cast.editor, at=NOW)


def test_a_story_goes_with_what_is_ours_and_comes_to_be_what_it_is_here(cast: Cast, npr: Cds) -> None:
    agencys = cast.photo("Agency's")
    newsroom.Photo.objects.filter(pk=agencys.pk).update(license="agency")
    sound = newsroom.Attachment.objects.create(title="Call", file=ContentFile(b"ID3" + bytes(50), "owl-call.mp3"))
    audio = {"title": "The call", "file": sound, "url": "", "seconds": 55, "credit": "", "transcript": "Hoo."}
    body: list[Any] = [
        ("text", '<p>Words and <a href="/news">a link</a>. ' + "word " * 200 + "</p>"),
        ("photo", {"photo": agencys, "caption": "", "size": "wide"}),
        ("audio", {**audio, "downloadable": True, "message": ""}),
    ]
    CdsOutlet.objects.update(collections="news = 1002\nowls = 1133")
    story = cast.story(body=body, lead_photo=cast.photo(), topics=("Owls", "Mills"))
    newsroom.Correction.objects.create(story=story, text="It was Monday.", made_at=NOW)
    newsroom.Correction.objects.create(story=story, text="They left.", made_at=NOW, kind="update")
    row = sent(cast, story, offered=True)
    assert run() == [f"owl-{story.pk}: sent"]
    document = npr.documents[row.document_id]
    assert document["webPages"] == [{"href": f"http://127.0.0.1:8000{story.url}", "rels": ["canonical"]}]
    said = [(one["href"].rpartition("/")[2], one["rels"]) for one in document["collections"]]
    assert said == [("1002", ["collection"]), ("1133", ["topic"]), ("319418027", ["collection"])]
    kinds = [asset["profiles"][0]["href"].rpartition("/")[2] for asset in document["assets"].values()]
    assert sorted(kinds) == ["audio", "byline", "correction", "image", "note", "text"]
    assert "Agency" not in str(document)
    text = next(asset["text"] for asset in document["assets"].values() if "text" in asset and "name" not in asset)
    assert 'href="http://127.0.0.1:8000/news"' in text
    (heard,) = (asset for asset in document["assets"].values() if "isStreamable" in asset)
    assert heard["transcriptWebPageLink"] == {"href": f"http://127.0.0.1:8000{story.url}"}
    assert run() == []
    story.title = "Owls return, again"
    story.save_revision().publish()
    CdsStory.objects.update(look_at=NOW)
    assert run() == [f"owl-{story.pk}: changed there"]
    assert npr.documents[row.document_id]["title"] == "Owls return, again"
    assert [asked.method for asked in npr.asked] == ["PUT", "PUT"]


@pytest.mark.parametrize("how", ["withdrawn", "unpublished", "expired", "embargoed", "deleted", "taken back"])
def test_what_is_gone_here_is_deleted_there(cast: Cast, npr: Cds, how: str) -> None:
    story = cast.story(expire_at=NOW + timedelta(hours=1) if how == "expired" else None)
    row = sent(cast, story)
    run()
    at = NOW + timedelta(seconds=30)
    match how:
        case "withdrawn":
            newsroom.withdraw(story=story, by=cast.editor, reason="Wrong.", at=NOW)
        case "unpublished":
            story.unpublish()
        case "expired":
            at = NOW + timedelta(hours=2)
        case "embargoed":
            newsroom.Story.objects.filter(pk=story.pk).update(embargoed_until=NOW + timedelta(hours=5))
        case "deleted":
            story.delete()
        case "taken back":
            wire.take_back(story=story, by=cast.editor, at=at)
    assert run(at)[0].startswith(f"{row.document_id}: deleted there")
    assert npr.documents == {}
    row.refresh_from_db()
    assert (row.is_there, row.gone_at, row.error) == (False, at, "")
    assert run(at) == []


def test_what_a_partner_sent_is_never_sent_back(cast: Cast, npr: Cds) -> None:
    theirs = cast.story(origin="provider", provider="Far Wire")
    known = cast.story("Known to the wire")
    Delivery.objects.create(
        provider_key="npr_cds", external_id="x", story=known, sha256="", first_seen_at=NOW, last_seen_at=NOW
    )
    for story in (theirs, known, cast.story("Later", embargoed_until=NOW + timedelta(hours=1))):
        with pytest.raises(wire.UnableToSend, match=r"never sent back|under embargo"):
            sent(cast, story)
    ours = cast.story("Ours")
    sent(cast, ours)
    Delivery.objects.update(story=ours)
    assert run() == []
    assert npr.asked == []


def test_a_refusal_is_said_and_tried_again_and_a_correction_heals_it(cast: Cast, npr: Cds) -> None:
    story = cast.story()
    row = sent(cast, story)
    npr.trouble = 503
    assert "answered 503" in run()[0]
    assert run() == []  # it waits
    row.refresh_from_db()
    assert (row.state, row.failures) == ("trouble", 1)
    npr.trouble = None
    assert run(NOW + timedelta(minutes=3)) == [f"{row.document_id}: sent"]
    npr.prefix = "heron"
    newsroom.withdraw(story=story, by=cast.editor, reason="Wrong.", at=NOW)
    assert "does not let us write" in run(NOW + timedelta(minutes=4))[0]
    npr.prefix = "owl"
    assert "deleted there" in run(NOW + timedelta(hours=7))[0]


def test_the_key_goes_to_npr_alone(cast: Cast, npr: Cds) -> None:
    sent(cast, cast.story())
    CdsOutlet.objects.update(address="https://collector.example")
    assert "NPR's key is not sent to collector.example" in run()[0]
    CdsOutlet.objects.update(address=npr.url)
    said = wire.send_due(at=NOW + timedelta(hours=1), seconds=5)
    assert "over https only" in said[0]
    assert npr.asked == []


def test_an_editor_sees_what_would_be_sent_and_what_came_of_it(cast: Cast, npr: Cds, client: Client) -> None:
    story = cast.story("Owls & mills", lead_photo=cast.photo())
    client.force_login(cast.editor)
    page = reverse("wire_npr", args=[story.pk])
    before = client.get(page).content.decode()
    assert "Yes: Our own story" in before
    assert "<strong>No</strong>: 200 words, or audio" in before
    assert "&quot;title&quot;: &quot;Owls &amp; mills&quot;" in before
    assert client.post(page, {"offered": "on"}).status_code == 302
    run()
    after = client.get(page).content.decode()
    assert f"It is at NPR as owl-{story.pk}" in after
    assert "edda: Send it, and offer it" in after
    assert "collections" not in npr.documents[f"owl-{story.pk}"]  # it has too few words
    assert "NPR: sent" in client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    client.post(page, {"take_back": "1"})
    assert "deleted there" in run()[0]


def test_a_reporter_sends_nothing(cast: Cast, npr: Cds, client: Client) -> None:
    cast.editor.is_superuser = False
    cast.editor.save()
    client.force_login(cast.editor)
    assert client.post(reverse("wire_npr", args=[cast.story().pk])).status_code in (302, 403)
    assert not CdsStory.objects.exists()
