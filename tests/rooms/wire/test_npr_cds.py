"""NPR's CDS as a source: pages and cursor, linked documents in batches, deletes, restrictions, calls."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from groundwave.newsroom import api as newsroom
from groundwave.wire import api as wire
from groundwave.wire.models import Delivery, Document, Hint, Source, Version
from tests.cast import NOW, Cast
from tests.partners.cds import TOKEN, Cds
from tests.rooms.wire.pulls import HERE, pull, shown, source, verdicts
from tests.samples.wire import cds

pytestmark = pytest.mark.usefixtures("cast", "at_now")


def story(name: str, *, minutes: int = 60, **changes: Any) -> dict[str, Any]:
    """A small story that was modified so many minutes ago."""
    when = (NOW - timedelta(minutes=minutes)).isoformat()
    document = cds.small("text", text=f"<p>About {name}.</p>")
    made = {"id": name, "title": f"Story {name}", "publishDateTime": when, "editorialLastModifiedDateTime": when}
    return {**document, "collections": [], "relatedItems": [], **made, **changes}


@pytest.fixture
def partner(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cds]:
    monkeypatch.setenv("NPR_CDS_TOKEN", TOKEN)
    with Cds() as server:
        yield server


@pytest.fixture
def npr(partner: Cds) -> Source:
    return source("npr_cds", partner.url, token_name="NPR_CDS_TOKEN", our_services="s9")


def add(partner: Cds, *documents: dict[str, Any]) -> None:
    partner.documents |= {document["id"]: document for document in documents}


def test_what_changed_comes_in_once(partner: Cds, npr: Source) -> None:
    add(partner, story("a-1"), story("a-2", minutes=30))
    assert verdicts(pull(npr)) == ["new", "new"]
    assert shown() == {"Story a-1", "Story a-2"}
    assert verdicts(pull(npr)) == []
    add(partner, story("a-1", minutes=-1, title="Story a-1, corrected"))
    assert verdicts(pull(npr, at=NOW + timedelta(minutes=5))) == ["updated"]
    assert Version.objects.filter(external_id="a-1").count() == 2
    assert Document.objects.filter(source=npr, refused=0).count() == 3
    npr.refresh_from_db()
    assert npr.health(at=NOW + timedelta(minutes=6)).startswith("Last pulled 1 minute ago: 1 updated; next in ")


def test_pages_are_turned_and_a_pull_that_is_cut_short_goes_on(partner: Cds, npr: Source) -> None:
    newscast = [{"href": "/v1/profiles/newscast", "rels": ["type"]}]
    add(partner, *(story(f"a-{n}", minutes=300 - n, profiles=newscast) for n in range(205)))
    Source.objects.filter(pk=npr.pk).update(query="profileIds=newscast")
    npr.refresh_from_db()
    first = wire.pull(source=npr, at=NOW, seconds=0, private_hosts=HERE)
    assert len(first.lines) == 100
    npr.refresh_from_db()
    assert npr.next_pull_at == NOW
    assert len(verdicts(pull(npr))) == 105
    assert Delivery.objects.count() == 205
    asked = [path for path in partner.paths if "editorialLastModifiedDateTime" in path]
    assert all("sort=editorialLastModifiedDateTime%3Aasc&limit=100" in path for path in asked)


def test_linked_documents_come_in_one_batch_and_are_remembered(partner: Cds, npr: Source) -> None:
    person = {
        "id": "p-1",
        "profiles": [{"href": "/v1/profiles/biography", "rels": ["type"]}],
        "title": "Petra Novak",
    }
    picture = {
        "id": "pic-1",
        "profiles": [{"href": "/v1/profiles/image", "rels": ["type"]}],
        "title": "Dock",
        "producer": "Ike Tran",
        "provider": "AP",
        "enclosures": [{"href": "https://media.npr.example/1.jpg", "type": "image/jpeg", "rels": ["primary"]}],
    }
    topic = {"id": "t-1", "profiles": [{"href": "/v1/profiles/topic", "rels": ["type"]}], "title": "Boats"}
    links = {
        "bylines": [{"href": "/v1/documents/p-1"}],
        "images": [{"href": "/v1/documents/pic-1", "rels": ["primary"]}],
        "collections": [{"href": "/v1/documents/t-1", "rels": ["topic"]}],
    }
    add(partner, person, picture, topic, *(story(f"a-{n}", **links) for n in range(5)))
    assert verdicts(pull(npr)) == ["new"] * 5
    first = newsroom.Story.objects.order_by("pk")[0]
    assert [line.free_name for line in first.bylines.all()] == ["Petra Novak"]
    assert [found.name for found in first.topics.all()] == ["Boats"]
    pending = Delivery.objects.get(external_id="a-0").pending_photos.get()
    assert (pending.url, pending.agency) == ("https://media.npr.example/1.jpg", "AP")
    assert len([path for path in partner.paths if "ids=" in path and "p-1" in path]) == 1
    add(partner, story("a-9", minutes=5, **links))
    before = len(partner.asked)
    assert verdicts(pull(npr)) == ["new"]
    assert not [path for path in partner.paths[before:] if "p-1" in path]


def test_a_delete_is_found_and_leaves_a_tombstone(partner: Cds, npr: Source) -> None:
    add(partner, story("a-1"), story("a-2"))
    pull(npr)
    kept = partner.documents.pop("a-1")
    pulled = pull(npr, at=NOW + timedelta(minutes=15))
    assert verdicts(pulled) == ["withdrawn"]
    assert shown(NOW + timedelta(minutes=15)) == {"Story a-2"}
    withdrawal = newsroom.Withdrawal.objects.get()
    assert "NPR deleted it" in withdrawal.reason
    add(partner, {**kept, "editorialLastModifiedDateTime": (NOW + timedelta(minutes=20)).isoformat()})
    assert verdicts(pull(npr, at=NOW + timedelta(minutes=30))) == []
    assert shown(NOW + timedelta(minutes=30)) == {"Story a-2"}


def test_trouble_at_the_partner_deletes_nothing(partner: Cds, npr: Source) -> None:
    add(partner, story("a-1"))
    pull(npr)
    partner.trouble, partner.retry_after = 503, "1800"
    pulled = pull(npr, at=NOW + timedelta(minutes=15))
    assert "is in trouble (answer 503)" in pulled.error
    assert shown() == {"Story a-1"}
    npr.refresh_from_db()
    assert npr.failures == 1
    assert npr.next_pull_at is not None
    assert npr.next_pull_at >= NOW + timedelta(minutes=45)
    assert npr.health(at=NOW + timedelta(minutes=15)).startswith(
        "Failing since 15 minutes ago: 127.0.0.1 is in trouble"
    )


def test_a_story_that_is_kept_from_us_later_goes_though_no_date_moved(partner: Cds, npr: Source) -> None:
    add(partner, story("a-1"))
    pull(npr)
    add(partner, story("a-1", **{cds.RESTRICTED: True, "authorizedOrgServiceIds": ["s1"]}))
    assert verdicts(pull(npr, at=NOW + timedelta(minutes=15))) == ["withdrawn"]
    assert shown(NOW + timedelta(minutes=15)) == set()


def test_our_own_stories_do_not_come_back(partner: Cds, npr: Source) -> None:
    owner = [{"href": "https://organization.api.npr.org/v4/services/s9"}]
    add(partner, story("wxyz-1", owners=owner), story("a-1"))
    assert [line.document_id for line in pull(npr).lines] == ["a-1"]


def test_one_bad_document_keeps_no_other_out(partner: Cds, npr: Source) -> None:
    add(partner, story("a-1", title=None), story("a-2"), story("a-3", publishDateTime="soon"))
    assert sorted(verdicts(pull(npr))) == ["new", "refused", "refused"]
    assert {(row.external_id, row.field) for row in Version.objects.filter(verdict="refused")} == {
        ("a-1", "title"),
        ("a-3", "publishDateTime"),
    }
    refused = Document.objects.get(refused=1, name__endswith="a-1")
    assert json.loads(refused.raw or b"")["resources"][0]["id"] == "a-1"
    assert verdicts(pull(npr, at=NOW + timedelta(minutes=5))) == []


def test_an_error_of_the_query_is_told_in_its_words(partner: Cds, npr: Source) -> None:
    Source.objects.filter(pk=npr.pk).update(query="seasonNumber=4")
    assert pull(npr).error.endswith("It says: seasonNumber is an unexpected query parameter.")


def test_a_key_that_is_not_accepted_is_named_and_not_shown(
    partner: Cds, npr: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NPR_CDS_TOKEN", "another-key")
    error = pull(npr).error
    assert "does not accept the key in NPR_CDS_TOKEN" in error
    assert "another-key" not in error


def test_nprs_key_goes_to_npr_alone(partner: Cds, npr: Source) -> None:
    pulled = wire.pull(source=npr, at=NOW, seconds=5)
    assert "The key is sent over https only" in pulled.error
    npr.address = "https://collector.example"
    assert "NPR's key is not sent to collector.example" in wire.pull(source=npr, at=NOW, seconds=5).error
    assert partner.asked == []


def test_a_newscast_is_linked_and_kept_for_the_desk(partner: Cds, npr: Source) -> None:
    newscast = {
        "id": "500005",
        "profiles": [{"href": "/v1/profiles/newscast", "rels": ["type"]}],
        "title": "News at noon",
        "publishDateTime": NOW.isoformat(),
        "editorialLastModifiedDateTime": NOW.isoformat(),
        "audio": [{"href": "#/assets/x", "rels": ["npr-newscast"]}],
        "assets": {
            "x": {
                "id": "x",
                "profiles": [{"href": "/v1/profiles/audio", "rels": ["type"]}],
                "isAvailable": True,
                "duration": 300,
                "enclosures": [
                    {"href": "https://a.npr.example/n.mp3?s=1", "type": "audio/mpeg", "rels": ["premium", "tracked"]}
                ],
            }
        },
    }
    add(partner, newscast)
    Source.objects.filter(pk=npr.pk).update(query="ids=500005")
    assert verdicts(pull(npr)) == ["kept"]
    fields = Version.objects.get().fields
    assert fields["kind"] == "newscast"
    assert fields["audio"][0]["url"] == "https://a.npr.example/n.mp3?s=1"
    assert not fields["audio"][0]["downloadable"]


def call(npr: Source, **message: Any) -> bool:
    return wire.hint(slug=npr.slug, key=npr.hook_key, body=json.dumps(message).encode(), at=NOW)


def test_a_call_has_the_document_asked_for_and_is_not_believed(partner: Cds, npr: Source) -> None:
    add(partner, story("a-1"), story("b-1", collections=[{"href": "/v1/documents/77"}]))
    pull(npr)
    add(partner, story("a-1", minutes=1, title="Story a-1, changed"))
    assert call(npr, type="document.deleted", documentId="a-1", documentUrl="http://169.254.169.254/x")
    (line,) = wire.read_arrivals(at=NOW, seconds=10, private_hosts=HERE)
    assert line.verdict is wire.Verdict.UPDATED
    del partner.documents["a-1"]
    call(npr, type="document.updated", documentId="a-1")
    (line,) = wire.read_arrivals(at=NOW, seconds=10, private_hosts=HERE)
    assert line.verdict is wire.Verdict.WITHDRAWN
    assert wire.read_arrivals(at=NOW, seconds=10, private_hosts=HERE) == []
    assert all(asked.path.startswith("/v1/documents") for asked in partner.asked)


def test_a_delete_that_is_called_before_its_document_keeps_it_out(partner: Cds, npr: Source) -> None:
    call(npr, type="document.deleted", documentId="a-1")
    assert wire.read_arrivals(at=NOW, seconds=10, private_hosts=HERE) == []
    add(partner, story("a-1"))
    assert verdicts(pull(npr)) == []
    assert shown() == set()


def test_a_call_about_what_was_not_asked_for_is_ignored(partner: Cds, npr: Source) -> None:
    Source.objects.filter(pk=npr.pk).update(query="collectionIds=1002")
    add(partner, story("a-1"))
    call(npr, type="document.created", documentId="a-1")
    assert wire.read_arrivals(at=NOW, seconds=10, private_hosts=HERE) == []
    assert Delivery.objects.count() == 0


def test_a_subscription_is_confirmed_byte_for_byte(partner: Cds, npr: Source) -> None:
    body = b'{ "Type": "SubscriptionConfirmation",  "Token": "\xc3\xa9", "SubscribeURL": "http://127.0.0.1:1/" }'
    assert wire.hint(slug=npr.slug, key=npr.hook_key, body=body, at=NOW)
    wire.read_arrivals(at=NOW, seconds=10, private_hosts=HERE)
    assert partner.confirmed == [body]
    assert Hint.objects.get().done_at == NOW


def test_a_call_that_cannot_be_followed_is_tried_again(partner: Cds, npr: Source) -> None:
    add(partner, story("a-1"))
    call(npr, type="document.created", documentId="a-1")
    partner.trouble = 500
    assert wire.read_arrivals(at=NOW, seconds=10, private_hosts=HERE) == []
    hint = Hint.objects.get()
    assert (hint.attempts, hint.done_at) == (1, None)
    partner.trouble = None
    assert wire.read_arrivals(at=NOW, seconds=10, private_hosts=HERE) == []
    (line,) = wire.read_arrivals(at=NOW + timedelta(minutes=1), seconds=10, private_hosts=HERE)
    assert line.verdict is wire.Verdict.NEW


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b"{}", b'{"type": "document.deleted"}', b'{"type": "other", "documentId": "x"}', b"x" * 70_000],
)
def test_what_is_no_call(npr: Source, body: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        wire.hint(slug=npr.slug, key=npr.hook_key, body=body, at=NOW)
    assert Hint.objects.count() == 0


def test_a_call_to_a_wrong_address_is_not_written_down(npr: Source) -> None:
    assert not wire.hint(slug=npr.slug, key="0" * 40, body=b'{"type": "document.deleted", "documentId": "x"}', at=NOW)
    assert not wire.hint(slug="other", key=npr.hook_key, body=b"{}", at=NOW)


def test_only_one_pulls_at_a_time(cast: Cast, partner: Cds, npr: Source) -> None:
    Source.objects.filter(pk=npr.pk).update(claimed_until=NOW + timedelta(minutes=1))
    assert pull(npr).busy
    assert partner.asked == []
    assert not pull(npr, at=NOW + timedelta(minutes=2)).busy
