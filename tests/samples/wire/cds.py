"""The sample CDS story, as it is and with changes, for tests of every room that takes it in."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from groundwave.wire.core.document import parse_document
from groundwave.wire.core.item import WireItem
from groundwave.wire.core.outcome import Outcome, Parsed

SAMPLES = Path(__file__).parent
RESTRICTED = "isRestrictedToAuthorizedOrgServiceIds"
STORY: dict[str, Any] = json.loads((SAMPLES / "cds_story.json").read_text())["resources"][0]


def read(name: str, *services: str) -> tuple[Outcome, ...]:
    return parse_document((SAMPLES / name).read_bytes(), filename=name, our_services=frozenset(services))


def outcome_of(document: Any, *services: str) -> Outcome:
    (outcome,) = parse_document(json.dumps(document).encode(), filename="story.json", our_services=frozenset(services))
    return outcome


def item_of(document: Any, *services: str) -> WireItem:
    outcome = outcome_of(document, *services)
    assert isinstance(outcome, Parsed), outcome
    return outcome.item


def story(**changes: Any) -> dict[str, Any]:
    """The sample story with other fields; None takes a field away."""
    document = deepcopy(STORY)
    for name, value in changes.items():
        document[name] = value
        if value is None:
            del document[name]
    return document


def with_part(key: str, **changes: Any) -> dict[str, Any]:
    document = deepcopy(STORY)
    document["assets"][key].update(changes)
    return document


def small(kind: str, layout_rels: list[str] | None = None, **fields: Any) -> dict[str, Any]:
    """A story whose body is one part of the given type."""
    part = {"id": "x", "profiles": [{"href": f"/v1/profiles/{kind}", "rels": ["type"]}], **fields}
    link = {"href": "#/assets/x", **({"rels": layout_rels} if layout_rels is not None else {})}
    return story(layout=[link], assets={"x": part}, images=[], audio=[], bylines=[], corrections=[])
