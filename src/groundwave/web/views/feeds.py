"""Feeds of the site, a section, an author, a topic: headline, teaser, names and times, never the whole text; and
those of partners, at addresses of their own, with the whole text of what is ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.feedgenerator import SyndicationFeed
from django.utils.translation import gettext as _

from groundwave.newsroom import api as newsroom
from groundwave.web import feed_items
from groundwave.web.about import absolute
from groundwave.web.chrome import Chrome
from groundwave.web.feed_items import Item
from groundwave.web.syndication import StoryRss

LENGTH: Final = 30


class Stories(Feed[Item, Any]):
    """The newest stories of the path's language, and what it links to elsewhere; the feeds below narrow it."""

    item_guid_is_permalink = False

    def __init__(self, form: type[SyndicationFeed] = StoryRss) -> None:
        self.feed_type = form

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        # Feed objects serve many requests at once, so what belongs to one travels as its "object".
        return Channel(Chrome.of(request), has_cards=True)

    def title(self, channel: Channel) -> str:
        return f"{channel.name} | {channel.chrome.brand}" if channel.name else channel.chrome.brand

    def link(self, channel: Channel) -> str:
        return absolute(channel.chrome, channel.url or channel.chrome.home_url)

    def feed_url(self, channel: Channel) -> str:
        return absolute(channel.chrome, channel.chrome.path)

    def description(self, channel: Channel) -> str:
        about = channel.chrome.licensee.about if channel.chrome.licensee else ""
        return channel.description or about or self.title(channel)

    def feed_copyright(self, channel: Channel) -> str:
        owner = channel.chrome.licensee.copyright_owner if channel.chrome.licensee else channel.chrome.brand
        return f"© {channel.chrome.year} {owner}"

    def items(self, channel: Channel) -> list[Item]:
        found = told(newsroom.stories(at=channel.chrome.now, limit=LENGTH, **channel.within).stories, channel)
        if channel.has_cards:
            found = sorted([*found, *cards(channel)], key=lambda item: item.published, reverse=True)
        return found[:LENGTH]

    # ------------------------------------------------------------ one item
    def item_title(self, item: Item) -> str:
        return item.title

    def item_description(self, item: Item) -> str:
        return item.description

    def item_link(self, item: Item) -> str:
        return item.link

    def item_guid(self, item: Item) -> str:
        return item.guid

    def item_author_name(self, item: Item) -> str | None:
        return item.author

    def item_categories(self, item: Item) -> Sequence[str]:
        return item.categories

    def item_pubdate(self, item: Item) -> datetime:
        return item.published

    def item_updateddate(self, item: Item) -> datetime | None:
        return item.updated

    def item_copyright(self, item: Item) -> str | None:
        return item.copyright

    def item_extra_kwargs(self, item: Item) -> dict[str, Any]:
        return item.more


def told(found: list[newsroom.Story], channel: Channel) -> list[Item]:
    """With what an item says beside its own row."""
    prefetch_related_objects(found, "story_topics__tag")
    return [feed_items.of_story(channel.chrome, story) for story in found]


def cards(channel: Channel) -> list[Item]:
    """What the section, or the language, links to on other sites."""
    chrome = channel.chrome
    names = {one.pk: one.title for one in newsroom.sections(language=chrome.language)}
    section = channel.within.get("section")
    found = newsroom.link_cards(at=chrome.now, language=chrome.language, section=section, limit=LENGTH)
    return [feed_items.of_card(chrome, card, names.get(card.section_id, "")) for card in found]


class Channel:
    """Which stories one feed holds, and what it is called."""

    def __init__(
        self,
        chrome: Chrome,
        *,
        name: str = "",
        url: str = "",
        description: str = "",
        has_cards: bool = False,
        **within: Any,
    ) -> None:
        self.chrome, self.name, self.url, self.description = chrome, name, url, description
        self.has_cards = has_cards
        self.within = within or {"language": chrome.language}


class StoriesOfSection(Stories):
    def get_object(self, request: HttpRequest, section: str = "", **kwargs: Any) -> Channel:
        chrome = Chrome.of(request)
        for found in newsroom.sections(language=chrome.language):
            if found.slug == section:
                about = {"name": found.title, "url": found.url, "description": found.description}
                return Channel(chrome, **about, has_cards=True, section=found)
        raise Http404("There is no such section.")


