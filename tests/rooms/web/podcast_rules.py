"""What a podcast feed must be: RSS 2.0, Apple's requirements, and the Podcast Namespace, rule by rule.

Written from the specifications, and apart from the code that makes our feeds; says every fault in a line.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
ATOM = "{http://www.w3.org/2005/Atom}"
GUID_NAMESPACE = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
SOUND = {"audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/aac", "audio/ogg"}
TRANSCRIPTS = {"text/plain", "text/html", "text/vtt", "application/json", "application/x-subrip", "application/srt"}
CATEGORIES = {
    *("Arts", "Business", "Comedy", "Education", "Fiction", "Government", "History", "Health & Fitness"),
    *("Kids & Family", "Leisure", "Music", "News", "Religion & Spirituality", "Science", "Society & Culture"),
    *("Sports", "Technology", "True Crime", "TV & Film"),
}
IN_CHANNEL = {"locked", "funding", "guid", "medium", "license", "person", "image", "images", "updateFrequency", "txt"}
IN_ITEM = {"transcript", "chapters", "person", "alternateEnclosure", "license", "season", "episode", "soundbite"}


def faults(document: bytes) -> list[str]:
    """Every rule that the feed breaks; empty for a feed that is as it should be."""
    root = fromstring(document)
    if root.tag != "rss" or root.get("version") != "2.0":
        return ["the root is not rss 2.0"]
    channels = root.findall("channel")
    if len(channels) != 1:
        return [f"{len(channels)} channels"]
    channel = channels[0]
    found = [*_of_channel(channel)]
    guids: list[str] = []
    for item in channel.findall("item"):
        found += [f"{item.findtext('title')}: {fault}" for fault in _of_item(item)]
        guids.append(item.findtext("guid") or "")
    if len(set(guids)) != len(guids):
        found.append("two items have one guid")
    return found


def _of_channel(channel: Element) -> Iterator[str]:
    for name in ("title", "link", "description", "language"):
        if not (channel.findtext(name) or "").strip():
            yield f"no {name}"
    if not re.fullmatch(r"[a-z]{2}(-[a-z]{2})?", channel.findtext("language") or ""):
        yield "the language is no code"
    yield from _url(channel.findtext("link"), "link")
    own = [link.get("href") for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if len(own) != 1:
        yield "no atom:link to itself"
    for name in ("author", "explicit", "category"):
        if channel.find(f"{ITUNES}{name}") is None:
            yield f"no itunes:{name}"
    if channel.findtext(f"{ITUNES}explicit") not in ("true", "false"):
        yield "itunes:explicit is neither true nor false"
    for category in channel.findall(f"{ITUNES}category"):
        if category.get("text") not in CATEGORIES:
            yield f"no category of Apple's: {category.get('text')}"
    for image in channel.findall(f"{ITUNES}image"):
        yield from _url(image.get("href"), "itunes:image")
    yield from _known(channel, IN_CHANNEL)
    yield from _guid(channel)
    locked = channel.find(f"{PODCAST}locked")
    if locked is not None and locked.text not in ("yes", "no"):
        yield "podcast:locked is neither yes nor no"
    for funding in channel.findall(f"{PODCAST}funding"):
        yield from _url(funding.get("url"), "podcast:funding")
        if not 0 < len(funding.text or "") <= 128:
            yield "podcast:funding has no words, or more than 128 characters"
    for license_ in channel.findall(f"{PODCAST}license"):
        if not 0 < len(license_.text or "") <= 128:
            yield "podcast:license has no name, or more than 128 characters"
    yield from _people(channel)


def _guid(channel: Element) -> Iterator[str]:
    said = channel.findall(f"{PODCAST}guid")
    if len(said) != 1:
        yield f"{len(said)} podcast:guid"
        return
    try:
        given = uuid.UUID(said[0].text or "")
    except ValueError:
        yield "podcast:guid is no UUID"
        return
    if given.version != 5:
        yield "podcast:guid is no UUIDv5"


def _of_item(item: Element) -> Iterator[str]:
    for name in ("title", "guid", "pubDate"):
        if not (item.findtext(name) or "").strip():
            yield f"no {name}"
    try:
        if parsedate_to_datetime(item.findtext("pubDate") or "").tzinfo is None:
            yield "pubDate has no zone"
    except ValueError:
        yield "pubDate is no RFC 2822 date"
    guid = item.find("guid")
    if guid is not None and guid.get("isPermaLink") != "false" and not (guid.text or "").startswith("http"):
        yield "a guid that is no address says isPermaLink"
    enclosures = item.findall("enclosure")
    if len(enclosures) != 1:
        yield f"{len(enclosures)} enclosures"
    for enclosure in enclosures:
        yield from _url(enclosure.get("url"), "enclosure")
        if enclosure.get("type") not in SOUND:
            yield f"enclosure of type {enclosure.get('type')}"
        if not (enclosure.get("length") or "").isdigit() or int(enclosure.get("length") or 0) < 1:
            yield "enclosure without a length"
    duration = item.findtext(f"{ITUNES}duration") or ""
    if not re.fullmatch(r"\d+|(\d+:)?\d{1,2}:\d{2}", duration):
        yield f"itunes:duration is {duration!r}"
    if item.findtext(f"{ITUNES}explicit") not in (None, "true", "false"):
        yield "itunes:explicit is neither true nor false"
    yield from _known(item, IN_ITEM)
    for transcript in item.findall(f"{PODCAST}transcript"):
        yield from _url(transcript.get("url"), "podcast:transcript")
        if transcript.get("type") not in TRANSCRIPTS:
            yield f"podcast:transcript of type {transcript.get('type')}"
    chapters = item.findall(f"{PODCAST}chapters")
    if len(chapters) > 1:
        yield "more than one podcast:chapters"
    for one in chapters:
        yield from _url(one.get("url"), "podcast:chapters")
        if one.get("type") not in ("application/json+chapters", "application/json"):
            yield f"podcast:chapters of type {one.get('type')}"
    for alternate in item.findall(f"{PODCAST}alternateEnclosure"):
        if not alternate.get("type"):
            yield "podcast:alternateEnclosure without a type"
        sources = alternate.findall(f"{PODCAST}source")
        if not sources:
            yield "podcast:alternateEnclosure without a podcast:source"
        for source in sources:
            yield from _url(source.get("uri"), "podcast:source")
    yield from _people(item)


def _people(parent: Element) -> Iterator[str]:
    for person in parent.findall(f"{PODCAST}person"):
        if not 0 < len(person.text or "") <= 128:
            yield "podcast:person has no name, or more than 128 characters"
        if person.get("href"):
            yield from _url(person.get("href"), "podcast:person")


def _known(parent: Element, names: set[str]) -> Iterator[str]:
    for child in parent:
        if child.tag.startswith(PODCAST) and child.tag.removeprefix(PODCAST) not in names:
            yield f"podcast:{child.tag.removeprefix(PODCAST)} does not stand in <{parent.tag}>"


def _url(url: str | None, where: str) -> Iterator[str]:
    parts = urlsplit(url or "")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        yield f"{where}: {url!r} is no whole address"
