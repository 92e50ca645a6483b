"""A Ghost export (1 to 6) as an old site and its items. Bodies come as HTML, Lexical or Mobiledoc, in this order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from groundwave.kit.html import UnableToClean, plain_text, printable
from groundwave.kit.text import cut
from groundwave.wire.core.addresses import web_address
from groundwave.wire.core.lexical import UnableToReadDocument, lexical_html
from groundwave.wire.core.markdown import markdown_html
from groundwave.wire.core.mobiledoc import mobiledoc_html
from groundwave.wire.core.old_html import body_of
from groundwave.wire.core.old_site import LeftOut, OldAuthor, OldItem, OldSite, OldTerm, Picture, Standing
from groundwave.wire.core.outcome import Unreadable

PLACEHOLDER: Final = "__GHOST_URL__"
_STANDINGS: Final = {
    "published": Standing.PUBLIC,
    "scheduled": Standing.SCHEDULED,
    "draft": Standing.DRAFT,
    "sent": Standing.MEMBERS,
}
Row = Mapping[str, Any]


class GhostExport:
    """The tables of one export. Raises Unreadable for what is none."""

    def __init__(self, document: Any, *, url: str) -> None:
        data = _data_of(document)
        self._tables = {name: _rows(data, name) for name in _TABLES}
        self._by_id = {name: {_text(row, "id"): row for row in self._tables[name]} for name in ("tags", "users")}
        settings = {_text(row, "key"): _text(row, "value") for row in self._tables["settings"]}
        self._url = url.rstrip("/")
        self._permalinks = settings.get("permalinks") or "/:slug/"
        self._meta = {_text(row, "post_id"): row for row in self._tables["posts_meta"]}
        self._tags = _linked(self._tables["posts_tags"], "post_id", "tag_id")
        self._authors = _linked(self._tables["posts_authors"], "post_id", "author_id")
        self.site = self._site(settings)
        told = ((name, len(_rows(data, name))) for name in _OF_READERS)
        self.left_out = tuple(f"{count:,} rows of “{name}” were left out." for name, count in told if count)
        if any(settings.get(name) for name in ("codeinjection_head", "codeinjection_foot", "ghost_head", "ghost_foot")):
            self.left_out += ("Code that was injected into every page was left out.",)

    @property
    def posts(self) -> list[Row]:
        return self._tables["posts"]

    def _site(self, settings: Mapping[str, str]) -> OldSite:
        authors = {}
        for row in self._tables["users"]:
            slug = _text(row, "slug")
            name = _line(_text(row, "name")) or slug
            if slug:
                url = f"{self._url}/author/{slug}/"
                authors[slug] = OldAuthor(slug, name, slug, _text(row, "email"), _line(_text(row, "bio")), (url,))
        tags = {}
        for row in self._tables["tags"]:
            slug = _text(row, "slug")
            if slug and not _is_internal(row):
                about, url = _line(_text(row, "description")), f"{self._url}/tag/{slug}/"
                tags[slug] = OldTerm(slug, _line(_text(row, "name")) or slug, slug, about, "", (url,))
        feeds = (f"{self._url}/rss/", f"{self._url}/feed/")
        language = settings.get("locale") or settings.get("lang") or settings.get("default_locale") or ""
        # The first tag of a post is what it is filed under; it may be mapped to a section like a category.
        return OldSite("ghost", self._url, _line(settings.get("title", "")), language, authors, tags, tags, feeds)

    def item(self, row: Row) -> OldItem | LeftOut:
        number, title = source_id(row), _line(_text(row, "title"))
        urls = self._urls(row)
        notes: list[str] = []
        try:
            body = body_of(self._placed(self._html(row, notes)), base=f"{self._url}/")
        except (UnableToClean, UnableToReadDocument) as wrong:
            return LeftOut(number, title, f"its text cannot be read: {wrong}", urls)
        standing = _STANDINGS.get(_text(row, "status"), Standing.DRAFT)
        if standing.is_public and _text(row, "visibility") not in ("", "public"):
            standing = Standing.MEMBERS
        published = _instant(row.get("published_at"))
        if published is None and standing.is_public:
            notes.append("it has no date that names an instant; it waits as a draft")
            standing = Standing.DRAFT
        meta = self._meta.get(number, {})
        if any(_text(row, name) for name in ("codeinjection_head", "codeinjection_foot")):
            notes.append("code that was injected into it was left out")
        tags = [tag for one in self._tags.get(number, ()) if (tag := self._by_id["tags"].get(one))]
        inner = [_text(tag, "name") for tag in tags if _is_internal(tag)]
        if inner:
            notes.append(f"internal tags were left out: {', '.join(inner)[:200]}")
        slugs = tuple(_text(tag, "slug") for tag in tags if not _is_internal(tag))
        writers = self._authors.get(number) or [_text(row, "author_id")]
        authors = tuple(_text(self._by_id["users"][one], "slug") for one in writers if one in self._by_id["users"])
        return OldItem(
            source_id=number,
            kind="page" if _is_page(row) else "story",
            title=title,
            slug=_text(row, "slug"),
            standing=standing,
            published_at=published,
            sha256=fingerprint(row),
            updated_at=_instant(row.get("updated_at")),
            teaser=cut(_line(_text(row, "custom_excerpt")), 320),
            body=body.pieces,
            authors=authors,
            categories=slugs[:1],
            tags=slugs[1:],
            lead=self._lead(row, meta),
            urls=urls,
            sticky=row.get("featured") in (True, 1),
            notes=tuple(dict.fromkeys((*notes, *body.notes))),
            seo_title=_line(_text(meta, "meta_title") or _text(row, "meta_title")),
            search_description=_line(_text(meta, "meta_description") or _text(row, "meta_description")),
            canonical_url=web_address(self._placed(_text(row, "canonical_url"))) or "",
        )

    def _html(self, row: Row, notes: list[str]) -> str:
        if html := _text(row, "html"):
            return html
        for name, read in (("lexical", lexical_html), ("mobiledoc", mobiledoc_html)):
            if written := _text(row, name):
                try:
                    return read(json.loads(written), notes=notes)
                except (ValueError, RecursionError) as wrong:
                    raise UnableToReadDocument(f"its {name} is damaged: {wrong}"[:200]) from wrong
        return markdown_html(_text(row, "markdown"))  # the editor before mobiledoc

    def _placed(self, text: str) -> str:
        return printable(text.replace(PLACEHOLDER, self._url))

    def _lead(self, row: Row, meta: Row) -> Picture | None:
        url = self._placed(_text(row, "feature_image") or _text(row, "image"))
        if url.startswith("/"):
            url = f"{self._url}{url}"
        if not url.startswith(("http://", "https://")) or len(url) > 1_000:
            return None
        caption = _line(_text(meta, "feature_image_caption") or _text(row, "feature_image_caption"))
        return Picture(url, cut(caption, 600), cut(_text(meta, "feature_image_alt"), 300))

    def _urls(self, row: Row) -> tuple[str, ...]:
        slug = _text(row, "slug")
        if not slug:
            return ()
        plain = f"{self._url}/{slug}/"
        at = _instant(row.get("published_at"))
        if _is_page(row) or at is None or self._permalinks == "/:slug/":
            return (plain,)
        parts = {":year": f"{at:%Y}", ":month": f"{at:%m}", ":day": f"{at:%d}", ":slug": slug}
        path = self._permalinks
        for name, value in parts.items():
            path = path.replace(name, value)
        return (f"{self._url}/{path.strip('/')}/", plain)


# Readers, what they pay and what is sent to them: theirs, and no part of a site's stories.
_OF_READERS: Final = (
    *("members", "members_labels", "members_newsletters", "members_products", "members_stripe_customers"),
    *("subscriptions", "products", "offers", "newsletters", "labels", "comments", "snippets", "webhooks"),
    *("integrations", "api_keys", "recommendations"),
)
_TABLES: Final = ("posts", "tags", "users", "posts_tags", "posts_authors", "posts_meta", "settings")


def source_id(row: Row) -> str:
    return (_text(row, "id") or _text(row, "uuid") or _text(row, "slug"))[:500]


def fingerprint(row: Row) -> str:
    said = json.dumps(row, sort_keys=True, default=str)
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()


def _data_of(document: Any) -> Mapping[str, Any]:
    """`{"db": [{"data": …}]}`, or the inner object alone."""
    found = document
    if isinstance(found, dict) and isinstance(found.get("db"), list) and found["db"]:
        found = found["db"][0]
    data = found.get("data") if isinstance(found, dict) else None
    if not isinstance(data, dict) or not isinstance(data.get("posts"), list):
        raise Unreadable("format", "it is JSON, but no export of Ghost: there are no posts in it")
    return data


def _rows(data: Mapping[str, Any], name: str) -> list[Row]:
    rows = data.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _linked(rows: list[Row], one: str, many: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda row: row["sort_order"] if isinstance(row.get("sort_order"), int) else 0):
        found.setdefault(_text(row, one), []).append(_text(row, many))
    return found


def _is_internal(row: Row) -> bool:
    return _text(row, "visibility") == "internal" or _text(row, "name").startswith("#")


def _is_page(row: Row) -> bool:
    return _text(row, "type") == "page" or row.get("page") in (True, 1)


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _line(html: str) -> str:
    try:
        return plain_text(html)
    except UnableToClean:
        return ""


def _instant(value: Any) -> datetime | None:
    """ISO with a zone, "2019-05-04 14:30:00" (Ghost's own, in UTC), or milliseconds."""
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            found = datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC)
        elif isinstance(value, str) and value:
            found = datetime.fromisoformat(value)
        else:
            return None
    except (ValueError, OverflowError, OSError):
        return None
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    return found.astimezone(UTC) if 1970 <= found.year <= 2200 else None


def waiting(export: GhostExport) -> Iterator[tuple[str, str, Row]]:
    """Number, fingerprint and row of each post."""
    for row in export.posts:
        yield source_id(row), fingerprint(row), row
