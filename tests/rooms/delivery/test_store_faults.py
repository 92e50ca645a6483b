"""The page store when things go wrong: pages that break, changes in mid-render, lost files, clocks, lost machines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import Max
from django.http import HttpResponse, HttpResponseNotFound

from groundwave.delivery import api as delivery
from groundwave.delivery import store
from groundwave.delivery.files import Page
from groundwave.delivery.known import Stored
from groundwave.delivery.models import Change
from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from tests.cast import NOW
from tests.rooms.delivery.unruly_urls import deeds

pytestmark = [pytest.mark.urls("tests.rooms.delivery.unruly_urls"), pytest.mark.django_db]
KEY = "/unruly/owl"


class Desk:
    """One page that shows an author's name, and what the test does to it."""

    def __init__(self) -> None:
        self.author = newsroom.Author.objects.create(name="Rosa", slug="rosa")
        self.follower = delivery.Follower()
        self.does(self.names)

    def names(self) -> HttpResponse:
        return HttpResponse(newsroom.Author.objects.get(pk=self.author.pk).name)

    def does(self, *deed: Callable[[], HttpResponse]) -> None:
        """Each deed for one making, the last for all that follow."""
        left = list(deed)
        deeds["owl"] = lambda: (left.pop(0) if len(left) > 1 else left[0])()

    def rename(self, name: str) -> None:
        self.author.name = name
        self.author.save()
        self.follower.follow()

    def settle(self) -> None:
        self.follower.follow()
        delivery.come_due()
        while delivery.bake_stale(most=100):
            self.follower.follow()

    @property
    def page(self) -> Stored:
        found = delivery.explain(key=KEY)
        assert found is not None
        return found

    @property
    def text(self) -> str:
        path = store.files().tree / "unruly" / "owl.html"
        return path.read_text() if path.exists() else ""


@pytest.fixture
def desk(db: None, page_store: Path, at_now: datetime) -> Iterator[Desk]:
    yield Desk()
    deeds.clear()
    store.index().file.close()


def broken() -> HttpResponse:
    raise ValueError("The template broke")


# ------------------------------------------------------------------ pages that break
@pytest.mark.parametrize(
    ("deed", "said"), [(broken, "The template broke"), (lambda: HttpResponse(status=503), "It answered 503.")]
)
def test_a_page_that_breaks_stays_as_it_was_and_is_tried_again_at_longer_and_longer_intervals(
    desk: Desk, deed: Callable[[], HttpResponse], said: str
) -> None:
    delivery.bake(KEY)
    desk.does(deed)
    desk.rename("Rosa Quill")
    at = NOW
    for attempt, wait in enumerate((5, 30, 120, 600, 600), start=1):
        with clock.standing_at(at):
            assert delivery.bake_stale(most=5) == 1
            assert delivery.bake_stale(most=5) == 0
        assert (desk.text, desk.page.attempts) == ("Rosa", attempt)
        assert said in desk.page.failure
        with clock.standing_at(at + timedelta(seconds=wait - 1)):
            assert delivery.bake_stale(most=5) == 0
        at += timedelta(seconds=wait)
    assert [page.key for page in delivery.troubled()] == [KEY]
    desk.does(desk.names)
    with clock.standing_at(at):
        assert delivery.bake_stale(most=5) == 1
    assert (desk.text, desk.page.failure, desk.page.attempts, desk.page.stale) == ("Rosa Quill", "", 0, 0)


def test_a_change_has_a_broken_page_tried_at_once(desk: Desk) -> None:
    delivery.bake(KEY)
    desk.does(broken, desk.names)
    desk.rename("Rosa Quill")
    delivery.bake_stale(most=5)
    desk.rename("Rosa Ames")
    assert delivery.bake_stale(most=5) == 1
    assert desk.text == "Rosa Ames"


def test_a_disk_that_refuses_is_said_and_tried_again(desk: Desk) -> None:
    store.index().want([KEY], at=NOW.timestamp(), why="a test")
    store.files().tree.mkdir(parents=True)
    in_the_way = store.files().tree / "unruly"
    in_the_way.write_text("a file where a folder must be")
    delivery.bake_stale(most=5)
    assert "The disk refused the page" in desk.page.failure
    in_the_way.unlink()
    with clock.standing_at(NOW + timedelta(seconds=5)):
        desk.settle()
    assert desk.text == "Rosa"


@pytest.mark.parametrize(
    "header", [("Set-Cookie", "a=b"), ("Cache-Control", "No-Store"), ("Cache-Control", "PRIVATE, max-age=3")]
)
def test_what_is_for_one_reader_is_not_stored_and_takes_the_page_away(desk: Desk, header: tuple[str, str]) -> None:
    delivery.bake(KEY)
    desk.does(lambda: HttpResponse("for you", headers=dict([header])))
    assert not delivery.bake(KEY).stored
    assert desk.text == ""
    assert delivery.explain(key=KEY) is None


