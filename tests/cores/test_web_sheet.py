"""One style sheet, assembled from components: complete, small, without anything from elsewhere."""

from __future__ import annotations

import gzip
import re

from groundwave.web.static import COMPONENTS, SHEET, SOURCES, AssembledSheet, assembled


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
