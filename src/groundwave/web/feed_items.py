"""What a feed says of one thing, be it a story of ours or a card that leads to a partner's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from groundwave.newsroom import api as newsroom
from groundwave.web.about import absolute
from groundwave.web.chrome import Chrome
from groundwave.web.pictures import picture
from groundwave.web.republishing import figure, may_give, whole_text


@dataclass(frozen=True)
class Item:
    """`more` is what RSS and its like have no name for: a photo, the whole text, the address elsewhere."""

    title: str
    description: str
    link: str
    guid: str
    published: datetime
    updated: datetime | None = None
    author: str | None = None
    categories: Sequence[str] = ()
    copyright: str | None = None
    more: dict[str, Any] = field(default_factory=dict)


def of_story(chrome: Chrome, story: newsroom.Story) -> Item:
    """Headline, teaser, names and times; a picture where it is ours to give."""
    return Item(
        title=story.title,
        description=story.teaser,
        link=absolute(chrome, story.url),
        guid=story.guid_urn,
        published=story.published_at,
        updated=story.updated_at or story.published_at,
        author=story.byline or None,
        categories=[story.section.title, *(row.tag.name for row in story.story_topics.all())],
        copyright=None if story.is_own else story.copyright_line or None,
        more=_photo(chrome, story),
    )


def for_partner(chrome: Chrome, story: newsroom.Story, partner: newsroom.PartnerFeed) -> Item:
    """The same with what this partner may print: our copyright, the whole text, our photos."""
    more = _photo(chrome, story) if partner.photos else {}
    if partner.whole_text:
        lead = story.lead_photo
        top = figure(chrome, lead, story.caption) if lead and partner.photos and may_give(chrome, lead) else ""
        first = _("This story first appeared at %(site)s.") % {"site": chrome.brand}
        origin = f'<p><a href="{absolute(chrome, story.url)}">{first}</a></p>'
        more["html"] = f"{top}{whole_text(chrome, story, photos=partner.photos)}{origin}"
    return replace(of_story(chrome, story), copyright=story.copyright_line or None, more=more)


def of_card(chrome: Chrome, card: newsroom.LinkCard, section: str) -> Item:
    """It leads to its publisher, who is its author, and says so in words, in a category and to JSON Feed."""
    host = (urlsplit(card.url).hostname or "").removeprefix("www.")
    from_whom = _("From %(source)s, at %(host)s") % {"source": card.source, "host": host}
    return Item(
        title=card.headline,
        description=f"{card.summary} {from_whom}".strip(),
        link=card.url,
        guid=card.guid_urn,
        published=card.published_at,
        author=card.source,
        categories=[section, _("Read elsewhere")],
        more={"elsewhere": card.url},
    )


def _photo(chrome: Chrome, story: newsroom.Story) -> dict[str, Any]:
    photo = story.lead_photo
    if photo is None or not may_give(chrome, photo):
        return {}
    shown = picture(photo)
    return {"photo": {"url": absolute(chrome, shown.fallback), "alt": shown.alt, "credit": photo.credit}}
