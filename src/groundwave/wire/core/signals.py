"""What IPTC's vocabularies say of a version: its publishing status and its signals, by whatever alias or URI."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from groundwave.wire.core.bounds import MAX_LINKS
from groundwave.wire.core.cds_document import Notes
from groundwave.wire.core.item import Status

_STATUSES: Final = {
    "usable": Status.USABLE,
    "withheld": Status.WITHHELD,
    "canceled": Status.CANCELED,
    "cancelled": Status.CANCELED,
}
_NAMES: Final = {
    "correction": "correction",
    "corrected": "correction",
    "corrective": "correction",
    "update": "update",
    "updated": "update",
    "writethru": "update",
    "kill": "kill",
    "killed": "kill",
    "mandatorykill": "kill",
    "elimination": "kill",
    "withdrawal": "kill",
    "withdrawn": "kill",
    "canceled": "kill",
    "cancelled": "kill",
    "takedown": "kill",
}
_CORRECTS: Final = re.compile(r"\W*(?:CORRECTS|CORRECTION|CORRECTIVE|Corrects|Correction)\b")
_UPDATES: Final = re.compile(r"\W*(?:UPDATES|UPDATED|Updates|Updated)\b")


def code_of(qcode: str) -> str:
    """The code of a QCode (`stat:usable`) or of a concept URI, in lower case."""
    return re.split(r"[:/#]", qcode.strip())[-1].lower()


def status_of(qcode: str, notes: Notes) -> Status:
    """The publishing status; usable where none is given. One that nobody knows holds the item for a person."""
    if not qcode.strip():
        return Status.USABLE
    found = _STATUSES.get(code_of(qcode))
    if found is None:
        notes.hold(f"its publishing status “{qcode[:40]}” is not known")
        return Status.WITHHELD
    return found


def signals_in(qcodes: Iterable[str], editor_note: str) -> tuple[str, ...]:
    """The signals by our names (“update”, “correction”, “kill”), others as they came; also from the note for the desk,
    where agencies say in capitals what a version is for."""
    codes = [code_of(qcode)[:60] for qcode in list(qcodes)[:MAX_LINKS] if qcode.strip()]
    found = [_NAMES.get(re.sub(r"[-_ ]", "", code), code) for code in codes]
    if _CORRECTS.match(editor_note):
        found.append("correction")
    elif _UPDATES.match(editor_note):
        found.append("update")
    return tuple(dict.fromkeys(found))
