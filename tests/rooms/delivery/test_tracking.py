"""The oracle: after any change, a stored page that is not stale is what a fresh making gives, to the byte."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Collection
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from wagtail.models import Page

from groundwave.air import api as air
from groundwave.delivery import api as delivery
from groundwave.delivery import store
from groundwave.kit import clock
from groundwave.membership.models import Appeal
from groundwave.newsletters.models import Newsletter
from groundwave.newsroom import api as newsroom
from groundwave.newsroom.models import SeriesPart, Upkeep
from groundwave.schedule import api as schedule
from groundwave.web import addresses
from groundwave.wire.core.item import Kind, WireAudio, WireItem
from groundwave.wire.models import Delivery
from groundwave.wire.newscasts import keep_newscast
from tests.cast import NOW, Cast
from tests.rooms.discovery.conftest import fed

_OFTEN = re.compile(
    r"story-(?!(1|2|9)$)|^/text/(es|authors|topics|schedule|public|programs|stations|newsletters|search|text)"
    r"|^/es/(authors|topics|schedule|public|programs|stations|search)|day=(?!2026-11-24)|/music"
)


class World:
    """The cast's station with so many stories, its pages stored, and a clock that the test moves."""

    def __init__(self, cast: Cast, *, stories: int, only: Collection[str] = ()) -> None:
        self.cast = cast
        self.second = newsroom.Author.objects.create(name="Ned Barn", slug="ned-barn")
        self.stories = [
            cast.story(f"Story number {n}", slug=f"story-{n}", published_at=NOW - timedelta(hours=2 + n))
            for n in range(stories)
        ]
        self.lead = cast.story(
            "Owls return to the mill", slug="owls", lead_photo=cast.photo(), topics=("Owls",), text="<p>One.</p>" * 6
        )
        self.other = cast.story("Paint on the barn", slug="paint", section=cast.arts, topics=("Barns",))
        self.spanish = cast.story("Vuelven los búhos", slug="buhos", section=cast.noticias, translation_of=self.lead)
        self.about = cast.home.add_child(instance=newsroom.InfoPage(title="About us", slug="about", body="<p>We.</p>"))
        self.program = schedule.Program.objects.create(title="Owl Talk", slug="owl-talk", hosts="Rosa Quill")
        self.rule = schedule.Rule.objects.create(
            service=cast.news,
            program=self.program,
            starts_at=time(14, 0),
            minutes=120,
            valid_from=date(2026, 1, 1),
        )
        self.dawn = schedule.Broadcast.objects.create(
            service=cast.news, title="Owls at dawn", starts=NOW - timedelta(hours=6), ends=NOW - timedelta(hours=5)
        )
        self.program.is_recorded, self.program.on_demand = True, "days"
        self.program.save()
        air.podcast_of(self.program)
        self.episode = air.Episode.objects.create(
            program=self.program, service=cast.news, title="Owls & fog", on=NOW.date(), seconds=3600, sound="one.m4a",
            aired_from=NOW - timedelta(hours=3), aired_until=NOW - timedelta(hours=2), starts=NOW, ends=NOW,
            is_on_demand=True, published_at=NOW - timedelta(hours=1), available_until=NOW + timedelta(days=14),
        )  # fmt: skip
        self.follower = delivery.Follower()
        self.bake(only)

    def bake(self, only: Collection[str]) -> None:
        """Every kind of page (of the twins and of Spanish, of days and of stories, a few), or these alone."""
        for key in only or addresses.every(at=clock.now()):
            if only or not _OFTEN.search(key):
                delivery.bake(key)
        self.settle()

    def settle(self) -> None:
        """Follow and bake until nothing is stale."""
        self.follower.follow()
        delivery.come_due()
        while delivery.bake_stale(most=10_000):
            self.follower.follow()

    def stale(self) -> set[str]:
        self.follower.follow()
        delivery.come_due()
        index = store.index()
        return {key for key in index.pages() if (page := index.page(key)) and page.stale}

    def untrue(self, but: set[str]) -> dict[str, str]:
        """Stored pages, other than these, that a fresh making would not give, and what verifying says of each."""
        index = store.index()
        found = {}
        for key in index.pages():
            if key not in but and (difference := delivery.verify(key)):
                found[key] = difference.what
        return found


@pytest.fixture(autouse=True)
def _index(cast: Cast) -> None:
    """Without an index of search related stories are the newest, as an emergency that no page depends on."""
    fed()


