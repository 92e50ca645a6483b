"""Where a reader finds an item of ninjs: what is said, and what only looks like an address."""

from __future__ import annotations

from typing import Any

import pytest

from groundwave.wire.core.ninjs_address import public_address
from tests.cores.test_wire_ninjs import item

PAGE = "https://wire.cascara.example/boats/vote"


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"uri": "urn:x:1"}, None),
        ({"uri": PAGE}, PAGE),
        ({"uri": "https://api.cascara.example/item/7"}, None),
        ({"uri": "https://cascara.example/v1/items/7"}, None),
        ({"uri": "https://cascara.example/items/7.json"}, None),
        ({"uri": "https://cascara.example/"}, None),
        ({"uri": "tag:cascara.example,2026:7", "links": [{"rel": "canonical", "href": PAGE}]}, PAGE),
        ({"links": [{"rel": "self", "href": "https://a.example/1"}, {"Rel": "alternate", "Href": PAGE}]}, PAGE),
        ({"links": [{"rel": "alternate", "href": PAGE, "type": "application/json"}]}, None),
        ({"links": [{"rel": "alternate", "href": "https://a.example/1"}, {"rel": "canonical", "href": PAGE}]}, PAGE),
        ({"links": {"canonical": {"href": PAGE, "rel": "canonical"}}}, PAGE),
        ({"links": [{"rel": "canonical", "href": "javascript:alert(1)"}]}, None),
        ({"renditions": [{"name": "web", "href": PAGE, "contentType": "text/html; charset=utf-8"}]}, PAGE),
        ({"renditions": [{"name": "web", "href": PAGE, "contentType": "image/jpeg"}]}, None),
        ({"canonicalurl": PAGE, "uri": "https://wire.cascara.example/other"}, PAGE),
        ({"links": "no", "link": 7, "uri": 9}, None),
    ],
)
def test_the_address_for_people(fields: dict[str, Any], found: str | None) -> None:
    assert public_address(fields) == found


def test_an_item_and_what_is_associated_with_it_have_theirs() -> None:
    beside = {"name": "background", "uri": "urn:x:2", "type": "text", "headline": "Before", "versioncreated": "x"}
    made = item(uri=PAGE, associations=[{**beside, "links": [{"rel": "canonical", "href": f"{PAGE}-before"}]}])
    assert made.canonical_url == PAGE
    assert [(ref.external_id, ref.url) for ref in made.related] == [("urn:x:2", f"{PAGE}-before")]
