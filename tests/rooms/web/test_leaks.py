"""Nothing leaks: every public surface is walked, and no word, address or picture of what is held back is on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve
from wagtail.contrib.redirects.models import Redirect

from groundwave.discovery import generations, tasks
from groundwave.kit import clock
from groundwave.newsletters.models import Newsletter
from groundwave.newsroom import api as newsroom
from groundwave.newsroom import living
from groundwave.newsroom.models import LiveEntry
from groundwave.schedule import api as schedule
from groundwave.web import addresses
from tests.cast import NOW, Cast
from tests.rooms.discovery.conftest import fed

pytestmark = pytest.mark.usefixtures("at_now", "_own_index")

HOUR = timedelta(hours=1)
HELD_BACK: dict[str, dict[str, Any]] = {
    "embargoed": {"embargoed_until": NOW + HOUR},
    "future": {"published_at": NOW + HOUR},
    "expired": {"expire_at": NOW},
    "draft": {"live": False},
    "withdrawn": {},
}
NO_RIGHTS: dict[str, dict[str, Any]] = {
    "unknown": {"license": "unknown"},
    "ended": {"expires_on": date(2026, 11, 23)},
    "over": {"expires_at": NOW},
    "pulled": {"pulled_at": NOW - HOUR},
}
# Every other pattern of an address is walked below. These name no story; what they are about has tests of its own.
NAMES_NO_STORY = {
    *("readyz", "favicon.ico", "api/v1/wire/<slug:slug>/<str:key>"),
    *(f"api/v1/services/<str:slug>/{what}" for what in ("now", "schedule", "tracks", "now-playing")),
    *("api/v1/composer/<str:slug>/now", "api/v1/composer/<str:slug>/day", "schedule/<slug:slug>/week"),
    r"^programs/(?P<slug>[-\w]+)/(?P<name>\d{4}-\d{2}-\d{2}(?:-[1-9]\d?)?)$",
    r"^programs/(?P<slug>[-\w]+)/(?P<name>\d{4}-\d{2}-\d{2}(?:-[1-9]\d?)?)\.(?P<ending>m4a|mp3|vtt|srt|txt)$",
    *("programs/<slug:slug>/feed.xml", r"^programs/(?P<slug>[-\w]+)/feed\.(?P<ending>atom|json)$"),
    *("newsletters/confirm/<str:token>", "newsletters/unsubscribe/<str:token>"),
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",  # no page of ours has a password
    "_util/login/",
    "preview/<str:key>",  # shows what is hidden to whoever has the key: test_outside.py
}
SECRET = re.compile(rf"zanzibar[- ](?:{'|'.join([*HELD_BACK, *NO_RIGHTS, 'spanish'])})", re.IGNORECASE)
SPELLED = re.compile(r"zanzibar", re.IGNORECASE)  # what nobody asked for and only a hidden story could suggest


@pytest.fixture
def _own_index(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.HOME = str(tmp_path / "home")
    yield
    tasks.stop()
    generations.closed()
    tasks._feeder.__init__()  # type: ignore[misc]


def secret(cast: Cast, name: str, **fields: Any) -> newsroom.Story:
    """A story that says “Zanzibar” in every place that it has, and its picture too."""
    photo = cast.photo(f"Zanzibar {name} plan", alt_text=f"Zanzibar {name} seen.", caption=f"Zanzibar {name} at dawn.")
    story = cast.story(
        f"Zanzibar {name} merger",
        slug=f"zanzibar-{name}",
        teaser=f"Zanzibar {name} teased.",
        body=[
            ("text", f"<p>Zanzibar {name} told.</p>"),
            ("pull_quote", {"quote": f"Zanzibar {name} said.", "who": ""}),
        ],
        lead_photo=photo,
        topics=("Mergers", f"Zanzibar {name} affair"),
        **fields,
    )
    newsroom.Correction.objects.create(story=story, text=f"Zanzibar {name} corrected.", made_at=NOW)
    blog = living.begin(story=story, at=NOW - HOUR)
    words = f"<p>Zanzibar {name} live.</p>"
    living.put(entry=LiveEntry(blog=blog, headline=f"Zanzibar {name} entry", text=words), by=None, at=NOW - HOUR)
    return newsroom.Story.objects.get(pk=story.pk)


def pointing_at(cast: Cast, stories: list[newsroom.Story]) -> newsroom.Story:
    """A story that anybody may read and that links to the others in every way that an editor has."""
    links = "".join(f'<p>See <a linktype="page" id="{one.pk}">this one</a>.</p>' for one in stories)
    cards = [("related_story", {"story": one, "words": ""}) for one in stories]
    open_story = cast.story("Open to all", body=[("text", links), *cards], topics=("Mergers",))
    cast.reporter.bio = links
    cast.reporter.save()
    schedule.Program.objects.create(title="Owl Talk", slug="owl-talk", description=links)
    Newsletter.objects.create(name="Owl Mail", slug="owl-mail", language="en", description="Each morning.")
    cast.home.add_child(instance=newsroom.InfoPage(title="About us", slug="about", body=links))
    answer = [("question", {"question": "Who?", "answer": links})]
    cast.home.add_child(instance=newsroom.FaqPage(title="Questions", slug="questions", questions=answer))
    blog = living.begin(story=open_story, at=NOW - HOUR)
    for one in stories:
        living.put(entry=LiveEntry(blog=blog, text=links, story=one), by=None, at=NOW - HOUR)
    for place, one in enumerate(stories):
        cast.home.picks.add(cast.home.picks.model(story=one, sort_order=place))
    cast.home.save()
    return open_story


def series_of(name: str, *stories: newsroom.Story) -> newsroom.Series:
    """A series that says “Zanzibar” of itself, of these stories."""
    made = newsroom.Series.objects.create(
        name=f"Zanzibar {name} files", slug=f"zanzibar-{name}", description=f"Zanzibar {name} gathered."
    )
    for place, story in enumerate(stories):
        newsroom.SeriesPart.objects.create(series=made, story=story, sort_order=place)
    return made


def card(cast: Cast, name: str, **fields: Any) -> newsroom.LinkCard:
    """A card that says “Zanzibar” and leads there."""
    given = {"headline": f"Zanzibar {name} merger", "source": f"Zanzibar {name} Times", "section": cast.local}
    url = f"https://partner.example/zanzibar-{name}"
    summary = f"Zanzibar {name} merger at a partner."
    return newsroom.LinkCard.objects.create(**given, url=url, summary=summary, **{"published_at": NOW} | fields)


def walk(client: Client) -> dict[str, str]:
    """What every public address answers."""
    return {path: told(client, path) for path in paths_to_walk()}


def paths_to_walk() -> list[str]:
    months = ["/sitemaps/pages.xml", *(f"/sitemaps/stories-2026-{month}.xml" for month in (10, 11, 12))]
    found = [f"{prefix}/search?q={q}" for prefix in ("", "/es", "/text") for q in ("zanzibar", "merger", "zanzibbar")]
    other_days = re.compile(r"/schedule/.*(\?day=|/week)|/services/")  # which name no story, and are half of all
    every = [path for path in addresses.every(at=NOW) if not other_days.search(path)]
    forms = [
        path.replace("feed.xml", f"feed.{form}") for path in every if "feed.xml" in path for form in ("atom", "json")
    ]
    for feed in newsroom.PartnerFeed.objects.all():
        forms += [f"/partners/{feed.token}/feed.{form}" for form in ("xml", "atom", "json")]
    return [*every, *forms, *months, *found]


def told(client: Client, path: str) -> str:
    """What an address answers, and what its headers say."""
    answer = client.get(path)
    return "\n".join([answer.content.decode(), *(f"{name}: {value}" for name, value in answer.headers.items())])


def guesses(names: Iterable[str]) -> Iterator[str]:
    """Addresses that nobody is told of, as somebody who knows what it is about might try them."""
    for place in [*(f"topics/zanzibar-{name}-affair" for name in names), "series/zanzibar-draft"]:
        for prefix in ("", "/es"):
            yield from (f"{prefix}/{place}", f"/text{prefix}/{place}")
            yield from (f"{prefix}/{place}/feed.{form}" for form in ("xml", "atom", "json"))


def test_the_walk_sees_what_is_there(cast: Cast) -> None:
    """Without this the next test would pass on an empty station."""
    shown = secret(cast, "shown", expire_at=NOW + HOUR)
    series_of("gathered", shown)
    card(cast, "card", expires_at=NOW + HOUR)
    newsroom.PartnerFeed.objects.create(name="The Gazette")
    pointing_at(cast, [shown])
    fed()
    said = walk(Client())
    seen = {path for path, body in said.items() if "zanzibar-shown" in body}
    expected = {
        "/",
        "/text",
        "/news",
        "/feed.xml",
        "/news/feed.xml",
        "/news-sitemap.xml",
        "/sitemaps/stories-2026-11.xml",
    }
    (partner,) = newsroom.PartnerFeed.objects.all()
    for form in ("xml", "atom", "json"):
        expected |= {f"{place}/feed.{form}" for place in ("", "/news", "/topics/mergers", f"/partners/{partner.token}")}
    expected |= {"/authors/rosa-quill", "/authors/rosa-quill/feed.xml", "/topics/mergers", "/topics/mergers/feed.xml"}
    expected |= {f"{shown.url}/live.xml"}
    expected |= {"/search?q=merger", "/text/search?q=merger", shown.url, f"/text{shown.url}"}
    assert expected <= seen
    series = {"/sitemaps/pages.xml", "/search?q=zanzibar"}
    series |= {"/series/zanzibar-gathered", "/text/series/zanzibar-gathered", "/series/zanzibar-gathered/feed.json"}
    assert series <= {path for path, body in said.items() if "zanzibar-gathered" in body}
    led = {f"{place}/feed.{form}" for place in ("", "/news") for form in ("xml", "atom", "json")}
    led |= {"/", "/text", "/news", "/text/news", "/search?q=zanzibar", "/text/search?q=zanzibar"}
    assert led <= {path for path, body in said.items() if "https://partner.example/zanzibar-card" in body}
    assert "Zanzibar shown corrected." in said[shown.url]
    assert "Zanzibar shown live." in said[f"{shown.url}/live.json"]


def public_routes(of: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Every pattern of a public address, whatever its language."""
    for one in (of or get_resolver()).url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from public_routes(one, route) if not route.startswith("admin") else ()
        elif route != "admin":
            yield route