@pytest.fixture
def world(cast: Cast, page_store: Path, at_now: datetime) -> World:
    """All kinds of pages, and a second page of the lists."""
    return World(cast, stories=22)


@pytest.fixture
def small_world(cast: Cast, page_store: Path, at_now: datetime) -> World:
    """A few pages."""
    dated = f"/news/{NOW:%Y-%m-%d}"
    stories = [f"{dated}/owls", f"{dated}/story-1", f"{dated}/story-2"]
    return World(cast, stories=4, only=["/", "/news", "/feed.xml", "/authors/rosa-quill", "/topics/owls", *stories])


def publish(page: Page) -> None:
    page.save_revision().publish()


def _rename_author(world: World) -> None:
    world.cast.reporter.name = "Rosa Quill-Ames"
    world.cast.reporter.save()


def _move_byline(world: World) -> None:
    line = world.lead.bylines.get()
    line.author = world.second
    line.save()


def _edit_headline(world: World) -> None:
    world.lead.title = "Owls leave the mill"
    publish(world.lead)


def _new_story(world: World) -> None:
    made = world.cast.story("Fog over the marsh", slug="fog", live=False, topics=("Owls",))
    publish(made)


def _unpublish(world: World) -> None:
    world.stories[3].unpublish()


def _delete(world: World) -> None:
    newsroom.Story.objects.get(pk=world.stories[4].pk).delete()


def _withdraw(world: World) -> None:
    newsroom.withdraw(story=world.lead, by=world.cast.editor, reason="Wrong in every line.")


def _restore(world: World) -> None:
    row = newsroom.withdraw(story=world.lead, by=world.cast.editor, reason="Wrong in every line.")
    world.settle()
    row.delete()


def _move_to_other_section(world: World) -> None:
    world.lead.move(world.cast.arts, pos="last-child")


def _rename_section(world: World) -> None:
    world.cast.local.title = "Near you"
    publish(world.cast.local)


def _slug_of_section(world: World) -> None:
    section = newsroom.SectionPage.objects.get(pk=world.cast.arts.pk)
    section.slug = "culture"
    publish(section)


def _new_section(world: World) -> None:
    publish(world.cast.home.add_child(instance=newsroom.SectionPage(title="Sports", slug="sports")))


def _topic_renamed(world: World) -> None:
    topic = newsroom.topic(slug="owls")
    assert topic is not None
    topic.name = "Owls and others"
    topic.save()


def _alt_text(world: World) -> None:
    photo = world.lead.lead_photo
    assert photo is not None
    photo.description = "An owl, asleep"
    photo.save()


def _pull_photo(world: World) -> None:
    photo = world.lead.lead_photo
    assert photo is not None
    newsroom.pull(photos=[photo], by=world.cast.editor, reason="The agency asked for it.")
    world.lead.refresh_from_db()


def _correction(world: World) -> None:
    newsroom.Correction.objects.create(story=world.lead, text="It was three owls.", made_at=NOW)


def _newscast(world: World) -> None:
    row = Delivery.objects.create(
        provider_key="x", external_id="urn:x:hour", kind="newscast", sha256="", first_seen_at=NOW, last_seen_at=NOW
    )
    sound = WireAudio("a", "https://a.example/n.mp3", "audio/mpeg", 300, "", True, False, False, "")
    item = WireItem("cds", "x", "urn:x:hour", "The hour", clock.now(), "", kind=Kind.NEWSCAST, audio=(sound,))
    keep_newscast(row, item)


def _embargo(world: World) -> None:
    world.stories[2].embargoed_until = NOW + timedelta(hours=3)
    publish(world.stories[2])


def _pick(world: World) -> None:
    home = newsroom.HomePage.objects.get(pk=world.cast.home.pk)
    home.picks.create(story=world.stories[9], sort_order=0)
    publish(home)


def _appeal(world: World) -> None:
    Appeal.objects.create(
        internal_name="Autumn",
        title="Stand with the owls",
        text="They are up all night.",
        button_label="Give",
        button_url="/support",
        placement="foot",
        starts=NOW - timedelta(days=1),
    )


def _brand(world: World) -> None:
    world.cast.licensee.brand_name = "Owl Public Media"
    world.cast.licensee.save()


def _frequency(world: World) -> None:
    world.cast.fm.frequency = Decimal("90.1")
    world.cast.fm.save()


def _program_renamed(world: World) -> None:
    world.program.title = "Talk of the owls"
    world.program.save()


