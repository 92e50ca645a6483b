"""Feeds of the site, a section, an author, a topic: headline, teaser, names and times, never the whole text; and
those of partners, at addresses of their own, with the whole text of what is ours.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.feedgenerator import SyndicationFeed
from django.utils.translation import gettext as _

from groundwave.newsroom import api as newsroom
from groundwave.web.about import absolute
from groundwave.web.chrome import Chrome
from groundwave.web.pictures import picture
from groundwave.web.republishing import figure, may_give, whole_text
from groundwave.web.syndication import StoryRss

LENGTH: Final = 30


class Stories(Feed[newsroom.Story, Any]):
    """The newest stories of the path's language; the feeds below narrow it."""

    item_guid_is_permalink = False

    def __init__(self, form: type[SyndicationFeed] = StoryRss) -> None:
        self.feed_type = form

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
        return self.dressed(newsroom.stories(at=channel.chrome.now, limit=LENGTH, **channel.within).stories, channel)

    @staticmethod
    def dressed(found: list[newsroom.Story], channel: Channel) -> list[newsroom.Story]:
        """With what an item says beside its own row."""
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
        if photo is None or not may_give(chrome, photo):
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


class StoriesOfSeries(Stories):
    def get_object(self, request: HttpRequest, slug: str = "", **kwargs: Any) -> Channel:
        chrome = Chrome.of(request)
        found = newsroom.series(slug=slug, language=chrome.language)
        shown = newsroom.stories_of_series(series=found, at=chrome.now) if found else []
        if found is None or not shown:
            raise Http404("There is no series of that name.")
        url = found.get_absolute_url()
        return Channel(chrome, name=found.name, url=url, description=found.description, shown=shown)

    def items(self, channel: Channel) -> list[newsroom.Story]:
        """The newest first, as readers of feeds expect, whatever the order of reading."""
        shown: list[newsroom.Story] = channel.within["shown"]
        found = sorted(shown, key=lambda story: (story.published_at, story.pk), reverse=True)[:LENGTH]
        return self.dressed(found, channel)


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

    def items(self, channel: Channel) -> list[newsroom.Story]:
        partner: newsroom.PartnerFeed = channel.within["partner"]
        found: list[newsroom.Story] = partner.stories(at=channel.chrome.now, limit=LENGTH)
        for story in found:
            story.__dict__ |= {"chrome": channel.chrome, "partner": partner}
        return found

    def item_copyright(self, item: newsroom.Story) -> str | None:
        return item.copyright_line or None

    def item_extra_kwargs(self, item: newsroom.Story) -> dict[str, Any]:
        chrome, partner = item.__dict__["chrome"], item.__dict__["partner"]
        said = super().item_extra_kwargs(item) if partner.photos else {}
        if partner.whole_text:
            lead = item.lead_photo
            top = figure(chrome, lead, item.caption) if lead and partner.photos and may_give(chrome, lead) else ""
            first = _("This story first appeared at %(site)s.") % {"site": chrome.brand}
            origin = f'<p><a href="{absolute(chrome, item.url)}">{first}</a></p>'
            said["html"] = f"{top}{whole_text(chrome, item, photos=partner.photos)}{origin}"
        return said


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
