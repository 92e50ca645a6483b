"""What a link card says of an item, and how to tell our own words from its provider's."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from groundwave.kit.html import plain_text
from groundwave.wire.core.item import Paragraphs, PullQuote, Status, WireItem

SHOWN_FOR: Final = timedelta(days=7)
_ENOUGH: Final = 5  # words in a row; fewer are a name or a phrase that anybody uses


def shown_during(item: WireItem, *, first: datetime) -> tuple[datetime, datetime]:
    """From when until when (aware) a card may be shown that was first made at `first`; the same twice: at no time.

    An embargo binds the headline as well. After a week a card has had its time.
    """
    begins = max(first, item.visible_from or first)
    if item.withdrawn or item.status is not Status.USABLE:
        return begins, begins
    return begins, max(begins, min(filter(None, (begins + SHOWN_FOR, item.expires_at))))


def is_theirs(words: str, item: WireItem) -> bool:
    """Whether a line has five words or more in a row as the item has them, or is all of one of its lines."""
    ours = _words(words)
    for theirs in map(_words, _said_by(item)):
        if ours and ours == theirs:
            return True
        runs = {theirs[place : place + _ENOUGH] for place in range(len(theirs) - _ENOUGH + 1)}
        if any(ours[place : place + _ENOUGH] in runs for place in range(len(ours) - _ENOUGH + 1)):
            return True
    return False


def _said_by(item: WireItem) -> list[str]:
    said = [plain_text(words) for words in (item.subtitle, item.teaser, item.short_teaser)]
    for block in item.body:
        match block:
            case Paragraphs(html=html):
                said.append(plain_text(html))
            case PullQuote(quote=quote):
                said.append(quote)
    return said


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.casefold()))
