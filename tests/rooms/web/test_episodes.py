"""Episodes through their addresses: pages, feed, sitemap, search, and what answers when they may not be heard."""

from __future__ import annotations

import io
import json
import re
import uuid
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from django.core.files.storage import default_storage
from django.test import Client

from groundwave.air import api as air
from groundwave.delivery import api as delivery
from groundwave.discovery import api as discovery
from groundwave.kit import clock
from groundwave.schedule import api as schedule
from tests.cast import NOW, Cast
from tests.rooms.web.podcast_rules import GUID_NAMESPACE, PODCAST, faults

pytestmark = pytest.mark.usefixtures("at_now")
PAGE = "/programs/owl-talk/2026-11-24"


@pytest.fixture
def program(cast: Cast, settings: Any, tmp_path: Path) -> schedule.Program:
    settings.HOME = tmp_path
    made = schedule.Program.objects.create(
        title="Owl Talk", slug="owl-talk", hosts="Rosa Quill and Ned Barn", summary="Owls at night.",
        is_recorded=True, on_demand="days", on_demand_days=14, tile=cast.photo(size=(1500, 1500)),
    )  # fmt: skip
    made.authors.add(cast.reporter)
    return made


def episode(cast: Cast, program: schedule.Program, **about: Any) -> air.Episode:
    air.podcast_of(program)
    fields: dict[str, Any] = {
        "title": "Owls & fog", "hosts": "Rosa Quill", "summary": "What the fog hides.", "on": date(2026, 11, 24),
        "aired_from": NOW - timedelta(hours=2), "aired_until": NOW - timedelta(hours=1),
        "starts": NOW - timedelta(hours=2), "ends": NOW - timedelta(hours=1), "seconds": 3600.4,
        "sound": "recordings/owl-talk/1.m4a", "sound_bytes": 45_000_000, "service": cast.news,
        "is_on_demand": True, "published_at": NOW - timedelta(minutes=59),
        "available_until": NOW + timedelta(days=13),
        "chapters": [{"at": 0, "title": "Fog"}, {"at": 725.5, "title": "The mill"}],
    }  # fmt: skip
    return air.Episode.objects.create(program=program, **fields | about)


@pytest.fixture
def heard(cast: Cast, program: schedule.Program) -> air.Episode:
    return episode(cast, program)


