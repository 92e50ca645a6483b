"""A record of a WordPress export as what it is: a story, a page, a file, or something that stays behind, and why."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from groundwave.kit.html import MAX_HTML_CHARS, UnableToClean, plain_text, printable
from groundwave.kit.text import cut
from groundwave.wire.core.addresses import web_address
from groundwave.wire.core.old_html import body_of
from groundwave.wire.core.old_site import (
    FileById,
    FilesOf,
    LeftOut,
    OldAuthor,
    OldFile,
    OldItem,
    OldTerm,
    Picture,
    Standing,
)
from groundwave.wire.core.picture_address import original
from groundwave.wire.core.wordpress_body import html_of
from groundwave.wire.core.wordpress_machinery import MACHINERY
from groundwave.wire.core.wxr import Record

_STANDINGS: Final = {
    "publish": Standing.PUBLIC,
    "inherit": Standing.PUBLIC,
    "future": Standing.SCHEDULED,
    "draft": Standing.DRAFT,
    "pending": Standing.PENDING,
    "private": Standing.PRIVATE,
}
_VARIABLE: Final = re.compile(r"%[a-z_]+(?:\([^)]*\))?%", re.IGNORECASE)
_FORMATS: Final = ("aside", "audio", "chat", "gallery", "image", "link", "quote", "status", "video")
STORY_TYPES: Final = frozenset({"post"})


def author_of(record: Record, *, base: str) -> OldAuthor | None:
    """A `wp:author`, or a guest author of Co-Authors Plus."""
    fields, meta = record.fields, dict(record.meta)
    if record.kind == "item":
        login = meta.get("cap-user_login") or fields.get("wp:post_name", "").removeprefix("cap-")
        name = meta.get("cap-display_name") or fields.get("title", "")
        email, bio = meta.get("cap-user_email", ""), meta.get("cap-description", "")
    else:
        login, email, bio = fields.get("wp:author_login", ""), fields.get("wp:author_email", ""), ""
        full = f"{fields.get('wp:author_first_name', '').strip()} {fields.get('wp:author_last_name', '').strip()}"
        name = fields.get("wp:author_display_name", "").strip() or full.strip()
    login, name = _line(login), _line(name)
    if not (login or name):
        return None
    slug = nicename(login or name)
    return OldAuthor(
        login or slug,
        name or login,
        slug,
        email.strip()[:254],
        _line(bio)[:2_000],
        _addresses_of_author(fields, base, slug),
    )


def _addresses_of_author(fields: dict[str, str], base: str, slug: str) -> tuple[str, ...]:
    number = fields.get("wp:author_id", "").strip()
    return (f"{base}/author/{slug}/", *([f"{base}/?author={number}"] if number.isdigit() else []))


def _language(record: Record) -> str:
    """As Polylang says it; empty: the site's."""
    said = next((slug for domain, slug, _ in record.categories if domain == "language"), "")
    return said.strip().lower().replace("_", "-").partition("-")[0][:10]


def plain_slug(written: str) -> str:
    """As it is read; WordPress keeps what is not Latin percent-encoded."""
    return printable(unquote(written.strip()))


def nicename(login: str) -> str:
    """The login in an address, as WordPress makes it."""
    return re.sub(r"[^a-z0-9_-]+", "-", login.lower()).strip("-") or "author"


def term_of(record: Record, *, base: str) -> tuple[str, OldTerm] | None:
    """A `wp:category`, `wp:tag` or `wp:term`, and whether it is a "category" or a "tag"."""
    fields = record.fields
    if record.kind == "term":
        kind = {"category": "category", "post_tag": "tag"}.get(fields.get("wp:term_taxonomy", "").strip(), "")
        slug, name = fields.get("wp:term_slug", ""), fields.get("wp:term_name", "")
        parent, description = fields.get("wp:term_parent", ""), fields.get("wp:term_description", "")
    elif record.kind == "tag":
        kind, slug, name, parent = "tag", fields.get("wp:tag_slug", ""), fields.get("wp:tag_name", ""), ""
        description = fields.get("wp:tag_description", "")
    else:
        kind, slug, name = "category", fields.get("wp:category_nicename", ""), fields.get("wp:cat_name", "")
        parent, description = fields.get("wp:category_parent", ""), fields.get("wp:category_description", "")
    slug, name = plain_slug(slug), _line(name)
    if not kind or not slug:
        return None
    number = fields.get("wp:term_id", "").strip()
    folder, parameter = ("category", f"/?cat={number}") if kind == "category" else ("tag", f"/?tag={slug}")
    urls = [f"{base}/{folder}/{slug}/"]
    if number or kind == "tag":
        urls.append(f"{base}{parameter}")
    return kind, OldTerm(slug, name or slug, slug, _line(description)[:500], plain_slug(parent), tuple(urls))