def _override(world: World) -> None:
    schedule.Override.objects.create(
        service=world.cast.news, title="Debate", starts=NOW + timedelta(hours=4), ends=NOW + timedelta(hours=5)
    )


def _episode_renamed(world: World) -> None:
    world.episode.title = "Fog & owls"
    world.episode.save()


def _new_episode(world: World) -> None:
    world.episode.pk, world.episode.uid, world.episode.number = None, uuid.uuid4(), 2
    world.episode._state.adding = True
    world.episode.save()


def _episode_taken_back(world: World) -> None:
    air.take_back(episode=world.episode, by=world.cast.editor, at=NOW)


def _rights_end(world: World) -> None:
    program = schedule.Program.objects.get(pk=world.program.pk)
    program.on_demand = "never"
    program.save()


def _broadcast_confirmed(world: World) -> None:
    schedule.confirm(
        broadcast=world.dawn, verdict="not", heard=0, fallback=7200, silence=0, gaps=0, evidence="the record", at=NOW
    )


def _track(world: World) -> None:
    air.push(service=world.cast.news, body=b'{"title": "Owl Song", "seconds": 200}', at=NOW)


def _podcast(world: World) -> None:
    podcast = air.podcast_of(world.program)
    podcast.is_explicit = True
    podcast.save()


def _newsletter(world: World) -> None:
    Newsletter.objects.create(name="Owl Mail", slug="owl-mail", language="en", description="Each morning.")


def _beat(world: World) -> None:
    world.cast.reporter.beat = "Owls and fog"
    world.cast.reporter.save()


def _topic_of_a_beat(world: World) -> None:
    story = newsroom.Story.objects.get(pk=world.stories[1].pk)
    story.topics.add("Fog")
    publish(story)


def _link_card(world: World) -> None:
    newsroom.LinkCard.objects.create(
        section=world.cast.local, headline="Owls elsewhere", source="Barn Weekly", url="https://barn.example/owls"
    )


def _link_card_of_another_section(world: World) -> None:
    card = newsroom.LinkCard.objects.get()
    card.section = world.cast.arts
    card.save()


def _no_link_card(world: World) -> None:
    newsroom.LinkCard.objects.get().delete()


def _series(world: World) -> None:
    series = newsroom.Series.objects.create(name="Owls, told slowly", slug="owls")
    for place, story in enumerate((world.lead, world.stories[1])):
        SeriesPart.objects.create(series=series, story=story, sort_order=place)
    for path in ("/series/owls", "/text/series/owls", "/series/owls/feed.xml"):
        delivery.bake(path)


def _series_renamed(world: World) -> None:
    series = newsroom.Series.objects.get()
    series.name = "Owls, told fast"
    series.save()


def _series_in_another_order(world: World) -> None:
    first, second = newsroom.Series.objects.get().parts.order_by("sort_order")
    first.sort_order, second.sort_order = 2, 1
    first.save()
    second.save()


def _series_of_another_story(world: World) -> None:
    part = newsroom.Series.objects.get().parts.get(story=world.stories[1])
    part.story = world.stories[2]
    part.save()


def _no_series(world: World) -> None:
    newsroom.Series.objects.get().delete()


def _reviewed(world: World) -> None:
    Upkeep.objects.create(story=world.lead, reviewed_on=NOW.date(), due_on=NOW.date())


def _reviewed_again(world: World) -> None:
    kept = Upkeep.objects.get()
    kept.reviewed_on += timedelta(days=1)
    kept.save()


def _reviewed_no_longer(world: World) -> None:
    Upkeep.objects.get().delete()


def _standing_page(world: World) -> None:
    world.about.title = "Who we are"
    publish(world.about)


CHANGES: tuple[Callable[[World], None], ...] = (
    *(
        _rename_author,
        _edit_headline,
        _new_story,
        _alt_text,
        _pull_photo,
        _correction,
        _newscast,
        _topic_renamed,
        _move_byline,
        _embargo,
    ),
    *(_pick, _appeal, _brand, _frequency, _program_renamed, _override, _newsletter, _standing_page, _new_section),
    *(_beat, _topic_of_a_beat),
    *(_link_card, _link_card_of_another_section, _no_link_card),
    *(_series, _series_renamed, _series_in_another_order, _series_of_another_story, _no_series),
    *(_reviewed, _reviewed_again, _reviewed_no_longer),
    *(_broadcast_confirmed, _track, _episode_renamed, _new_episode, _episode_taken_back, _podcast, _rights_end),
    *(_rename_section, _move_to_other_section, _slug_of_section, _restore, _withdraw, _unpublish, _delete),
)


