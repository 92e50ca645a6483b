"""RSS of the site, a section, an author, a topic: headline, teaser, names and times, never the whole text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _

from groundwave.newsroom import api as newsroom
from groundwave.web.about import absolute
from groundwave.web.chrome import Chrome
from groundwave.web.pictures import picture

LENGTH: Final = 30


class StoryRss(Rss201rev2Feed):
    """RSS 2.0 with Media RSS for pictures that are ours to give, and the time of the last change."""

    def latest_post_date(self) -> datetime:
        """Without stories Django would say now, and the same feed would be another every second."""
        return super().latest_post_date() if self.items else datetime(1970, 1, 1, tzinfo=UTC)

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {"xmlns:media": "http://search.yahoo.com/mrss/"}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if updated := item.get("updateddate"):
            handler.addQuickElement("atom:updated", updated.isoformat())
        if photo := item.get("photo"):
            handler.startElement("media:content", {"url": photo["url"], "medium": "image", "type": "image/jpeg"})
            handler.addQuickElement("media:description", photo["alt"])
            handler.addQuickElement("media:credit", photo["credit"])
            handler.endElement("media:content")


class Stories(Feed[newsroom.Story, Any]):
    """The newest stories of the path's language; the feeds below narrow it."""

    feed_type = StoryRss
    item_guid_is_permalink = False

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        # Feed objects serve many requests at once, so what belongs to one travels as its "object".
        return Channel(Chrome.of(request))

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

    def items(self, channel: Channel) -> list[newsroom.Story]:
        found = newsroom.stories(at=channel.chrome.now, limit=LENGTH, **channel.within).stories
        prefetch_related_objects(found, "story_topics__tag")
        for story in found:
            story.__dict__["chrome"] = channel.chrome
        return found

    # ------------------------------------------------------------ one item
    def item_title(self, item: newsroom.Story) -> str:
        return item.title

    def item_description(self, item: newsroom.Story) -> str:
        return item.teaser

    def item_link(self, item: newsroom.Story) -> str:
        return absolute(item.__dict__["chrome"], item.url)

    def item_guid(self, item: newsroom.Story) -> str:
        return item.guid_urn

    def item_author_name(self, item: newsroom.Story) -> str | None:
        return item.byline or None

    def item_categories(self, item: newsroom.Story) -> list[str]:
        return [item.section.title, *(row.tag.name for row in item.story_topics.all())]

    def item_pubdate(self, item: newsroom.Story) -> datetime:
        return item.published_at

    def item_updateddate(self, item: newsroom.Story) -> datetime | None:
        return item.updated_at or item.published_at

    def item_copyright(self, item: newsroom.Story) -> str | None:
        return None if item.is_own else item.copyright_line or None

    def item_extra_kwargs(self, item: newsroom.Story) -> dict[str, Any]:
        chrome, photo = item.__dict__["chrome"], item.lead_photo
        # Agencies' pictures are licensed for our pages, not for everyone who reads a feed.
        if photo is None or photo.license != newsroom.Photo.License.OWN or not chrome.may_show(photo):
            return {}
        shown = picture(photo)
        return {"photo": {"url": absolute(chrome, shown.fallback), "alt": shown.alt, "credit": photo.credit}}


class Channel:
    """Which stories one feed holds, and what it is called."""

    def __init__(self, chrome: Chrome, *, name: str = "", url: str = "", description: str = "", **within: Any) -> None:
        self.chrome, self.name, self.url, self.description = chrome, name, url, description
        self.within = within or {"language": chrome.language}


class StoriesOfSection(Stories):
    def get_object(self, request: HttpRequest, section: str = "", **kwargs: Any) -> Channel:
        chrome = Chrome.of(request)
        for found in newsroom.sections(language=chrome.language):
            if found.slug == section:
                return Channel(chrome, name=found.title, url=found.url, description=found.description, section=found)
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
        found = newsroom.topic(slug=slug)
        if found is None:
            raise Http404("There is no topic of that name.")
        chrome, about = Chrome.of(request), _("Stories about %(name)s") % {"name": found.name}
        url = chrome.prefix + found.get_absolute_url()
        return Channel(chrome, name=found.name, url=url, description=about, topic=found)


class Corrections(Feed[newsroom.Correction, Any]):
    """What was corrected, in the path's language: the words themselves, for they are what a reader must know."""

    feed_type = StoryRss
    item_guid_is_permalink = False

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