def test_every_public_address_is_walked(cast: Cast) -> None:
    """A new kind of page or feed is walked above, or somebody says here why it cannot tell of a story."""
    shown = secret(cast, "shown")
    series_of("gathered", shown)
    newsroom.PartnerFeed.objects.create(name="The Gazette")
    pointing_at(cast, [shown])
    walked = {path.partition("?")[0].removeprefix("/text") or "/" for path in paths_to_walk()}
    routes = {resolve(path).route for path in walked if path != "/es" and not path.startswith("/es/")}
    assert set(public_routes()) - routes == NAMES_NO_STORY


def test_nothing_of_what_is_held_back_is_anywhere(cast: Cast) -> None:
    hidden = [secret(cast, name, **fields) for name, fields in HELD_BACK.items()]
    spanish = secret(
        cast, "spanish", section=cast.noticias, translation_of=cast.story("Paired"), embargoed_until=NOW + HOUR
    )
    newsroom.withdraw(story=hidden[-1], by=cast.editor, reason="Zanzibar was wrong.", at=NOW)
    newsroom.PartnerFeed.objects.create(name="The Gazette")
    newsroom.PartnerFeed.objects.create(name="La Gaceta", language="es")
    pointing_at(cast, hidden)
    series_of("draft", *hidden, spanish)
    card(cast, "future", published_at=NOW + HOUR)
    card(cast, "expired", expires_at=NOW)
    for name, fields in NO_RIGHTS.items():
        photo = cast.photo(
            f"Zanzibar {name}",
            alt_text=f"Zanzibar {name} seen.",
            caption=f"Zanzibar {name} at dawn.",
            filename=f"zanzibar-{name}.jpg",
        )
        newsroom.Photo.objects.filter(pk=photo.pk).update(**fields)
        body = [("text", "<p>Words.</p>"), ("photo", {"photo": photo, "caption": "", "size": "wide"})]
        cast.story(f"Holds {name}", lead_photo=photo, body=body)
    fed()
    client = Client()
    leaks = {
        path: sorted(set(said))
        for path, body in walk(client).items()
        if (said := (SPELLED if "zanzibbar" in path else SECRET).findall(body))
    }
    assert leaks == {}
    for path in guesses([*HELD_BACK, "spanish"]):
        assert client.get(path).status_code == 404, path
    for story in (*hidden, spanish):
        for path in (story.url, f"/text{story.url}", f"{story.url}/live.json", f"{story.url}/live.xml"):
            answer = client.get(path)
            assert answer.status_code == (410 if story is hidden[-1] and "/live." not in path else 404), path
            words = answer.content.decode().replace(story.slug, "")  # which whoever asks has said himself
            assert not SECRET.search(words), path