def text(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, url
    return answer.content.decode()


def test_an_episode_has_a_page_that_plays_without_a_script(heard: air.Episode, client: Client) -> None:
    page = text(client, PAGE)
    assert f'<audio controls preload="none" src="{PAGE}.m4a"' in page
    assert f'href="{PAGE}.m4a#t=725.5"' in page
    assert "Owls &amp; fog" in page
    assert "1:00:00" in page
    assert f"{PAGE}.mp3" not in page, "there is none yet"
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
    sound = data["@graph"][0]
    assert sound["@type"] == ["RadioEpisode", "PodcastEpisode"]
    assert sound["associatedMedia"]["contentUrl"] == f"http://127.0.0.1:8000{PAGE}.m4a"
    assert sound["duration"] == "PT3600S"


@pytest.mark.parametrize("address", ["/text{}", "/es{}", "/text/es{}"])
def test_it_has_a_twin_and_stands_in_spanish(heard: air.Episode, client: Client, address: str) -> None:
    page = text(client, address.format(PAGE))
    assert f"{PAGE}.m4a" in page
    assert ("Capítulos" in page) is ("es" in address)


@pytest.mark.parametrize("prefix", ["", "/text", "/es", "/text/es"])
def test_the_program_lists_what_can_be_heard(
    cast: Cast, program: schedule.Program, client: Client, prefix: str
) -> None:
    assert "feed.xml" not in text(client, f"{prefix}/programs/owl-talk").partition("<main")[2].partition("</main")[0]
    episode(cast, program)
    page = text(client, f"{prefix}/programs/owl-talk")
    assert "Owls &amp; fog" in page
    assert "/programs/owl-talk/feed.xml" in page


def test_older_ones_stand_on_further_pages(cast: Cast, program: schedule.Program, client: Client) -> None:
    for number in range(1, 23):
        episode(cast, program, number=number, title=f"Part {number}", aired_from=NOW - timedelta(hours=number))
    assert "Part 20<" in text(client, "/programs/owl-talk")
    assert "Part 21<" not in text(client, "/programs/owl-talk")
    assert "Part 22<" in text(client, "/programs/owl-talk?page=2")
    assert client.get("/programs/owl-talk?page=3").status_code == 404


@pytest.mark.parametrize(
    ("about", "status"),
    [
        ({"published_at": None}, 404),
        ({"is_on_demand": False}, 404),
        ({"published_at": NOW + timedelta(hours=1)}, 404),
        ({"available_until": NOW}, 410),
        ({"taken_back_at": NOW - timedelta(minutes=1)}, 410),
    ],
)
def test_what_may_not_be_heard_is_nowhere(
    cast: Cast, program: schedule.Program, client: Client, about: dict[str, Any], status: int
) -> None:
    hidden = episode(cast, program, **about)
    for address in (PAGE, f"/text{PAGE}", f"/es{PAGE}", f"{PAGE}.m4a"):
        assert client.get(address).status_code == status, address
    feeds = [f"/programs/owl-talk/feed.{form}" for form in ("xml", "atom", "json")]
    for address in ("/programs/owl-talk", *feeds, "/sitemaps/episodes.xml"):
        assert "Owls" not in text(client, address).replace("Owls at night", ""), address
    kind = discovery.kinds()["episode"]
    assert kind.public([hidden.pk], NOW) == set()
    assert kind.shown([hidden.pk], NOW) == {}


@pytest.mark.parametrize(
    "address", [f"{PAGE}-1", f"{PAGE}-2", "/programs/owl-talk/2026-02-30", "/programs/x/2026-11-24"]
)
def test_an_address_of_nothing_is_nothing(heard: air.Episode, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_its_page_goes_by_itself_when_its_time_is_over(
    cast: Cast, page_store: Path, heard: air.Episode, program: schedule.Program
) -> None:
    for address in (PAGE, "/programs/owl-talk", "/programs/owl-talk/feed.xml"):
        assert delivery.bake(address).stored
    with clock.standing_at(NOW + timedelta(days=14)):
        delivery.come_due()
        delivery.bake_stale(most=100)
    assert (page_store / "tree" / f"{PAGE[1:]}.gone.html").exists()
    assert "Owls &amp; fog" not in (page_store / "tree" / "programs" / "owl-talk.html").read_text()
    assert "Owls" not in (page_store / "tree" / "programs/owl-talk/feed.xml").read_text().replace("Owls at", "")


# ------------------------------------------------------------------ the podcast
def feed(client: Client) -> bytes:
    answer = client.get("/programs/owl-talk/feed.xml")
    assert answer.status_code == 200
    assert answer["content-type"] == "application/rss+xml; charset=utf-8"
    return answer.content


def test_the_feed_breaks_no_rule(cast: Cast, program: schedule.Program, client: Client) -> None:
    name = default_storage.save("recordings/owl-talk/1.vtt", io.BytesIO(b"WEBVTT\n"))
    episode(cast, program, transcript=name, mp3="recordings/owl-talk/1.mp3", mp3_bytes=57_000_000)
    episode(cast, program, number=2, chapters=[], hosts="", summary="")
    podcast = air.podcast(program=program)
    assert podcast is not None
    podcast.license, podcast.owner_email = "cc-by-4.0", "owls@owl.example"
    podcast.save()
    document = feed(client)
    assert faults(document) == []
    channel = fromstring(document).find("channel")
    assert channel is not None
    site = "http://127.0.0.1:8000"
    assert channel.findtext(f"{PODCAST}guid") == str(
        uuid.uuid5(GUID_NAMESPACE, "127.0.0.1:8000/programs/owl-talk/feed.xml")
    )
    funding = channel.find(f"{PODCAST}funding")
    assert funding is not None
    assert funding.get("url") == f"{site}/support"
    people = [(one.text, one.get("href")) for one in channel.findall(f"{PODCAST}person")]
    assert people == [("Rosa Quill", f"{site}/authors/rosa-quill"), ("Ned Barn", None)]
    item = next(one for one in channel.findall("item") if one.find(f"{PODCAST}transcript") is not None)
    enclosure = item.find("enclosure")
    assert enclosure is not None
    assert enclosure.attrib == {"url": f"{site}{PAGE}.m4a", "length": "45000000", "type": "audio/mp4"}
    chapters = item.find(f"{PODCAST}chapters")
    assert chapters is not None
    image = channel.find("{http://www.itunes.com/dtds/podcast-1.0.dtd}image")
    assert image is not None
    assert "/media/images/owl" in image.get("href", ""), "a name that begins with a dot is given to nobody"
    assert chapters.get("url") == f"{site}{PAGE}.json"


def test_readers_programs_get_the_same_as_atom_and_json(cast: Cast, program: schedule.Program, client: Client) -> None:
    one = episode(cast, program, mp3="recordings/owl-talk/1.mp3", mp3_bytes=57_000_000)
    whole = f"http://127.0.0.1:8000{PAGE}"
    (told,) = client.get("/programs/owl-talk/feed.json").json()["items"]
    assert (told["id"], told["url"], told["title"]) == (one.guid, whole, "Owls & fog")
    assert [(sound["url"], sound["mime_type"], sound["duration_in_seconds"]) for sound in told["attachments"]] == [
        (f"{whole}.m4a", "audio/mp4", 3600),
        (f"{whole}.mp3", "audio/mpeg", 3600),
    ]
    atom = fromstring(text(client, "/programs/owl-talk/feed.atom"))
    links = atom.findall("{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}link")
    sounds = [link.get("href") for link in links if link.get("rel") == "enclosure"]
    assert sounds == [f"{whole}.m4a", f"{whole}.mp3"]
    for address in ("/programs/owl-talk", PAGE):
        page = text(client, address)
        for kind, ending in (("rss+xml", "xml"), ("atom+xml", "atom"), ("feed+json", "json")):
            assert f'type="application/{kind}" href="/programs/owl-talk/feed.{ending}"' in page


def test_a_guid_stays_whatever_else_changes(heard: air.Episode, client: Client, settings: Any) -> None:
    def guids() -> list[str | None]:
        channel = fromstring(feed(client)).find("channel")
        assert channel is not None
        return [channel.findtext(f"{PODCAST}guid"), *(item.findtext("guid") for item in channel.findall("item"))]

    before = guids()
    heard.title, heard.revision = "Fog", 2
    heard.save()
    settings.URL = "https://owl.example"
    assert guids() == before
    assert before[1] == f"urn:uuid:{heard.uid}"


def test_the_checker_finds_faults() -> None:
    broken = f"""<rss version="2.0" xmlns:podcast="{PODCAST.strip("{}")}"><channel><title>Owls</title>
        <podcast:guid>no</podcast:guid><podcast:chapters/><item><title>x</title>
        <enclosure url="/x" type="text/html" length=""/></item></channel></rss>"""
    found = "; ".join(faults(broken.encode()))
    for fault in ("no link", "is no UUID", "does not stand", "no whole address", "type text/html", "no guid", "length"):
        assert fault in found


def test_a_program_of_which_nothing_was_recorded_has_no_podcast(program: schedule.Program, client: Client) -> None:
    assert client.get("/programs/owl-talk/feed.xml").status_code == 404


def test_the_sitemap_names_it(heard: air.Episode, client: Client) -> None:
    assert "/sitemaps/episodes.xml" in text(client, "/sitemap.xml")
    assert f"<loc>http://127.0.0.1:8000{PAGE}</loc>" in text(client, "/sitemaps/episodes.xml")


def test_search_is_told_of_it_and_of_what_is_said_in_it(cast: Cast, program: schedule.Program) -> None:
    made = episode(cast, program, transcript_text="The miller counts his owls.")
    kind = discovery.kinds()["episode"]
    assert (kind.ids(0, 10), kind.count()) == ([made.pk], 1)
    (entry,) = kind.entries([made.pk])
    assert "miller" in entry.body
    shown = kind.shown([made.pk], NOW)[made.pk]
    assert (shown.url, shown.revision) == (PAGE, entry.revision)
    made.transcript_text = ""
    made.save()
    assert kind.shown([made.pk], NOW)[made.pk].revision != entry.revision


def test_sound_in_a_bucket_is_fetched_by_the_website(heard: air.Episode, client: Client) -> None:
    default_storage.save("recordings/owl-talk/1.m4a", io.BytesIO(b"sound"))
    answer = client.get(f"{PAGE}.m4a")
    assert b"".join(answer) == b"sound"  # type: ignore[arg-type]
    assert (answer["content-type"], answer["cache-control"]) == ("audio/mp4", "no-store")
    assert client.get(f"{PAGE}.mp3").status_code == 404