class StoriesOfAuthor(Stories):
    def get_object(self, request: HttpRequest, slug: str = "", **kwargs: Any) -> Channel:
        found = newsroom.author(slug=slug)
        if found is None:
            raise Http404("There is no author of that name.")
        chrome = Chrome.of(request)
        return Channel(chrome, name=found.name, url=chrome.prefix + found.get_absolute_url(), author=found)


class StoriesOnTopic(Stories):
    def get_object(self, request: HttpRequest, slug: str = "", **kwargs: Any) -> Channel:
        found, chrome = newsroom.topic(slug=slug), Chrome.of(request)
        if found is None or not newsroom.stories(at=chrome.now, topic=found, limit=1).stories:
            raise Http404("There is no topic of that name.")
        about = _("Stories about %(name)s") % {"name": found.name}
        url = chrome.prefix + found.get_absolute_url()
        return Channel(chrome, name=found.name, url=url, description=about, topic=found)


class StoriesOfSeries(Stories):
    def get_object(self, request: HttpRequest, slug: str = "", **kwargs: Any) -> Channel:
        chrome = Chrome.of(request)
        found = newsroom.series(slug=slug, language=chrome.language)
        shown = newsroom.stories_of_series(series=found, at=chrome.now) if found else []
        if found is None or not shown:
            raise Http404("There is no series of that name.")
        url = found.get_absolute_url()
        return Channel(chrome, name=found.name, url=url, description=found.description, shown=shown)

    def items(self, channel: Channel) -> list[Item]:
        """The newest first, as readers of feeds expect, whatever the order of reading."""
        shown: list[newsroom.Story] = channel.within["shown"]
        found = sorted(shown, key=lambda story: (story.published_at, story.pk), reverse=True)[:LENGTH]
        return told(found, channel)


class StoriesForPartner(Stories):
    """Never stored and never indexed: who has the address has the right, for as long as the row says so."""

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = super().__call__(request, *args, **kwargs)
        answer.headers["Cache-Control"] = "no-store, private"
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    def get_object(self, request: HttpRequest, token: str = "", **kwargs: Any) -> Channel:
        partner = newsroom.partner_feed(token=token)
        if partner is None:
            raise Http404("There is no such feed.")
        chrome = Chrome.of(request)
        return Channel(chrome, name=_("For %(name)s") % {"name": partner.name}, partner=partner)

    def items(self, channel: Channel) -> list[Item]:
        partner: newsroom.PartnerFeed = channel.within["partner"]
        found: list[newsroom.Story] = partner.stories(at=channel.chrome.now, limit=LENGTH)
        return [feed_items.for_partner(channel.chrome, story, partner) for story in found]


class Corrections(Feed[newsroom.Correction, Any]):
    """What was corrected, in the path's language: the words themselves, for they are what a reader must know."""

    item_guid_is_permalink = False

    def __init__(self, form: type[SyndicationFeed] = StoryRss) -> None:
        self.feed_type = form

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Chrome:
        return Chrome.of(request)

    def title(self, chrome: Chrome) -> str:
        return f"{_('Corrections')} | {chrome.brand}"

    def link(self, chrome: Chrome) -> str:
        return absolute(chrome, f"{chrome.prefix}/corrections")

    def feed_url(self, chrome: Chrome) -> str:
        return absolute(chrome, chrome.path)

    def description(self, chrome: Chrome) -> str:
        return self.title(chrome)

    def items(self, chrome: Chrome) -> list[newsroom.Correction]:
        return newsroom.corrections(at=chrome.now, language=chrome.language, limit=LENGTH).stories

    def item_title(self, item: newsroom.Correction) -> str:
        return f"{item.get_kind_display()}: {item.story.title}"

    def item_description(self, item: newsroom.Correction) -> str:
        return item.text

    def item_link(self, item: newsroom.Correction) -> str:
        return f"{settings.URL}{item.story.url}#corrections"

    def item_guid(self, item: newsroom.Correction) -> str:
        return f"{item.story.guid_urn}#{item.made_at:%Y%m%dT%H%M%S}"

    def item_pubdate(self, item: newsroom.Correction) -> datetime:
        return item.made_at
