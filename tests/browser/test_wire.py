"""What comes over the wire is on the site a moment later; what is broken never is."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.station import Station, until

SAMPLES = Path(__file__).parents[1] / "samples" / "wire"


def test_an_imported_story_is_a_page_a_moment_later(page: Page, station: Station, tmp_path: Path) -> None:
    document = json.loads((SAMPLES / "cds_story.json").read_text())
    story = document["resources"][0]
    story["id"] = "nx-s1-browser-journey"
    story["publishDateTime"] = (datetime.now(UTC) - timedelta(hours=1)).isoformat(timespec="seconds")
    file = tmp_path / "story.json"
    file.write_text(json.dumps(document))
    said = station.run("wire", "import", "--no-photos", "--section", "health", str(file)).stdout
    address = next(word for word in said.split() if word.startswith(("http://", "/")))
    path = urlsplit(address).path
    assert path.startswith("/health/")

    until(lambda: station.get(path).status == 200, what="the page of the imported story", seconds=5)
    page.goto(path)
    expect(page.locator("h1")).to_have_text(story["title"])
    expect(page.locator(".copyright")).to_contain_text("NPR")
    until(lambda: path in station.get("/health").text, what="the story in its section", seconds=10)
    page.goto("/health")
    expect(page.locator("main").get_by_role("link", name=story["title"]).first).to_be_visible()
    asked = "/search?q=frost+fans+orchard"
    until(lambda: path in station.get(asked).text, what="the story among what is found", seconds=10)
    page.goto(asked)
    expect(page.locator("main").get_by_role("link", name=story["title"]).first).to_be_visible()


def test_a_broken_document_is_refused_in_one_line_and_leaves_the_site_alone(station: Station) -> None:
    before = station.get("/feed.xml").text.count("<item>")
    done = station.run("wire", "import", str(SAMPLES / "cds_truncated.json"), check=False)
    assert done.returncode == 1
    assert "cds_truncated.json" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert station.get("/feed.xml").text.count("<item>") == before
