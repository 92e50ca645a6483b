"""When a person must look before an item is published."""

from __future__ import annotations

import re

_SAYS_HOLD = re.compile(r"\W*(KILL|ELIMINATION|WITHHOLD|ADVISORY)\b")


def hold_reason(headline: str, editor_note: str = "", *, doubt: str = "") -> str:
    """Why a person must look first. Empty if none must.

    Agencies announce kills in the headline or the note of an item that is otherwise an ordinary one. `doubt` is what
    the reader of the document could not make out and must not guess, as an embargo without a time zone.
    """
    for where, words in (("headline", headline), ("editor's note", editor_note)):
        if found := _SAYS_HOLD.match(words):
            return f"the {where} starts with {found[1]}: the source may be withdrawing a story"
    return doubt