def test_a_former_address_leads_to_nothing_that_is_hidden(cast: Cast) -> None:
    hidden = {name: secret(cast, name, **fields) for name, fields in HELD_BACK.items()}
    newsroom.withdraw(story=hidden["withdrawn"], by=cast.editor, reason="Zanzibar was wrong.", at=NOW)
    shown = cast.story("La lechuza", section=cast.noticias)
    for name, story in {**hidden, "shown": shown}.items():
        Redirect.objects.create(old_path=f"/{name}", redirect_page=story)
    client = Client()
    for name in ("embargoed", "future", "expired", "draft"):
        assert client.get(f"/{name}").status_code == 404, name
    for name, story in (("withdrawn", hidden["withdrawn"]), ("shown", shown)):
        assert (client.get(f"/{name}").status_code, client.get(f"/{name}")["location"]) == (301, story.url)


def test_a_caption_is_found_no_longer_than_its_picture_is_shown(cast: Cast) -> None:
    fields = {"caption": "Zanzibar ended at dawn.", "expires_at": NOW + HOUR}
    photo = {"photo": cast.photo(**fields), "caption": "", "size": "wide"}
    story = cast.story("Holds one that ends", body=[("text", "<p>Words.</p>"), ("photo", photo)])
    client = Client()
    fed()
    assert "Zanzibar ended at dawn." in client.get(story.url).content.decode()
    with clock.standing_at(NOW + HOUR):
        assert not SECRET.search(told(client, "/search?q=dawn"))
