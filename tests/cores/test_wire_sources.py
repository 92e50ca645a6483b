"""When sources are asked, for what, and how they are doing; what becomes of a version; lists of documents."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwave.wire.core.cds_query import UnableToAsk, batches, by_ids, changed_since, checked_query
from groundwave.wire.core.decision import Action, Known, decide
from groundwave.wire.core.health import health_words
from groundwave.wire.core.item import Kind, WireItem
from groundwave.wire.core.listing import listed, next_page
from groundwave.wire.core.outcome import Unreadable
from groundwave.wire.core.pace import next_pull, retry_after

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
FIVE = timedelta(minutes=5)


@given(failures=st.integers(0, 10_000), luck=st.floats(0, 1), asked=st.none() | st.timedeltas(timedelta()))
def test_a_source_is_asked_again_neither_too_soon_nor_never(
    failures: int, luck: float, asked: timedelta | None
) -> None:
    wait = next_pull(at=NOON, every=FIVE, failures=failures, retry_after=asked, luck=luck) - NOON
    assert timedelta(minutes=4, seconds=29) <= wait <= timedelta(hours=24)
    assert wait >= min(asked or timedelta(), timedelta(hours=24))


def test_each_failure_doubles_the_time() -> None:
    waits = [next_pull(at=NOON, every=FIVE, failures=n, luck=0) - NOON for n in range(1, 9)]
    assert [wait.total_seconds() / 60 for wait in waits] == [10, 20, 40, 80, 160, 320, 360, 360]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        ("Tue, 24 Nov 2026 12:10:00 GMT", 600),
        ("Tue, 24 Nov 2026 11:00:00 GMT", 0),
        ("soon", None),
        ("", None),
    ],
)
def test_how_long_a_partner_wants_to_be_left_alone(header: str, seconds: int | None) -> None:
    found = retry_after(header, at=NOON)
    assert (found and found.total_seconds()) == seconds or (seconds == 0 and found == timedelta())


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "Never pulled yet; next at once."),
        ({"enabled": False}, "Never pulled yet; switched off."),
        (
            {
                "pulled_at": NOON - timedelta(minutes=3),
                "next_at": NOON + timedelta(minutes=2),
                "words": "4 new, 1 refused",
            },
            "Last pulled 3 minutes ago: 4 new, 1 refused; next in 2 minutes.",
        ),
        ({"pulled_at": NOON - timedelta(hours=1)}, "Last pulled 1 hour ago: nothing new; next at once."),
        (
            {
                "pulled_at": NOON,
                "ok_at": NOON - timedelta(days=2),
                "error": "It is away.",
                "next_at": NOON + timedelta(1),
            },
            "Failing since 2 days ago: It is away; next in 1 day.",
        ),
    ],
)
def test_how_a_source_is_doing(facts: dict[str, object], words: str) -> None:
    given = {"enabled": True, "pulled_at": None, "ok_at": None, "next_at": None, "words": "", "error": "", **facts}
    assert health_words(at=NOON, **given) == words  # type: ignore[arg-type]


def test_a_query_is_for_stories_unless_it_says_otherwise() -> None:
    assert checked_query("") == [("profileIds", "story")]
    assert checked_query("ids=500005") == [("ids", "500005")]
    both = "profileIds=story&profileIds=has-audio&collectionIds=1,2"
    assert checked_query(both) == [("profileIds", "story"), ("profileIds", "has-audio"), ("collectionIds", "1,2")]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("limit=5", "Leave “limit” out"),
        ("sort=publishDateTime", "nothing is missed"),
        ("badQueryParam=1", "CDS knows no “badQueryParam”"),
        ("collectionIds=", "has no value"),
        ("politics", "no query"),
    ],
)
def test_a_query_that_cds_would_refuse(query: str, said: str) -> None:
    with pytest.raises(UnableToAsk, match=said):
        checked_query(query)


def test_a_window_of_time_has_a_zone_and_never_goes_deeper_than_cds_does() -> None:
    asked = dict(parse_qsl(urlsplit(changed_since("", NOON, offset=1_950)).query))
    assert asked["editorialLastModifiedDateTime"] == "2026-11-24T12:00:00Z..."
    assert int(asked["offset"]) + int(asked["limit"]) == 2_000


def test_ids_go_in_few_requests_that_are_not_too_long() -> None:
    ids = [f"nx-s1-{n}" for n in range(700)]
    found = list(batches(ids))
    assert [name for batch in found for name in batch] == ids
    assert [len(batch) for batch in found] == [300, 300, 100]
    assert max(len(by_ids(batch)) for batch in batches(["x" * 500] * 100)) < 8_000


def item(**changes: object) -> WireItem:
    given: dict[str, object] = {"format": "ninjs", "provider_key": "p", "external_id": "1", "headline": "T"}
    given |= {"published_at": NOON, "raw_sha256": "b", "version": "5", "modified_at": NOON}
    return WireItem(**(given | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "known", "action"),
    [
        ({}, None, Action.TAKE),
        ({}, Known("a", "4", NOON, None), Action.TAKE),
        ({}, Known("b", "5", NOON, None), Action.UNCHANGED),
        ({}, Known("a", "6", NOON - FIVE, None), Action.OLDER),
        ({}, Known("a", "4", NOON + FIVE, None), Action.TAKE),
        ({}, Known("a", "five", NOON + FIVE, None), Action.OLDER),
        ({}, Known("a", "5", NOON + FIVE, None), Action.OLDER),
        ({}, Known("a", "4", NOON, NOON), Action.TOMBSTONE),
        ({"withdrawn": True, "version": "1"}, Known("a", "4", NOON, None), Action.WITHDRAW),
        ({"withdrawn": True}, None, Action.WITHDRAW),
        ({"needs_editor": "why"}, None, Action.HOLD),
        ({"kind": Kind.PICTURE, "needs_editor": "why"}, None, Action.KEEP),
    ],
)
def test_what_becomes_of_a_version(changes: dict[str, object], known: Known | None, action: Action) -> None:
    assert decide(item(**changes), known).action is action


def test_a_source_may_have_everything_wait() -> None:
    assert decide(item(), None, hold="all of it").reason == "all of it"


@settings(max_examples=60)
@given(order=st.permutations([("4", False), ("5", False), ("6", True), ("7", False)]))
def test_a_kill_wins_in_any_order_of_arrival(order: list[tuple[str, bool]]) -> None:
    known: Known | None = None
    for version, kill in order:
        found = item(version=version, withdrawn=kill, raw_sha256=version)
        action = decide(found, known).action
        if action is Action.WITHDRAW:
            known = Known(version, version, NOON, NOON)
        elif action is Action.TAKE:
            known = Known(version, version, NOON, None)
    assert known
    assert known.withdrawn_at


BASE = "https://a.example/out/"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b'<html><a href="x.xml">x</a><a href="y.json.gz">y</a><a href="z.jpg">z</a>', ("x.xml", "y.json.gz")),
        (b'["x.json", "https://b.example/y.json"]', ("x.json",)),
        (b'[{"uri": "urn:1", "headline": "h", "href": "x.json"}]', None),
        (b'{"uri": "urn:1"}', None),
        (b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>', None),
        (b'<rss><channel><item><enclosure url="x.xml" type="application/xml"/></item></channel></rss>', ("x.xml",)),
        (b"[]", None),
        (b"\x00", None),
        (b"<html><![<!--<a <a href=x.xml><A CLASS=a HREF='y.xml'><a href=http://[/z.xml>", ("x.xml", "y.xml")),
    ],
)
def test_what_is_a_list_of_documents(data: bytes, found: tuple[str, ...] | None) -> None:
    assert listed(data, base=BASE) == (None if found is None else tuple(f"{BASE}{name}" for name in found))


@settings(max_examples=80)
@given(st.binary(max_size=80), st.sampled_from([b"", b"[", b"<html>", b"<feed>", b"{"]))
def test_any_bytes_may_be_a_list(data: bytes, start: bytes) -> None:
    try:
        found = listed(start + data, base=BASE)
    except Unreadable:
        found = None
    assert all(one.startswith("https://a.example/") for one in found or ())
    next_page(start + data, base=BASE)


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (b'{"next_page": "/p2"}', "https://a.example/p2"),
        (b'{"data": {"next_page": "https://a.example/p3"}}', "https://a.example/p3"),
        (b'{"next_page": "https://b.example/p2"}', None),
        (b'{"next_page": "http://["}', None),
        (b'{"next_page": 5}', "https://a.example/out/5"),
        (b"<rss/>", None),
    ],
)
def test_where_the_next_page_is(answer: bytes, found: str | None) -> None:
    assert next_page(answer, base=BASE) == found