# ------------------------------------------------------------------ makings that overtake each other
def test_an_older_making_never_replaces_a_newer_one(desk: Desk) -> None:
    def overtaken() -> HttpResponse:
        old = desk.names()
        desk.rename("Rosa Quill")
        assert delivery.bake(KEY).changed
        return old

    desk.does(overtaken, desk.names)
    delivery.bake(KEY)
    assert desk.text == "Rosa Quill"
    desk.settle()
    assert desk.text == "Rosa Quill"


def test_an_older_making_that_found_no_page_does_not_take_a_newer_one_away(desk: Desk) -> None:
    def overtaken() -> HttpResponse:
        desk.rename("Rosa Quill")
        assert delivery.bake(KEY).stored
        return HttpResponseNotFound()

    desk.does(overtaken, desk.names)
    delivery.bake(KEY)
    assert desk.text == "Rosa Quill"
    assert desk.page.status == 200


@pytest.mark.parametrize("known", [True, False])
def test_a_change_in_mid_render_has_the_page_made_again(desk: Desk, known: bool) -> None:
    if known:
        delivery.bake(KEY)

    def hit() -> HttpResponse:
        old = desk.names()
        desk.rename("Rosa Quill")
        return old

    desk.does(hit, desk.names)
    delivery.bake(KEY)
    assert desk.page.stale
    desk.settle()
    assert (desk.text, desk.page.stale) == ("Rosa Quill", 0)


@pytest.mark.parametrize("first", [HttpResponse, HttpResponseNotFound])
@pytest.mark.parametrize("all_of_them", [True, False])
def test_a_page_that_is_asked_for_in_mid_render_is_made_again(
    desk: Desk, first: type[HttpResponse], all_of_them: bool
) -> None:
    store.index().want([KEY], at=NOW.timestamp(), why="a test")

    def hit() -> HttpResponse:
        if all_of_them:
            delivery.want_all([])
        else:
            delivery.want(addresses=[KEY])
            desk.follower.follow()
        return first("old")

    desk.does(hit, desk.names)
    delivery.bake(KEY)
    assert desk.page.stale
    desk.settle()
    assert desk.text == "Rosa"


def test_the_pages_of_a_baker_that_was_killed_are_taken_over_after_a_minute(desk: Desk) -> None:
    store.index().want([KEY], at=NOW.timestamp(), why="a test")
    assert store.index().claim(5, at=NOW.timestamp()) == [KEY]
    with clock.standing_at(NOW + timedelta(seconds=59)):
        assert delivery.bake_stale(most=5) == 0
    with clock.standing_at(NOW + timedelta(seconds=60)):
        assert delivery.bake_stale(most=5) == 1


def test_a_clock_set_back_by_a_day_holds_back_no_claim_and_no_retry(desk: Desk) -> None:
    store.index().want([KEY], at=NOW.timestamp(), why="a test")
    with clock.standing_at(NOW + timedelta(days=1)):
        delivery.come_due()
        store.index().claim(5, at=clock.now().timestamp())
    desk.settle()
    assert desk.text == "Rosa"


def test_a_page_made_in_the_future_is_made_again_when_the_clock_is_set_right(desk: Desk) -> None:
    desk.does(lambda: HttpResponse(f"{clock.now():%d}"))
    with clock.standing_at(NOW + timedelta(days=1)):
        delivery.come_due()
        delivery.bake(KEY)
    assert desk.text == "25"
    desk.settle()
    assert (desk.text, desk.page.baked_at) == ("24", NOW.timestamp())


# ------------------------------------------------------------------ what is lost
def start(release: str = "1") -> None:
    delivery.start(release=release, every=lambda: [KEY])


@pytest.mark.parametrize("how", ["deleted", "rubbish", "torn"])
def test_an_index_that_is_lost_begins_anew_and_readers_keep_their_files(desk: Desk, how: str) -> None:
    start()
    desk.settle()
    other = Page("/about", 200, "text/html; charset=utf-8", b"About us")
    store.files().write(other)
    path = store.files().root / "index.sqlite3"
    whole = path.read_bytes()
    if how != "deleted":
        store.index().file.close()
    for one in path.parent.glob("index.sqlite3-*"):
        one.unlink()
    path.unlink()
    if how == "rubbish":
        path.write_bytes(b"rubbish " * 1_000)
    if how == "torn":
        path.write_bytes(whole[:100] + bytes(len(whole) - 100))
    with pytest.raises(store.IndexReplaced):
        desk.follower.follow()
    assert path.with_name("index.sqlite3.broken").exists() == (how != "deleted")
    assert desk.text == "Rosa"
    start()
    assert desk.text == "Rosa"
    assert store.files().is_whole("/about", sha256=other.sha256), "until it has been made anew"
    desk.author.name = "Rosa Quill"
    desk.author.save()
    desk.follower = delivery.Follower()
    desk.settle()
    assert (desk.text, desk.page.stale) == ("Rosa Quill", 0)
    assert not store.files().is_whole("/about", sha256=other.sha256), "there is no such page"


