"""What an editor is shown before a story goes to NPR: what it must have, and what its homepage and app ask for.

“Sent” and “eligible” are two things: CDS takes every valid document, NPR shows those that fit (and decides itself).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from groundwave.wire.core.cds_outgoing import OutStory

_FRESH: Final = timedelta(hours=72)
_ENOUGH_WORDS: Final = 200


@dataclass(frozen=True)
class Check:
    """One line of the list. `words` say what is, or what to do."""

    what: str
    fits: bool
    words: str = ""


@dataclass(frozen=True)
class Standing:
    """What is known of a story beside its words. `hidden`: why the public does not see it now; empty when it does.

    `partner`: who sent it to us, empty for our own. `left_out`: a sentence for each part that is not ours to give.
    """

    partner: str = ""
    hidden: str = ""
    is_sponsored: bool = False
    has_draft: bool = False
    ends_at: datetime | None = None
    left_out: tuple[str, ...] = ()


def musts(story: OutStory, standing: Standing) -> tuple[Check, ...]:
    """What every story must be before it is sent, and at each later version."""
    return tuple(_musts(story, standing))


def _musts(story: OutStory, standing: Standing) -> Iterator[Check]:
    ours = not standing.partner
    yield Check("Our own story", ours, "" if ours else f"It came from {standing.partner} and is never sent back.")
    yield Check("Not paid for", not standing.is_sponsored, "Sponsored stories stay here." * standing.is_sponsored)
    yield Check("Seen by the public", not standing.hidden, f"It is {standing.hidden}." if standing.hidden else "")
    yield Check("A headline", bool(story.title), "" if story.title else "Write one.")
    plain = "<" not in story.teaser
    teaser = "" if story.teaser and plain else "Write a teaser." if plain else "Take the markup out of the teaser."
    yield Check("A teaser in plain words", not teaser, teaser)
    has_text = story.words > 0
    yield Check("Text that may be given", has_text, f"{story.words:,} words" if has_text else "The body has no text.")


def before_sending(story: OutStory, standing: Standing) -> tuple[Check, ...]:
    """What else holds up the first sending, but no later version of what is there."""
    done = not standing.has_draft
    return (Check("No changes that are not published", done, "" if done else "Publish the changes or drop them."),)


def for_nprs_pages(story: OutStory, *, at: datetime) -> tuple[Check, ...]:
    """What NPR's homepage asks for. The last line is for the NPR app alone."""
    return tuple(_for_nprs_pages(story, at))


def _for_nprs_pages(story: OutStory, at: datetime) -> Iterator[Check]:
    fresh = at - story.published_at < _FRESH
    yield Check("Published in the last 72 hours", fresh)
    enough = story.words >= _ENOUGH_WORDS
    yield Check("200 words, or audio", enough or bool(story.sounds), f"{story.words:,} words")
    lead = story.lead
    yield Check("A wide picture at the top that is ours to give", _has(story, "image-wide"))
    credited = lead is not None and bool(lead.producer and lead.provider)
    yield Check("Its photographer and its provider, both", credited, "" if credited else "Fill in both on the photo.")
    yield Check("A square cut of it (the NPR app)", _has(story, "image-square"))


def fits_nprs_pages(story: OutStory, *, at: datetime) -> bool:
    """Whether all but what only the app asks for is there."""
    return all(check.fits for check in for_nprs_pages(story, at=at)[:-1])


def _has(story: OutStory, rel: str) -> bool:
    return story.lead is not None and any(rel in cut.rels for cut in story.lead.cuts)
