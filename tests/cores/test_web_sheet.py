"""One style sheet, assembled from components: complete, small, without anything from elsewhere."""

from __future__ import annotations

import gzip
import re

import brotli
import pytest

from groundwave.web.static import COMPONENTS, SHEET, SOURCES, AssembledSheet, assembled, lean


def test_every_component_on_disk_is_in_the_sheet_and_the_other_way_round() -> None:
    assert {path.stem for path in SOURCES.glob("*.css")} == set(COMPONENTS)


def test_the_sheet_fits_the_budget() -> None:
    assert len(gzip.compress(assembled().encode(), 9)) <= 12 * 1024


def test_the_sheet_asks_for_nothing_else() -> None:
    assert "@import" not in assembled()
    assert all(url.startswith("data:") for url in re.findall(r"url\(\"?([^\")]+)", assembled()))


def test_the_layers_are_named_before_anything_else() -> None:
    assert assembled().startswith("@layer tokens, base, layout, components, print;")


def test_braces_are_balanced() -> None:
    assert assembled().count("{") == assembled().count("}")


def test_the_finder_offers_the_sheet_and_nothing_else() -> None:
    finder = AssembledSheet()
    [(name, storage)] = finder.list([])
    assert name == SHEET
    with storage.open(name) as sheet:
        assert sheet.read() == assembled().encode()
    assert finder.find("css/other.css") is None
    assert finder.find("css/other.css", find_all=True) == []


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("// Says why.\nconst a = 1; // seconds\n", "const a = 1;\n"),
        ("f(); // the phone's own\n", "f(); // the phone's own\n"),
        ("const b = `1 // 2`;\nconst c = 'a // b';\n", "const b = `1 // 2`;\nconst c = 'a // b';\n"),
        ("/** What it is.\n *  And more. */\nf();\n\n  // Why.\n  g();\n", "f();\ng();\n"),
        ("/** One. */\na();\n/** Two. */\nb();\n", "a();\nb();\n"),
        ('const place = "https://example.org"; // where\n', 'const place = "https://example.org";\n'),
    ],
)
def test_scripts_are_sent_without_what_is_for_those_who_read_them(written: str, sent: str) -> None:
    assert lean(written) == sent
    assert lean(sent) == sent


def test_all_scripts_of_a_page_fit_the_budget_and_what_feeds_the_sound_the_half_of_it() -> None:
    scripts = {path.stem: lean(path.read_text()) for path in (SOURCES.parent / "js").glob("*.js")}
    sent = {name: len(brotli.compress(script.encode())) for name, script in scripts.items()}
    loader = {"player-source", "player-lists", "player-rendition"}
    native = {"player-native", "player-timeline"}
    assert loader | native < set(sent)
    # A browser feeds media source, or plays HLS itself: it loads one of the two.
    for other in (loader, native):
        assert sum(size for name, size in sent.items() if name not in other) <= 20 * 1024
    assert sum(len(gzip.compress(scripts[name].encode())) for name in loader | {"player-titles"}) < 10 * 1024
    assert not any("\n//" in script or "/**" in script for script in scripts.values())