def test_files_deleted_by_hand_are_found_by_verifying_and_by_the_next_start(desk: Desk) -> None:
    start()
    desk.settle()
    (store.files().tree / "unruly" / "owl.html").unlink()
    assert [found.key for found in delivery.verify_some(most=5)] == [KEY]
    desk.settle()
    assert desk.text == "Rosa"
    store.files().remove(KEY)
    start()
    desk.settle()
    assert desk.text == "Rosa"


def test_a_start_removes_files_that_the_index_knows_nothing_of(desk: Desk) -> None:
    start()
    desk.settle()
    store.files().write(Page("/orphan", 200, "text/html; charset=utf-8", b"Whose?"))
    start()
    assert list(store.files().pages()) == [KEY]


def test_another_release_has_all_made_anew(desk: Desk) -> None:
    start()
    desk.settle()
    desk.does(lambda: HttpResponse("of the new release"))
    start("2")
    desk.settle()
    assert desk.text == "of the new release"


# ------------------------------------------------------------------ the log of changes
def test_a_transaction_that_fails_has_announced_nothing(desk: Desk) -> None:
    before = Change.objects.count()
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        desk.author.save()
        raise ValueError("no")
    assert Change.objects.count() == before
    with transaction.atomic():
        desk.author.save()
        with pytest.raises(ValueError, match="no"), transaction.atomic():
            newsroom.Author.objects.create(name="Ned", slug="ned")
            raise ValueError("no")
    keys = "\n".join(Change.objects.values_list("keys", flat=True)[before:])
    assert f"newsroom.author:{desk.author.pk}\n" in keys + "\n"
    assert f"newsroom.author:{desk.author.pk + 1}\n" not in keys + "\n"


@pytest.mark.parametrize("skew", [timedelta(), -timedelta(hours=1), timedelta(hours=1)])
def test_a_change_that_shows_late_under_a_lower_number_is_followed(desk: Desk, skew: timedelta) -> None:
    """Whatever the clocks of the writers say."""
    delivery.bake(KEY)
    newest = Change.objects.aggregate(newest=Max("id"))["newest"]  # PostgreSQL counts on from test to test
    Change.objects.create(id=newest + 2, keys="other", made_at=NOW + skew)
    desk.follower.follow()
    Change.objects.create(id=newest + 1, keys=f"newsroom.author:{desk.author.pk}", made_at=NOW)
    desk.follower.follow()
    assert desk.page.stale
    desk.settle()
    with clock.standing_at(NOW + timedelta(minutes=6)):
        Change.objects.create(id=newest + 3, keys="other")
        desk.follower.follow()
        again = delivery.Follower()
        assert again.follow() == 0, "what is long followed is not followed again"


@pytest.mark.parametrize("asleep", [True, False])
def test_a_machine_that_was_away_for_longer_than_changes_are_kept_makes_all_anew(desk: Desk, asleep: bool) -> None:
    delivery.bake(KEY)
    delivery.tidy()
    newsroom.Author.objects.filter(pk=desk.author.pk).update(name="Rosa Quill")  # its change is forgotten by now
    with clock.standing_at(NOW + timedelta(days=3)):
        if asleep:
            delivery.tidy()
        else:
            desk.follower = delivery.Follower()
        desk.settle()
    assert desk.text == "Rosa Quill"


def test_a_database_that_was_put_back_has_all_made_anew(desk: Desk) -> None:
    delivery.bake(KEY)
    store.index().remember("floor", "1000000")
    Change.objects.create(keys="other")
    desk.follower = delivery.Follower()
    assert desk.page.stale


# ------------------------------------------------------------------ reads that make no objects
def test_a_value_of_a_joined_row_and_a_row_that_leaves_its_owner_are_noticed(desk: Desk, cast: object) -> None:
    from tests.cast import Cast

    assert isinstance(cast, Cast)
    story = cast.story(slug="owls")
    line = story.bylines.get()
    cast.reporter.staff = cast.editor
    cast.reporter.save()
    questions: dict[str, Callable[[], object]] = {
        "a joined value": lambda: list(newsroom.Byline.objects.filter(story=story.pk).values_list("author__name")),
        "by an owner of a joined row": lambda: newsroom.Byline.objects.filter(author__staff=cast.editor.pk).count(),
        "the bylines of the one": lambda: newsroom.Byline.objects.filter(author=cast.reporter.pk).count(),
        "the first by a joined value": lambda: [
            one.pk for one in newsroom.Byline.objects.filter(story=story.pk).order_by("author__name")[:1]
        ],
    }
    for name, question in questions.items():
        desk.does(lambda question=question: HttpResponse(repr(question())))
        delivery.bake(KEY)
        assert not desk.page.stale
        if "value" in name:
            cast.reporter.name += " Ames"
            cast.reporter.save()
        else:
            line.author = desk.author if line.author_id == cast.reporter.pk else cast.reporter
            line.save()
        desk.follower.follow()
        assert desk.page.stale, name
