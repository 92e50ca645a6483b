"""A station's own stories at NPR's CDS come home, and nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from groundwave.newsroom import api as newsroom
from groundwave.wire import api as wire
from groundwave.wire.core import cds_query
from groundwave.wire.models import Moved
from groundwave.wire.moving import cds as moving
from tests.cast import NOW, Cast
from tests.partners.cds import TOKEN, Cds
from tests.rooms.wire.pulls import HERE
from tests.samples.wire.cds import small

pytestmark = pytest.mark.usefixtures("cast", "at_now")

OURS = {"href": "https://organization.api.npr.org/v4/services/s99"}
THEIRS = {"href": "https://organization.api.npr.org/v4/services/s1"}


def quiet(done: int, total: int, what: str) -> None:
    pass


def story(name: str, *, days: int, **changes: Any) -> dict[str, Any]:
    when = (NOW - timedelta(days=days)).isoformat()
    made = {
        "id": name,
        "title": f"Story {name}",
        "owners": [OURS],
        "publishDateTime": when,
        "editorialLastModifiedDateTime": when,
        "collections": [{"href": "/v1/documents/shelf-1", "rels": ["collection"]}],
        "relatedItems": [],
        "webPages": [{"href": f"https://old.example/2019/{name}", "rels": ["canonical"]}],
    }
    return {**small("text", text=f"<p>About {name}.</p>"), **made, **changes}


@pytest.fixture
def npr(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cds]:
    monkeypatch.setenv("NPR_CDS_TOKEN", TOKEN)
    shelf = {
        "id": "shelf-1",
        "title": "Arts",
        "profiles": [{"href": "/v1/profiles/collection", "rels": ["type"]}],
    }
    with Cds(shelf) as server:
        yield server


def add(npr: Cds, *documents: dict[str, Any]) -> None:
    npr.documents |= {document["id"]: document for document in documents}


def source(npr: Cds) -> Any:
    return wire.cds("profileIds=story", services=["s99"], address=npr.url, private_hosts=HERE)


def bring(npr: Cds) -> Any:
    return wire.bring(source(npr), wire.Wishes(fetches=False), progress=quiet)


def test_our_own_come_home_and_others_are_left_out_by_name(cast: Cast, npr: Cds, client: Client) -> None:
    fix = {
        "id": "fix",
        "profiles": [{"href": "/v1/profiles/correction", "rels": ["type"]}],
        "text": "It was Monday.",
        "dateTime": NOW.isoformat(),
    }
    corrected = story("a-1", days=400, corrections=[{"href": "#/assets/fix"}])
    corrected["assets"]["fix"] = fix
    add(npr, corrected, story("a-2", days=3), story("b-1", days=2, owners=[THEIRS]))
    found = wire.survey(source(npr), wire.Wishes(fetches=False), progress=quiet)
    assert (sum(found.stories.values()), [one.source_id for one in found.left_out]) == (2, ["b-1"])
    assert not newsroom.Story.objects.exists()
    outcome = bring(npr)
    assert (outcome.new, outcome.left_out) == (2, 1)
    first = newsroom.Story.objects.get(title="Story a-1")
    assert (first.is_own, first.section.slug, first.published_at) == (True, "arts", NOW - timedelta(days=400))
    (fix,) = first.corrections.all()
    assert (fix.kind, fix.text, fix.made_at) == ("correction", "It was Monday.", NOW)
    assert "It was Monday." not in first.plain_body
    assert client.get("/2019/a-1")["Location"] == first.url
    assert "s1" in Moved.objects.get(source_id="b-1").words
    before = len(npr.asked)
    again = bring(npr)
    assert (again.new, again.updated, again.unchanged) == (0, 0, 3)
    assert len(npr.asked) > before
    add(npr, story("a-2", days=3, title="Story a-2, changed"))
    assert bring(npr).updated == 1


def test_each_document_goes_to_sections_of_its_language(cast: Cast, npr: Cds) -> None:
    words = "<p>La lechuza volvió al molino que está en el río, y los vecinos la esperaban con pan para una fiesta.</p>"
    spanish = story("a-1", days=9, title="Vuelve la lechuza")
    spanish["assets"] = {name: {**asset, "text": words} for name, asset in spanish["assets"].items()}
    add(npr, spanish, story("a-2", days=3))
    found = wire.survey(source(npr), wire.Wishes(fetches=False), progress=quiet)
    assert dict(found.sections) == {"noticias": 1, "arts": 1}
    bring(npr)
    came = {one.title: (one.section.slug, one.language) for one in newsroom.Story.objects.all()}
    assert came == {"Vuelve la lechuza": ("noticias", "es"), "Story a-2": ("arts", "en")}


def test_where_cds_goes_no_deeper_the_window_moves(npr: Cds, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (cds_query, moving):
        monkeypatch.setattr(module, "MOST_DEEP", 10)
        monkeypatch.setattr(module, "PAGE", 4)
    add(npr, *(story(f"a-{number}", days=number, collections=[]) for number in range(25)))
    assert source(npr).total == 25


def test_a_run_that_was_cut_short_goes_on(npr: Cds) -> None:
    add(npr, story("a-1", days=9))
    bring(npr)
    npr.trouble = 503
    with pytest.raises(wire.UnableToRead, match="in trouble"):
        source(npr)
    npr.trouble = None
    add(npr, story("a-2", days=8))
    outcome = bring(npr)
    assert (outcome.new, outcome.unchanged) == (1, 1)


@pytest.mark.parametrize(
    ("query", "words"), [("colour=red", "colour"), ("limit=3", "it is set"), ("story", "no query")]
)
def test_a_query_that_cds_does_not_know_is_refused_in_words(npr: Cds, query: str, words: str) -> None:
    with pytest.raises(wire.UnableToRead, match=words):
        wire.cds(query, services=["s99"], address=npr.url, private_hosts=HERE)


def test_whose_stories_they_are_must_be_said(npr: Cds) -> None:
    with pytest.raises(ValueError, match="Say which service"):
        wire.cds("profileIds=story", address=npr.url)
