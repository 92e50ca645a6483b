"""The three forms of a feed: RSS 2.0, Atom 1.0 (RFC 4287) and JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, Final

from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed, SyndicationFeed, rfc3339_date

_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
MEDIA: Final = "http://search.yahoo.com/mrss/"


class _Dated(SyndicationFeed):
    def latest_post_date(self) -> datetime:
        """Without stories Django would say now, and the same feed would be another every second."""
        return super().latest_post_date() if self.items else _NEVER


class StoryRss(_Dated, Rss201rev2Feed):
    """With Media RSS for pictures that are ours to give, the time of the last change, and the whole text if given."""

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {"xmlns:media": MEDIA, "xmlns:content": CONTENT}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if updated := item.get("updateddate"):
            handler.addQuickElement("atom:updated", updated.isoformat())
        if html := item.get("html"):
            handler.addQuickElement("content:encoded", html)
        if photo := item.get("photo"):
            handler.startElement("media:content", {"url": photo["url"], "medium": "image", "type": "image/jpeg"})
            handler.addQuickElement("media:description", photo["alt"])
            handler.addQuickElement("media:credit", photo["credit"])
            handler.endElement("media:content")


class StoryAtom(_Dated, Atom1Feed):
    """Its entries carry the stories' own times; the teaser is plain text."""

    def root_attributes(self) -> dict[str, str]:
        return super().root_attributes() | {"xmlns:media": MEDIA}

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("subtitle", self.feed["description"])
        if not self.feed["author_name"]:  # RFC 4287, section 4.1.1: somebody must be named, here or in each entry
            handler.startElement("author", {})
            handler.addQuickElement("name", self.feed["title"])
            handler.endElement("author")

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        summary, item = item["description"], {**item, "description": None}
        item["updateddate"] = item["updateddate"] or item["pubdate"]  # which an entry must have
        super().add_item_elements(handler, item)
        if summary:
            handler.addQuickElement("summary", summary)
        if html := item.get("html"):
            handler.addQuickElement("content", html, {"type": "html"})
        if photo := item.get("photo"):
            handler.startElement("media:content", {"url": photo["url"], "medium": "image", "type": "image/jpeg"})
            handler.addQuickElement("media:description", photo["alt"])
            handler.addQuickElement("media:credit", photo["credit"])
            handler.endElement("media:content")


class StoryJson(_Dated):
    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        whole = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "items": [_item(item) for item in self.items],
        }
        said = json.dumps({name: value for name, value in whole.items() if value is not None}, ensure_ascii=False)
        outfile.write(said)


def _item(item: dict[str, Any]) -> dict[str, Any]:
    html, photo = item.get("html"), item.get("photo")
    said = {
        "id": item["unique_id"],
        "url": item["link"],
        "external_url": item.get("elsewhere"),
        "title": item["title"],
        "summary": item["description"] if html else None,
        "content_html": html,
        "content_text": None if html else item["description"],  # one of the two there must be
        "image": photo["url"] if photo else None,
        "date_published": rfc3339_date(item["pubdate"]),
        "date_modified": rfc3339_date(item["updateddate"]) if item["updateddate"] else None,
        "authors": [{"name": item["author_name"]}] if item["author_name"] else None,
        "tags": list(item["categories"]) or None,
        "attachments": [_attachment(item, one) for one in item["enclosures"]] or None,
    }
    return {name: value for name, value in said.items() if value is not None}


def _attachment(item: dict[str, Any], sound: Enclosure) -> dict[str, Any]:
    """Several of one title are the same in other formats."""
    return {
        "url": sound.url,
        "mime_type": sound.mime_type,
        "title": item["title"],
        "size_in_bytes": int(sound.length),
        "duration_in_seconds": item["seconds"],
    }


FORMS: Final[dict[str, type[SyndicationFeed]]] = {"xml": StoryRss, "atom": StoryAtom, "json": StoryJson}
MIME: Final = {"xml": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
