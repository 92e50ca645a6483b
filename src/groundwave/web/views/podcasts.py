"""A program's podcast: RSS 2.0 with the tags of Apple and of the Podcast Namespace (podcastindex.org/namespace/1.0).

The enclosure is the .m4a, which is there first and never changes its address; the MP3 stands beside it as an
alternate enclosure. The same episodes as Atom and as JSON Feed are for readers' programs that know no podcasts.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.views.decorators.http import require_safe

from groundwave.air import api as air
from groundwave.schedule import api as schedule
from groundwave.web.about import absolute
from groundwave.web.chrome import Chrome
from groundwave.web.syndication import FORMS, MIME

MOST: Final = 300
_ITUNES: Final = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_PODCAST: Final = "https://podcastindex.org/namespace/1.0"
_BETWEEN_NAMES: Final = re.compile(r",\s*(?:and\s+|y\s+)?|\s+(?:and|y|e|&)\s+")
_TRANSCRIPTS: Final = {"vtt": "text/vtt", "srt": "application/x-subrip", "txt": "text/plain"}


class PodcastRss(Rss201rev2Feed):
    """What a directory and an app want, beside plain RSS."""

    def latest_post_date(self) -> datetime:
        """Without episodes Django would say now, and the same feed would be another every second."""
        return super().latest_post_date() if self.items else datetime(1970, 1, 1, tzinfo=UTC)

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {"xmlns:itunes": _ITUNES, "xmlns:podcast": _PODCAST}

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        show: dict[str, Any] = self.feed["show"]
        add = handler.addQuickElement
        add("generator", "Groundwave")
        add("itunes:author", show["author"])
        add("itunes:type", "episodic")
        add("itunes:explicit", show["explicit"])
        add("itunes:category", None, {"text": show["category"]})
        if show["image"]:
            add("itunes:image", None, {"href": show["image"]})
        if show["email"]:
            handler.startElement("itunes:owner", {})
            add("itunes:name", show["author"])
            add("itunes:email", show["email"])
            handler.endElement("itunes:owner")
        add("podcast:guid", show["guid"])
        add("podcast:medium", "podcast")
        add("podcast:locked", show["locked"], {"owner": show["email"]} if show["email"] else {})
        add("podcast:funding", show["funding"], {"url": show["funding_url"]})
        if show["license"]:
            add("podcast:license", show["license"], {"url": show["license_url"]} if show["license_url"] else {})
        for person in show["people"]:
            _add_person(handler, person)

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        about: dict[str, Any] = item["about"]
        add = handler.addQuickElement
        add("itunes:duration", str(about["seconds"]))
        add("itunes:explicit", about["explicit"])
        add("itunes:episodeType", "full")
        for url, kind, language in about["transcripts"]:
            add("podcast:transcript", None, {"url": url, "type": kind, "language": language})
        if about["chapters"]:
            add("podcast:chapters", None, {"url": about["chapters"], "type": "application/json+chapters"})
        for person in about["people"]:
            _add_person(handler, person)
        for url, size, kind in about["alternates"]:
            handler.startElement("podcast:alternateEnclosure", {"type": kind, "length": str(size), "title": "MP3"})
            add("podcast:source", None, {"uri": url})
            handler.endElement("podcast:alternateEnclosure")


def _add_person(handler: Any, person: tuple[str, str]) -> None:
    name, url = person
    handler.addQuickElement("podcast:person", name[:128], {"role": "host"} | ({"href": url} if url else {}))


@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest episodes that the public may hear; 404 for a program of which nothing was ever recorded."""
    program, podcast = _podcast_of(slug)
    chrome = Chrome.of(request)
    who = chrome.licensee
    explicit = "true" if podcast.is_explicit else "false"
    url = absolute(chrome, program.get_absolute_url())
    # A picture may go where its rights say so; a feed is read everywhere.
    image = air.cover_url(program=program) if program.tile and chrome.may_show(program.tile) else ""
    made = PodcastRss(
        title=program.title,
        link=url,
        description=program.summary or program.title,
        language=program.language,
        feed_url=f"{url}/feed.xml",
        feed_copyright=f"© {chrome.year} {who.copyright_owner if who else chrome.brand}",
        show={
            "author": chrome.brand,
            "explicit": explicit,
            "category": podcast.category,
            "image": absolute(chrome, image),
            "email": podcast.owner_email or (who.email if who else ""),
            "guid": str(podcast.guid),
            "locked": "yes" if podcast.is_locked else "no",
            "funding": podcast.funding or f"Support {chrome.brand}"[:128],
            "funding_url": absolute(chrome, "/support"),
            "license": podcast.license,
            "license_url": podcast.license_url,
            "people": _people(chrome, program, program.hosts),
        },
    )
    for episode in air.episodes(program=program, at=chrome.now, limit=MOST).episodes:
        _add(made, chrome, program, episode, explicit)
    return HttpResponse(made.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")


@require_safe
def plain_feed(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The same episodes as Atom ("atom") or JSON Feed ("json"), with their sound in each format that there is."""
    program, _ = _podcast_of(slug)
    chrome = Chrome.of(request)
    url = absolute(chrome, program.get_absolute_url())
    made = FORMS[ending](
        title=program.title,
        link=url,
        description=program.summary or program.title,
        language=program.language,
        feed_url=f"{url}/feed.{ending}",
        author_name=chrome.brand,
    )
    for episode in air.episodes(program=program, at=chrome.now, limit=MOST).episodes:
        made.add_item(
            title=episode.title,
            link=absolute(chrome, episode.get_absolute_url()),
            description=episode.summary or episode.title,
            unique_id=episode.guid,
            pubdate=episode.published_at,
            author_name=episode.hosts or None,
            enclosures=_sounds(chrome, episode),
            seconds=round(episode.seconds),
        )
    return HttpResponse(made.writeString("utf-8"), content_type=f"{MIME[ending]}; charset=utf-8")


def _sounds(chrome: Chrome, episode: air.Episode) -> list[Enclosure]:
    found = [Enclosure(absolute(chrome, episode.file_url("m4a")), str(episode.sound_bytes), "audio/mp4")]
    if episode.mp3:
        found.append(Enclosure(absolute(chrome, episode.file_url("mp3")), str(episode.mp3_bytes), "audio/mpeg"))
    return found


def _podcast_of(slug: str) -> tuple[schedule.Program, air.Podcast]:
    program = schedule.program(slug=slug)
    podcast = air.podcast(program=program) if program else None
    if program is None or podcast is None:
        raise Http404("This program has no podcast.")
    return program, podcast


def _add(made: PodcastRss, chrome: Chrome, program: schedule.Program, episode: air.Episode, explicit: str) -> None:
    def at(ending: str) -> str:
        return absolute(chrome, episode.file_url(ending))

    spoken = episode.transcript_ending
    made.add_item(
        title=episode.title,
        link=absolute(chrome, episode.get_absolute_url()),
        description=episode.summary or episode.title,
        unique_id=episode.guid,
        unique_id_is_permalink=False,
        pubdate=episode.published_at,
        enclosures=[Enclosure(at("m4a"), str(episode.sound_bytes), "audio/mp4")],
        about={
            "seconds": round(episode.seconds),
            "explicit": explicit,
            "transcripts": [(at(spoken), _TRANSCRIPTS[spoken], program.language)] if spoken in _TRANSCRIPTS else [],
            "chapters": at("json") if episode.chapters else "",
            "people": _people(chrome, program, episode.hosts),
            "alternates": [(at("mp3"), episode.mp3_bytes, "audio/mpeg")] if episode.mp3 else [],
        },
    )


def _people(chrome: Chrome, program: schedule.Program, hosts: str) -> list[tuple[str, str]]:
    """Each name as it is printed, with its page here when the person has one."""
    pages = {author.name: absolute(chrome, author.get_absolute_url()) for author in program.authors.all()}
    names = [name.strip() for name in _BETWEEN_NAMES.split(hosts) if name.strip()]
    return [(name, pages.get(name, "")) for name in names]
