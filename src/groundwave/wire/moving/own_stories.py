"""Stories of an export, a few hundred at a time: their rows in a few statements, then what stands beside some."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.core.exceptions import ValidationError

from groundwave.newsroom import api as newsroom
from groundwave.wire.core import old_address, own_export
from groundwave.wire.core.outcome import Unreadable
from groundwave.wire.core.own_export import Line
from groundwave.wire.models import Moved
from groundwave.wire.moving.own_beside import put_beside
from groundwave.wire.moving.own_values import day, language_of, moment

if TYPE_CHECKING:
    from groundwave.wire.moving.own_makers import Makers

_TIMES: Final = ("published_at", "updated_at", "embargoed_until")
_STORY: Final = (
    *("teaser", "dateline", "label", "lead_caption", "origin", "provider", "canonical_url", "copyright_owner"),
    *("copyright_year", "usage_terms", "no_index", "embargo_note", "seo_title", "search_description"),
)


class Coming(NamedTuple):
    """A story's name in the move, and its line."""

    name: str
    line: Line


class _Ready(NamedTuple):
    name: str
    line: Line
    returning: newsroom.Returning
    is_whole: bool  # all that it names is here


class _Here:
    """What of a batch is taken here already: guids, and a language of a story that is told in several."""

    def __init__(self, batch: Sequence[Coming]) -> None:
        guids = [str(one.line.get("guid")) for one in batch]
        keys = [str(one.line.get("translation_key")) for one in batch]
        self.guids = {str(guid) for guid in _asked(guid__in=guids).values_list("guid", flat=True)}
        found = _asked(translation_key__in=keys).values_list("translation_key", "locale__language_code")
        self.tongues = {(str(key), language) for key, language in found}


def put_stories(batch: Sequence[Coming], *, makers: Makers) -> dict[str, Moved | str]:
    """For each name its row, not saved yet, or why it did not come; in a transaction of whoever calls.

    Raises IntegrityError, or what a line that is wrong raises, where one spoils all: call again with each by itself.
    """
    came: dict[str, Moved | str] = {}
    here = _Here(batch)
    ready = []
    for name, line in batch:
        try:
            ready.append(_ready(name, line, makers, here))
        except (Unreadable, ValidationError, KeyError, TypeError, ValueError) as wrong:
            came[name] = getattr(wrong, "reason", "") or str(wrong) or type(wrong).__name__
    made = newsroom.bring_back_many(returning=[one.returning for one in ready])
    led = []
    for one, story in zip(ready, made, strict=True):
        if not isinstance(story, newsroom.Story):
            came[one.name] = str(story)
            continue
        put_beside(story, one.line, makers.numbers, account=makers.account)
        if isinstance(one.line.get("draft"), dict) and story.live:
            _newer_version(story, one.line, makers)
        if (url := one.line.get("url")) and isinstance(url, str) and url != story.url:
            led.append((old_address.name_of(url), {"page_id": story.pk}))
        came[one.name] = Moved(page_id=story.pk, revision=story.latest_revision_id, waits_for_files=not one.is_whole)
    makers.lay(led)
    return came


def _ready(name: str, line: Line, makers: Makers, here: _Here) -> _Ready:
    if str(line["guid"]) in here.guids:
        raise ValueError("it is here already")
    section = makers.section_of(line)
    makers.numbers.lost.clear()
    story = newsroom.Story(
        title=str(line["title"])[:255],
        slug=str(line["slug"]),
        live=bool(line["live"]),
        guid=line["guid"],
        first_published_at=moment(line.get("first_published_at")),
        dated=day(line.get("dated")),
        owner=makers.account(line.get("owner")),
    )
    language = language_of(line)
    if (key := line.get("translation_key")) and (str(key), language) not in here.tongues:
        story.translation_key = key
        here.tongues.add((str(key), language))
    _say(story, line, makers)
    if isinstance(line.get("draft"), dict) and not story.live:  # nobody has seen what is older
        _say(story, line["draft"], makers)
    here.guids.add(str(line["guid"]))
    topics = _topics(line if story.live or not isinstance(line.get("draft"), dict) else line["draft"])
    return _Ready(name, line, newsroom.Returning(story, section, topics), not makers.numbers.lost)


def _say(story: newsroom.Story, said: Mapping[str, Any], makers: Makers) -> None:
    """What a version says: that of a line, or of its draft."""
    for one in _STORY:
        if one in said:
            setattr(story, one, said[one])
    for one in _TIMES:
        if one in said:
            setattr(story, one, moment(said[one]))
    if "title" in said:
        story.title = str(said["title"])[:255]
    ends = "expires_at" if "expires_at" in said else "expire_at"
    story.expire_at = moment(said.get(ends))
    story.lead_photo_id = makers.numbers.find("photo", said.get("lead_photo"))
    body = said.get("body")
    blocks = json.loads(body) if isinstance(body, str) else body
    story.body = json.dumps(own_export.body_here(blocks, makers.numbers))
    story.bylines = [_byline(place, one, makers) for place, one in enumerate(said.get("bylines") or [])]
    story.corrections = [
        newsroom.Correction(
            kind=one["kind"],
            text=one["text"],
            made_at=moment(one["made_at"]),
            made_by=makers.account(one.get("by")),
            sort_order=place,
        )
        for place, one in enumerate(said.get("corrections") or [])
    ]


def _newer_version(story: newsroom.Story, line: Line, makers: Makers) -> None:
    """What an editor had not published yet, as the newest version."""
    newer = newsroom.Story.objects.get(pk=story.pk)
    _say(newer, line["draft"], makers)
    known = newsroom.Topic.objects.in_bulk(_topics(line["draft"]), field_name="name")
    newer.topics.set(list(known.values()))
    newer.save_revision(clean=False)
    story.latest_revision_id = newer.latest_revision_id


def _byline(place: int, said: Line, makers: Makers) -> newsroom.Byline:
    author = makers.author_of(said["author"]) if said.get("author") else None
    if author is not None:
        return newsroom.Byline(author=author, sort_order=place)
    return newsroom.Byline(
        free_name=str(said.get("name") or "")[:160],
        organization=str(said.get("organization") or "")[:160],
        sort_order=place,
    )


def _topics(said: Mapping[str, Any]) -> list[str]:
    return [str(name) for name in said.get("topics") or [] if isinstance(name, str)]


def _asked(**wanted: Any) -> Any:
    return newsroom.Story.objects.filter(**wanted)