def test_no_stored_page_is_untrue_after_any_change(
    world: World, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    committed = django_capture_on_commit_callbacks
    assert world.untrue(but=set()) == {}
    for change in CHANGES:
        name = change.__name__.strip("_").replace("_", " ")
        with committed(execute=True):  # Wagtail announces some changes only then
            change(world)
        stale = world.stale()
        assert world.untrue(but=stale) == {}, f"after: {name}"
        assert stale, f"{name} reached nothing"
        world.settle()  # what it makes is proved after the next change, and after the last
    assert world.untrue(but=set()) == {}


def test_a_draft_reaches_nothing(small_world: World) -> None:
    small_world.lead.title = "A headline nobody has approved"
    small_world.lead.save_revision()
    assert small_world.stale() == set()


def test_publishing_a_story_touches_what_shows_it_and_no_other_story(small_world: World) -> None:
    known = set(store.index().stored())
    assert len(known) == 8
    publish(small_world.cast.story("Fog over the marsh", slug="fog", live=False))
    stale = small_world.stale()
    others = {key for key in stale if "/2026-" in key and "fog" not in key}
    assert {key: page.why for key in others if (page := store.index().page(key))} == {}
    assert {"/", "/news", "/feed.xml"} <= stale


def test_time_alone_makes_no_stored_page_untrue(cast: Cast, page_store: Path, at_now: datetime) -> None:
    world = World(cast, stories=4)
    world.stories[1].embargoed_until = NOW + timedelta(minutes=40)
    publish(world.stories[1])
    world.stories[2].body = [
        ("text", f'<p>See <a linktype="page" id="{world.stories[1].pk}">the sealed one</a>.</p>'),
        ("related_story", {"story": world.stories[1], "words": ""}),
    ]
    publish(world.stories[2])
    Appeal.objects.create(
        internal_name="New Year",
        title="Owls of the year",
        text="They are up all night.",
        button_label="Give",
        button_url="/support",
        starts=NOW + timedelta(hours=9),
    )
    schedule.expand(starts=NOW, ends=NOW + timedelta(days=50))
    world.settle()
    for later in (timedelta(minutes=45), timedelta(hours=10), timedelta(days=1), timedelta(days=40)):
        with clock.standing_at(NOW + later):
            stale = world.stale()
            assert stale
            assert world.untrue(but=stale) == {}, f"after: {later}"
            world.settle()


def test_an_embargo_that_ends_makes_the_page_by_itself(small_world: World) -> None:
    world = small_world
    story = world.cast.story("Fog over the marsh", slug="fog", live=False, embargoed_until=NOW + timedelta(hours=1))
    publish(story)
    world.settle()
    address = newsroom.Story.objects.get(pk=story.pk).url
    assert not (store.files().tree / f"{address.strip('/')}.html").exists()
    with clock.standing_at(NOW + timedelta(hours=1)):
        world.settle()
        assert "Fog over the marsh" in (store.files().tree / f"{address.strip('/')}.html").read_text()
        assert "Fog over the marsh" in (store.files().tree / "index.html").read_text()
        assert "Fog over the marsh" in (store.files().tree / "feed.xml").read_text()


def test_verifying_names_what_was_not_announced(small_world: World) -> None:
    world = small_world
    newsroom.Story.objects.filter(pk=world.lead.pk).update(teaser="Written past every announcement")
    difference = delivery.verify("/")
    assert difference is not None
    assert f"wagtailcore.page:{world.lead.pk} changed and was not announced" in difference.what
    page = store.index().page("/")
    assert page is not None
    assert page.stale, "what readers see comes before the proof"


def test_parts_kept_in_memory_belong_to_one_store(
    cast: Cast, page_store: Path, at_now: datetime, settings: Settings, tmp_path: Path
) -> None:
    delivery.bake("/")
    counted = store.index().apply(["nothing:1"], at=0.0) or store.index().applied()
    delivery.bake("/")
    settings.PAGE_STORE = str(tmp_path / "another")
    type(cast.licensee).objects.update(brand_name="Another brand")
    store.index().remember("applied", str(counted))  # as if both had begun in the same second
    delivery.bake("/")
    assert "Another brand" in (store.files().tree / "index.html").read_text()
