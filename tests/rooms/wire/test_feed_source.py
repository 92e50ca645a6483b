"""A feed as a source: only what changed is sent, and a partner that wants to be left alone is."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import timedelta

import pytest

from groundwave.wire import api as wire
from groundwave.wire.models import Delivery, Document, Source, Version
from tests.cast import NOW
from tests.partners.feed import File, Site
from tests.rooms.wire.pulls import HERE, pull, shown, source, verdicts

pytestmark = pytest.mark.usefixtures("cast", "at_now")


def feed(*items: tuple[str, str], more: str = "") -> bytes:
    entries = "".join(
        f"<item><title>{title}</title><guid>{guid}</guid><link>https://p.example/{guid}</link>"
        f"<pubDate>Tue, 24 Nov 2026 12:00:00 GMT</pubDate><description>About it.</description>{more}</item>"
        for guid, title in items
    )
    text = f'<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>P</title>{entries}</channel></rss>'
    return text.encode()


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        server.files["/feed"] = File(feed(("1", "One"), ("2", "Two")))
        yield server


@pytest.fixture
def partner(site: Site) -> Source:
    return source("feed", f"{site.url}/feed")


def test_a_feed_is_asked_for_only_what_changed(site: Site, partner: Source) -> None:
    assert verdicts(pull(partner)) == ["new", "new"]
    assert shown() == {"One", "Two"}
    assert verdicts(pull(partner)) == []
    assert "if-none-match" in site.asked[-1].headers
    assert Document.objects.count() == 1
    site.files["/feed"] = File(feed(("1", "One, again"), ("2", "Two"), ("3", "Three")))
    assert sorted(verdicts(pull(partner))) == ["new", "updated"]
    assert shown() == {"One, again", "Two", "Three"}


def test_a_date_is_sent_back_as_it_came(site: Site, partner: Source) -> None:
    site.files["/feed"].headers["Last-Modified"] = "Tue, 24 Nov 2026 11:00:00 GMT"
    pull(partner)
    pull(partner)
    assert site.asked[-1].headers["if-modified-since"] == "Tue, 24 Nov 2026 11:00:00 GMT"


def test_a_feed_that_is_gone_for_good_is_switched_off(site: Site, partner: Source) -> None:
    site.files["/feed"] = File(status=410)
    assert "gone for good (answer 410)" in pull(partner).error
    partner.refresh_from_db()
    assert not partner.enabled
    assert partner.health(at=NOW).endswith("switched off.")
    assert wire.pull_due(at=NOW + timedelta(days=2), seconds=5, private_hosts=HERE) == []


def test_a_source_that_was_switched_off_during_a_pull_stays_off(site: Site, partner: Source) -> None:
    def switch_off(line: wire.Line) -> None:
        Source.objects.filter(pk=partner.pk).update(enabled=False)

    wire.pull(source=partner, at=NOW, seconds=30, private_hosts=HERE, say=switch_off)
    partner.refresh_from_db()
    assert not partner.enabled


def test_a_feed_that_moved_for_good_is_asked_there(site: Site, partner: Source) -> None:
    site.files |= {"/feed": File(status=301, headers={"Location": "/new"}), "/new": File(feed(("1", "One")))}
    assert verdicts(pull(partner)) == ["new"]
    partner.refresh_from_db()
    assert partner.address == f"{site.url}/new"


@pytest.mark.parametrize("header", ["7200", "Tue, 24 Nov 2026 21:30:00 GMT"])
def test_who_wants_to_be_left_alone_is(site: Site, partner: Source, header: str) -> None:
    site.files["/feed"] = File(status=429, headers={"Retry-After": header})
    pull(partner)
    partner.refresh_from_db()
    assert partner.next_pull_at is not None
    assert partner.next_pull_at - NOW >= timedelta(hours=1, minutes=30)
    assert wire.pull_due(at=NOW + timedelta(hours=1), seconds=5, private_hosts=HERE) == []


def test_a_source_that_fails_is_asked_less_and_less_often_and_at_once_again_when_it_is_back(
    site: Site, partner: Source
) -> None:
    good, waits = site.files["/feed"], []
    site.files["/feed"] = File(status=500)
    for _ in range(6):
        pull(partner)
        partner.refresh_from_db()
        assert partner.next_pull_at is not None
        waits.append(partner.next_pull_at - NOW)
    assert waits[0] <= timedelta(minutes=10)
    assert waits[5] >= timedelta(hours=2)
    site.files["/feed"] = good
    assert verdicts(pull(partner)) == ["new", "new"]
    partner.refresh_from_db()
    assert partner.next_pull_at is not None
    assert partner.next_pull_at - NOW <= timedelta(minutes=6)


@pytest.mark.parametrize(
    ("body", "headers", "said"),
    [
        (b'<!DOCTYPE r [<!ENTITY a "b">]><rss><channel/></rss>', {}, "DTD or entities"),
        (b"<html><body>Log in</body></html>", {}, "a web page"),
        (b"{", {}, "truncated"),
        (gzip.compress(b" " * 30_000_000), {"content-type": "application/gzip"}, "unpacks to more than"),
    ],
)
def test_what_cannot_be_read_is_kept_with_the_reason(
    site: Site, partner: Source, body: bytes, headers: dict[str, str], said: str
) -> None:
    site.files["/feed"] = File(body, headers=headers)
    assert verdicts(pull(partner)) == ["refused"]
    document = Document.objects.get()
    assert said in document.reason
    assert document.raw == body


def test_a_bomb_on_the_line_is_not_unpacked(site: Site, partner: Source) -> None:
    site.files["/feed"] = File(b" " * 30_000_000)
    assert "the answer unpacks to more than 20,971,520 bytes" in pull(partner).error
    assert Document.objects.count() == 0


def test_a_partner_inside_our_network_is_not_asked(site: Site, partner: Source) -> None:
    site.files["/feed"] = File(status=302, headers={"Location": "http://169.254.169.254/latest/"})
    assert "not on the public internet" in pull(partner).error
    assert "not on the public internet" in wire.pull(source=partner, at=NOW, seconds=5).error


def test_one_source_cannot_kill_what_another_sent(site: Site, partner: Source) -> None:
    pull(partner)
    site.files["/other"] = File(feed(("1", "One"), more='<media:status state="deleted"/>'))
    other = source("feed", f"{site.url}/other", name="Other", slug="other")
    assert verdicts(pull(other)) == ["withdrawn"]
    assert shown() == {"One", "Two"}
    site.files["/feed"] = File(feed(("1", "One"), more='<media:status state="deleted"/>'))
    assert verdicts(pull(partner)) == ["withdrawn"]
    assert shown() == {"Two"}


def test_everything_of_a_source_can_wait_for_an_editor(site: Site, partner: Source) -> None:
    Source.objects.filter(pk=partner.pk).update(arrival=Source.Arrival.HOLD)
    assert verdicts(pull(partner)) == ["held for an editor", "held for an editor"]
    assert shown() == set()


def test_a_bug_in_one_source_stops_no_other(site: Site, partner: Source) -> None:
    broken = source("feed", f"{site.url}/feed", name="Broken", slug="broken")
    Source.objects.filter(pk=broken.pk).update(every_minutes=1, state=["not", "what", "we", "wrote"])
    found = {one.source.slug: one for one in wire.pull_due(at=NOW, seconds=30, private_hosts=HERE)}
    assert "something went wrong here" in found["broken"].error
    assert not found["partner"].error


def test_a_feed_that_changes_every_minute_fills_no_disk(site: Site, partner: Source) -> None:
    for number in range(25):
        site.files["/feed"] = File(feed(("1", f"One, {number}")))
        Source.objects.filter(pk=partner.pk).update(arrival=Source.Arrival.HOLD)
        pull(partner, at=NOW + timedelta(minutes=number))
    kept = Document.objects.order_by("-last_seen_at")[0].kept_bytes
    assert wire.tidy(at=NOW + timedelta(hours=1), most_bytes=3 * kept + 20) == 22
    assert Document.objects.count() == 3
    assert Version.objects.count() == 20
    assert Version.objects.latest("received_at").headline == "One, 24"


def test_old_documents_go_and_what_was_made_of_them_stays(site: Site, partner: Source) -> None:
    pull(partner)
    assert wire.tidy(at=NOW + timedelta(days=20)) == 0
    assert wire.tidy(at=NOW + timedelta(days=40)) == 1
    assert (Document.objects.count(), Version.objects.count(), Delivery.objects.count()) == (0, 2, 2)
