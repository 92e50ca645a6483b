"""The newest newscast on our pages: linked, never kept, and gone when it is old."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from groundwave.wire import api as wire
from groundwave.wire import deeds
from groundwave.wire.models import Delivery, Newscast
from tests.cast import NOW, Cast
from tests.partners.cds import TOKEN, Cds
from tests.rooms.wire.pulls import pull, source
from tests.servers import Answer, HttpServer

pytestmark = pytest.mark.usefixtures("cast", "at_now")

SOUND = "https://a.npr.example/n.mp3?s=1&amp;t=2"


def newscast(name: str, *, minutes: int, available: bool = True) -> dict[str, Any]:
    when = (NOW - timedelta(minutes=minutes)).isoformat()
    enclosure = {"href": SOUND.replace("&amp;", "&"), "type": "audio/mpeg", "rels": ["premium", "tracked"]}
    audio = {"id": "x", "profiles": [{"href": "/v1/profiles/audio", "rels": ["type"]}], "duration": 300}
    return {
        "id": name,
        "profiles": [{"href": "/v1/profiles/newscast", "rels": ["type"]}],
        "title": f"News {name}",
        "publishDateTime": when,
        "editorialLastModifiedDateTime": when,
        "audio": [{"href": "#/assets/x", "rels": ["npr-newscast"]}],
        "assets": {"x": {**audio, "isAvailable": available, "enclosures": [enclosure]}},
    }


def pulled(monkeypatch: pytest.MonkeyPatch, *documents: dict[str, Any]) -> None:
    monkeypatch.setenv("NPR_CDS_TOKEN", TOKEN)
    with Cds(*documents) as npr:
        pull(source("npr_cds", npr.url, token_name="NPR_CDS_TOKEN", query="profileIds=newscast", provider="NPR"))


@pytest.mark.parametrize("path", ["/", "/listen"])
def test_the_newest_plays_from_where_it_is(monkeypatch: pytest.MonkeyPatch, client: Client, path: str) -> None:
    pulled(monkeypatch, newscast("at-noon", minutes=65), newscast("at-one", minutes=5))
    page = client.get(path).content.decode()
    assert f'data-audio-src="{SOUND}"' in page
    assert "News at-one" in page
    assert "News at-noon" not in page
    assert "2:25 p.m." in page.replace("\u00a0", " ")
    assert SOUND in client.get("/text/listen").content.decode()
    assert "News at-one" not in client.get(f"/es{path.rstrip('/')}", follow=True).content.decode()
    assert not newsroom.Attachment.objects.exists()
    with clock.standing_at(NOW + timedelta(minutes=86)):
        assert "News at-" not in client.get(path).content.decode()


def test_one_that_is_not_to_be_had_or_that_the_desk_holds_is_not_offered(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    pulled(monkeypatch, newscast("gone", minutes=5, available=False), newscast("held", minutes=9))
    assert [row.title for row in Newscast.objects.all()] == ["News held"]
    deeds.hold(delivery=Delivery.objects.get(external_id="held"), by=cast.editor, at=NOW)
    assert wire.newest_newscast(language="en", at=NOW) is None


def test_a_podcast_of_newscasts_gives_no_stories(client: Client) -> None:
    when = "Tue, 24 Nov 2026 19:00:00 +0000"
    feed = f"""<rss version="2.0"><channel><title>Hourly</title><item><guid>h1</guid><title>The hour</title>
<pubDate>{when}</pubDate><enclosure url="{SOUND}" type="audio/mpeg" length="1"/></item></channel></rss>"""
    with HttpServer({"/feed": Answer(feed.encode(), "application/rss+xml")}) as server:
        one = source("feed", f"{server.url}/feed", newscasts=True)
        assert [line.verdict.value for line in pull(one).lines] == ["kept"]
    assert not newsroom.Story.objects.exists()
    found = wire.newest_newscast(language="en", at=NOW)
    assert found is not None
    assert (found.title, found.credit) == ("The hour", "Hourly")