def file_of(record: Record) -> OldFile | None:
    """An attachment. Its caption is the excerpt and its alternative text a custom field."""
    fields, meta = record.fields, dict(record.meta)
    url = fields.get("wp:attachment_url", "").strip() or fields.get("guid", "").strip()
    url, number = original(url), fields.get("wp:post_id", "").strip()
    if not number or not url.startswith(("http://", "https://")) or len(url) > 1_000:
        return None
    credit = next(
        (meta[key] for key in ("_media_credit", "_wp_attachment_credit", "credit", "_credit") if meta.get(key)), ""
    )
    page = fields.get("link", "").strip()
    pages = [page] if page.startswith("http") else []
    base = _root(page or url)
    return OldFile(
        number,
        url,
        _line(fields.get("title", "")),
        _line(fields.get("excerpt:encoded", "") or fields.get("content:encoded", "")),
        _line(meta.get("_wp_attachment_image_alt", "")),
        _line(credit),
        fields.get("wp:post_parent", "").strip(),
        (*pages, f"{base}/?attachment_id={number}"),
    )


def post_type(record: Record) -> str:
    return record.fields.get("wp:post_type", "post").strip()


def item_of(
    record: Record,
    *,
    zone: ZoneInfo,
    stories: frozenset[str],
    file: FileById,
    files_of: FilesOf,
    block: Callable[[str], str],
    category: Callable[[str], str],
) -> OldItem | LeftOut | None:
    """A post or a page; None for WordPress's own machinery. `stories` are the types of post that are stories;
    `category` gives the slug of a category by its number.
    """
    fields = record.fields
    kind, status = post_type(record), fields.get("wp:status", "publish").strip()
    number = fields.get("wp:post_id", "").strip() or fields.get("guid", "").strip()
    title = _line(fields.get("title", ""))
    urls = (*_urls(fields, number, kind), *_renamed(record))
    if kind in MACHINERY:
        return None
    if kind not in stories and kind != "page":
        return LeftOut(number, title, f"it is a “{kind[:60]}”; name it with --type to have it as a story", urls)
    if not number:
        return LeftOut("", title, "it has no number (wp:post_id)", urls, record.comments)
    if status == "trash":
        return LeftOut(number, title, "it lies in the trash", (), record.comments)
    if status == "auto-draft":
        return LeftOut(number, title, "it is an empty draft that WordPress made itself", (), record.comments)
    if record.too_long:
        return LeftOut(number, title, "it is longer than can be read", urls, record.comments)
    standing = _STANDINGS.get(status, Standing.DRAFT)
    if fields.get("wp:post_password", "").strip():
        standing = Standing.PASSWORD
    notes: list[str] = []
    try:
        made = html_of(
            printable(fields.get("content:encoded", "")),
            file=file,
            files_of=files_of,
            block=block,
            item=number,
            notes=notes,
            footnotes=printable(dict(record.meta).get("footnotes", "")),
        )
        body = body_of(made, base=_base(fields))
    except UnableToClean as wrong:
        return LeftOut(number, title, f"its text cannot be read: {wrong}", urls, record.comments)
    meta = dict(record.meta)
    thumbnail = file(meta.get("_thumbnail_id", "").strip()) if meta.get("_thumbnail_id") else None
    if meta.get("_thumbnail_id") and thumbnail is None:
        notes.append(f"the featured picture {meta['_thumbnail_id'][:20]} was not in the export")
    published = _instant(fields, "post_date", zone, notes)
    if published is None and standing.is_public:
        notes.append("it has no date that names an instant; it waits as a draft")
        standing = Standing.DRAFT
    guests = [(nicename, words) for domain, nicename, words in record.categories if domain == "author"]
    categories = [plain_slug(slug) for domain, slug, _ in record.categories if domain in {"category", ""} and slug]
    tags = [plain_slug(slug) for domain, slug, _ in record.categories if domain in {"post_tag", "tag"} and slug]
    shape = next((slug for domain, slug, _ in record.categories if domain == "post_format"), "").removeprefix(
        "post-format-"
    )
    if shape in _FORMATS and not title:
        notes.append(f"it was of the format “{shape}” and had no title")
    teaser = _line(fields.get("excerpt:encoded", ""))
    primary = category(
        (meta.get("_yoast_wpseo_primary_category") or meta.get("rank_math_primary_category", "")).strip()
    )
    return OldItem(
        source_id=number,
        kind="page" if kind == "page" else "story",
        title=title,
        slug=plain_slug(fields.get("wp:post_name", "")),
        standing=standing,
        published_at=published,
        sha256=fingerprint(record),
        updated_at=_instant(fields, "post_modified", zone, []),
        teaser=cut(teaser, 320),
        body=body.pieces,
        authors=tuple(words_or.removeprefix("cap-") for words_or, _ in guests)
        or (_line(fields.get("dc:creator", "")).strip("<> "),),
        guests=tuple(_line(words) for _, words in guests),
        language=_language(record),
        categories=tuple(_primary_first(categories, primary)),
        tags=tuple(dict.fromkeys(tags)),
        lead=picture_of(thumbnail) if thumbnail else None,
        urls=urls,
        parent=fields.get("wp:post_parent", "").strip().removeprefix("0"),
        sticky=fields.get("wp:is_sticky", "").strip() == "1",
        comments=record.comments,
        notes=tuple(dict.fromkeys((*notes, *body.notes))),
        seo_title=_without_variables(meta, "_yoast_wpseo_title", "rank_math_title"),
        search_description=_without_variables(meta, "_yoast_wpseo_metadesc", "rank_math_description"),
        canonical_url=web_address(meta.get("_yoast_wpseo_canonical") or meta.get("rank_math_canonical_url")) or "",
        no_index=meta.get("_yoast_wpseo_meta-robots-noindex") == "1" or "noindex" in meta.get("rank_math_robots", ""),
    )


