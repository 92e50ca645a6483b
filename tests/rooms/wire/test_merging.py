"""An update of the wire arrives for a story that an editor has changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from groundwave.newsroom import api as newsroom
from groundwave.wire import api as wire
from groundwave.wire.models import Delivery, Source
from tests.rooms.wire.pulls import source

pytestmark = pytest.mark.usefixtures("cast", "at_now")


def document(version: int, **more: Any) -> dict[str, Any]:
    return {
        "uri": "urn:story:1",
        "type": "text",
        "version": str(version),
        "versioncreated": f"2026-11-24T1{version}:00:00Z",
        "firstcreated": "2026-11-24T10:00:00Z",
        "pubstatus": "usable",
        "language": "en",
        "headline": "Ferry stops",
        "description_text": "The ferry does not run.",
        "body_html": "<p>The ferry <em>stopped</em>.</p><p>It may run <a href='https://a.example/x'>later</a>.</p>",
        "byline": "Ana Ruiz",
        **more,
    }


@pytest.fixture
def agency() -> Source:
    return source("ninjs")


@pytest.fixture
def arrive(agency: Source, tmp_path: Path) -> Any:
    def one(version: int, **more: Any) -> str:
        path = tmp_path / f"{version}.json"
        path.write_text(json.dumps(document(version, **more)))
        (line,) = wire.import_files([path], source=agency.slug)
        return line.verdict.value

    return one


def story() -> newsroom.Story:
    found = Delivery.objects.get().story
    assert found is not None
    return found


def edit(publish: bool, **fields: Any) -> None:
    page = story().get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(page, name, value)
    revision = page.save_revision()
    if publish:
        revision.publish()


def test_an_update_changes_what_no_editor_touched(arrive: Any) -> None:
    assert arrive(1) == "new"
    assert arrive(2, headline="Ferry runs", body_html="<p>It runs.</p>") == "updated"
    assert (story().title, str(story().body[0].value)) == ("Ferry runs", "<p>It runs.</p>")
    assert Delivery.objects.get().kept_back == []


def test_what_an_editor_touched_stays_and_the_wires_is_kept_beside_it(arrive: Any) -> None:
    arrive(1)
    edit(True, title="Our ferry stops")
    assert arrive(2, headline="Ferry runs again", description_text="It runs.") == "updated"
    assert (story().title, story().teaser) == ("Our ferry stops", "It runs.")
    assert Delivery.objects.get().kept_back == ["headline"]
    arrive(3, headline="Ferry runs again", description_text="It runs well.")
    assert (story().title, story().teaser) == ("Our ferry stops", "It runs well.")
    assert Delivery.objects.get().kept_back == ["headline"]
    arrive(4, headline="Our ferry stops", description_text="It runs well.")
    assert Delivery.objects.get().kept_back == []


def test_a_draft_that_nobody_has_published_yet_is_an_editors_work_too(arrive: Any) -> None:
    arrive(1)
    edit(False, title="A better title")
    arrive(2, description_text="It runs.")
    page = story()
    assert (page.title, page.teaser, page.has_unpublished_changes) == ("Ferry stops", "It runs.", True)
    draft = page.get_latest_revision_as_object()
    assert (draft.title, draft.teaser) == ("A better title", "It runs.")


def test_a_story_that_an_editor_took_off_the_site_is_not_put_back(arrive: Any) -> None:
    arrive(1)
    story().unpublish()
    assert arrive(2, headline="Ferry runs") == "held for an editor"
    assert not story().live


def test_a_correction_arrives_as_one_and_the_newsrooms_own_stays(arrive: Any) -> None:
    arrive(1)
    page = story()
    page.corrections = [newsroom.Correction(text="We misspelled a name.", kind="note")]
    page.save_revision().publish()
    arrive(2, headline="Ferry stopped", signals=["correction"])
    found = [(fix.kind, fix.text) for fix in story().corrections.all()]
    assert ("note", "We misspelled a name.") in found
    assert any("corrected an earlier version" in words for _, words in found)
    arrive(3, headline="Ferry stopped", description_text="More.")
    assert any("corrected an earlier version" in fix.text for fix in story().corrections.all())
