"""In what ninjs items come: alone, in a list, in the envelopes of agencies; their names read without case."""

from __future__ import annotations

from typing import Final

from groundwave.wire.core.json_fields import Fields

_TELLING: Final = frozenset(
    {"pubstatus", "headline", "headlines", "body_xhtml", "body_html", "body_text", "bodies", "versioncreated"}
    | {"representationtype", "renditions", "associations", "firstcreated", "embargoed"}
)


def ninjs_documents(value: object) -> list[object] | None:
    """The items of the file, whatever envelope they came in (a list, AP's `data`, `items`), or None if it has none."""
    for depth in range(4):
        if depth and value == []:
            return []
        if _is_ninjs(value):
            return [value]
        if isinstance(value, list):
            found = [_unwrapped(entry) for entry in value]
            return found if any(_is_ninjs(entry) for entry in found) else None
        if not isinstance(value, dict) or "profiles" in value or "resources" in value:
            return None
        value = next((value[name] for name in ("item", "data", "items", "newsItems") if name in value), None)
    return None


def folded(fields: Fields) -> Fields:
    """The fields with their names in lower case. Of two spellings of one name the first counts, but a status that
    is stricter than another wins."""
    found: dict[str, object] = {}
    for name, value in fields.items():
        low = name.lower()
        if low == "pubstatus" and isinstance(value, str) and "cancel" in value.lower():
            found[low] = value
        else:
            found.setdefault(low, value)
    return found


def body_in(fields: Fields) -> bool:
    """Whether the item has a text of its own."""
    return any(bool(value) for name, value in fields.items() if name == "bodies" or name.startswith("body_"))


def _is_ninjs(value: object) -> bool:
    """Superdesk, which many agencies run, calls the `uri` of an item its `guid`."""
    if not isinstance(value, dict) or "profiles" in value:
        return False
    telling = _TELLING & {name.lower() for name in value}
    return bool(telling) if "uri" in value else "guid" in value and len(telling) >= 2


def _unwrapped(entry: object) -> object:
    if isinstance(entry, dict) and not _is_ninjs(entry) and isinstance(entry.get("item"), dict):
        return entry["item"]
    return entry