def _without_variables(meta: dict[str, str], *names: str) -> str:
    """What search engines were told in words of its own; a template (`%%title%% %%sep%%`) says nothing of a story."""
    found = _line(next((meta[name] for name in names if meta.get(name)), ""))
    return "" if _VARIABLE.search(found) else found


def _renamed(record: Record) -> tuple[str, ...]:
    """Its addresses before it was renamed, from which WordPress still leads to it."""
    link, slug = record.fields.get("link", "").strip(), record.fields.get("wp:post_name", "").strip()
    before, found, after = link.rpartition(f"/{slug}") if slug else ("", "", "")
    if not found or not link.startswith(("http://", "https://")):
        return ()
    old = dict.fromkeys(value.strip() for name, value in record.meta if name == "_wp_old_slug" and value.strip())
    return tuple(f"{before}/{one}{after}" for one in old if "/" not in one and len(one) <= 300)[:50]


def picture_of(file: OldFile) -> Picture:
    return Picture(file.url, file.caption, file.alt, file.credit, file.source_id)


def _primary_first(slugs: list[str], primary: str) -> list[str]:
    unique = list(dict.fromkeys(slugs))
    return sorted(unique, key=lambda slug: slug != primary) if primary else unique


def fingerprint(record: Record) -> str:
    said = repr((sorted(record.fields.items()), record.categories, record.meta, record.comments))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()


def _urls(fields: dict[str, str], number: str, kind: str) -> tuple[str, ...]:
    """The permanent address, the short ones, and the guid where that is an address of its own."""
    link, guid = fields.get("link", "").strip(), fields.get("guid", "").strip()
    base = _root(link or guid)
    found = [link] if link.startswith("http") else []
    if number.isdigit() and base:
        found += [f"{base}/?p={number}"] + ([f"{base}/?page_id={number}"] if kind == "page" else [])
    if guid.startswith("http"):
        found.append(guid)
    return tuple(dict.fromkeys(one for one in found if len(one) <= 2_000))


def _base(fields: dict[str, str]) -> str | None:
    link = fields.get("link", "").strip()
    return link if link.startswith(("http://", "https://")) and len(link) < 2_000 else None


def _root(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.hostname else ""


def _instant(fields: dict[str, str], name: str, zone: ZoneInfo, notes: list[str]) -> datetime | None:
    """The date in UTC if WordPress gave it, else the local one in the site's zone, else the feed's own."""
    utc, local = fields.get(f"wp:{name}_gmt", "").strip(), fields.get(f"wp:{name}", "").strip()
    if found := _date(utc):
        return found.replace(tzinfo=UTC)
    if found := _date(local):
        notes.append(f"a date without a zone ({local}) was read as one of {zone.key}")
        return found.replace(tzinfo=zone).astimezone(UTC)
    try:
        heard = parsedate_to_datetime(fields.get("pubDate", "")) if name == "post_date" else None
    except (ValueError, TypeError):
        return None
    return heard.astimezone(UTC) if heard and heard.tzinfo and 1970 <= heard.year <= 2200 else None


def _date(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is None and 1970 <= found.year <= 2200 else None


def _line(html: str) -> str:
    try:
        return plain_text(html[:MAX_HTML_CHARS])
    except UnableToClean:
        return ""
