"""What templates of reading pages ask for: other languages, twins, times, the parts of a home and of a story."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from groundwave.discovery import api as discovery
from groundwave.kit import deps
from groundwave.membership import api as membership
from groundwave.newsletters import api as newsletters
from groundwave.newsroom import api as newsroom
from groundwave.web import about, moments, plain, structured
from groundwave.web.body import paragraph_ends, split_after, where_to_break, with_dateline
from groundwave.web.front import Front, compose
from groundwave.web.paging import Paged, page_number, paged
from groundwave.web.search_form import kind_labels

register = template.Library()
SHELVES_FROM = 80  # of the newest stories


# ------------------------------------------------------------------ languages and twins
class OtherLanguage(NamedTuple):
    """Where this site goes on in another language; `is_translation` when that page says the same as this one."""

    code: str
    name: str
    url: str
    is_translation: bool


@register.simple_tag(takes_context=True)
def other_languages(context: template.Context) -> list[OtherLanguage]:
    """The same page in other languages, else the home of each."""
    page, chrome = context.get("page"), context["chrome"]
    pairs = _translations(page, chrome.now) if hasattr(page, "translations_shown") else {}
    found = []
    for code, name in settings.LANGUAGES:
        if code != chrome.language:
            home = "/" if code == settings.LANGUAGE_CODE else f"/{code}"
            found.append(OtherLanguage(code, name, pairs.get(code, home), code in pairs))
    return found


def _translations(page: Any, now: datetime) -> dict[str, str]:
    """Addresses of the page's translations that the public may see, by language."""
    return {
        other.language: other.url
        for other in page.translations_shown()
        if not isinstance(other, newsroom.Story) or newsroom.is_shown(other, at=now)
    }


@register.filter
def twin(url: str | None) -> str:
    """The address of the text-only twin of one of our own addresses."""
    if not url or not url.startswith("/") or url.startswith("//"):
        return url or ""
    return url if url == "/text" or url.startswith("/text/") else f"/text{url}"


@register.simple_tag
def plain_style() -> SafeString:
    """The few rules of the text-only site, inside the page so that it stays one request."""
    return plain.element()


# ------------------------------------------------------------------ times
@register.simple_tag(takes_context=True)
def moment(context: template.Context, instant: datetime | date | None, how: str = "full") -> str:
    """`<time>` in the licensee's zone and the page's language; `how` is a key of `moments.FORMATS`."""
    if instant is None:
        return ""
    chrome = context["chrome"]
    if isinstance(instant, datetime):
        words, exact = moments.said(instant, zone=chrome.zone, language=chrome.language, how=how), "seconds"
        return format_html('<time datetime="{}">{}</time>', instant.isoformat(timespec=exact), words)
    return format_html(
        '<time datetime="{}">{}</time>', instant.isoformat(), moments.day(instant, language=chrome.language)
    )


@register.filter
def length_of(seconds: int | None) -> str:
    return moments.length(seconds) if seconds else ""


@register.simple_tag(takes_context=True)
def clock_of(context: template.Context, instant: datetime, zone: ZoneInfo) -> str:
    """Only the time of day, on the clock of a service."""
    words = moments.said(instant, zone=zone, language=context["chrome"].language, how="clock")
    return format_html('<time datetime="{}">{}</time>', instant.isoformat(), words)


# ------------------------------------------------------------------ lists
@register.simple_tag(takes_context=True)
def front_of(context: template.Context, home: newsroom.HomePage) -> Front[newsroom.Story]:
    """The composition of a home page."""
    chrome = context["chrome"]
    top = newsroom.front_page(home=home, at=chrome.now)
    newest = newsroom.stories(at=chrome.now, language=home.language, limit=SHELVES_FROM).stories
    return compose(top, newest, chrome.sections)


@register.simple_tag(takes_context=True)
def newest_in(context: template.Context, language: str, limit: int = 4) -> list[newsroom.Story]:
    return newsroom.stories(at=context["chrome"].now, language=language, limit=limit).stories


@register.simple_tag(takes_context=True)
def stories_of_section(context: template.Context, section: newsroom.SectionPage) -> Paged[newsroom.Story]:
    """The page of the section's list that the address asks for. Raises Http404 for one that is not there."""
    number = page_number(context["request"].GET if "request" in context else {})
    return paged(
        number,
        lambda limit, offset: newsroom.stories(at=context["chrome"].now, section=section, limit=limit, offset=offset),
    )


@register.simple_tag(takes_context=True)
def cards_for(context: template.Context, page: newsroom.HomePage | newsroom.SectionPage) -> list[newsroom.LinkCard]:
    """What leads elsewhere from a front page or a section."""
    section = page if isinstance(page, newsroom.SectionPage) else None
    return newsroom.link_cards(at=context["chrome"].now, language=page.language, section=section)


@register.simple_tag(takes_context=True)
def gather(context: template.Context, story: newsroom.Story) -> str:
    """Fetch once what a story's page asks for in several places; a preview has it in hand already."""
    if story.pk and not getattr(context.get("request"), "is_preview", False):
        prefetch_related_objects([story], *newsroom.for_its_page())
    return ""


@register.simple_tag(takes_context=True)
def related_to(context: template.Context, story: newsroom.Story, limit: int = 4) -> list[newsroom.Story]:
    return discovery.related(story=story, at=context["chrome"].now, limit=limit)


@register.simple_tag
def live_of(story: newsroom.Story) -> newsroom.Coverage | None:
    """The entries of a story that is a live blog."""
    return newsroom.coverage(story) if story.pk else None


@register.simple_tag(takes_context=True)
def series_of(context: template.Context, story: newsroom.Story) -> newsroom.PlaceInSeries | None:
    """Which part of a series a story is, and what comes before and after it."""
    return newsroom.place_in_series(story, at=context["chrome"].now)


@register.filter
def kind_label(kind: str) -> str:
    """What a kind of search result is called, in the language of the page."""
    return kind_labels().get(kind, kind)


@register.simple_tag(takes_context=True)
def story_shown(context: template.Context, story: Any) -> newsroom.Story | None:
    """The story an editor has chosen to point at, when the public may see it."""
    story = getattr(story, "specific", story)
    seen = isinstance(story, newsroom.Story) and newsroom.is_shown(story, at=context["chrome"].now)
    return story if seen else None


@register.simple_tag(takes_context=True)
def newsletter_offered(context: template.Context) -> newsletters.Newsletter | None:
    """The first list in the page's language that takes new readers."""
    language = context["chrome"].language
    return deps.memo(
        f"newsletter offered {language}", lambda: next(iter(newsletters.newsletters(language=language)), None)
    )


# ------------------------------------------------------------------ small things of a page
@register.simple_tag(takes_context=True)
def absolute(context: template.Context, url: str | None) -> str:
    return about.absolute(context["chrome"], url)


@register.filter
def host_of(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


@register.simple_tag
def rich(source: str) -> SafeString:
    """Rich text of a field, as HTML."""
    return mark_safe(expand_db_html(source))  # noqa: S308 - Wagtail keeps only the features of the field


# ------------------------------------------------------------------ the body of a story
@dataclass(frozen=True)
class Part:
    """A piece of the body as it is printed: ready HTML, a block of Wagtail's, or the place of the appeal."""

    html: str = ""
    block: Any = None
    appeal: membership.Appeal | None = None


@register.simple_tag(takes_context=True)
def body_parts(context: template.Context, story: newsroom.Story) -> list[Part]:
    """The body, with the appeal of the hour in its break."""
    blocks = list(story.body)
    texts = [expand_db_html(block.value.source) if block.block_type == "text" else "" for block in blocks]
    if story.dateline and texts and texts[0].startswith("<p"):
        texts[0] = with_dateline(texts[0], story.dateline)
    place = where_to_break([len(paragraph_ends(text)) for text in texts])
    appeal = None
    if place:
        appeal = context["chrome"].appeal("body", story.section)
    return list(_parts(blocks, texts, place if appeal else None, appeal))


def _parts(blocks: list[Any], texts: list[str], place: Any, appeal: membership.Appeal | None) -> Iterator[Part]:
    for number, (block, text) in enumerate(zip(blocks, texts, strict=True)):
        if block.block_type != "text":
            yield Part(block=block)
            continue
        if place is None or place.piece != number:
            yield Part(html=mark_safe(text))  # noqa: S308 - rich text, cleaned when it was saved
            continue
        head, tail = (text, "") if place.paragraphs is None else split_after(text, place.paragraphs)
        yield Part(html=mark_safe(head))  # noqa: S308
        yield Part(appeal=appeal)
        if tail.strip():
            yield Part(html=mark_safe(tail))  # noqa: S308


# ------------------------------------------------------------------ for search engines
@register.simple_tag(takes_context=True)
def told(context: template.Context, kind: str, thing: Any = None) -> SafeString:
    """JSON-LD of the page; `kind` is "story", "home", "faq", "author" or "episode"."""
    chrome = context["chrome"]
    match kind:
        case "story":
            nodes = about.story(chrome, thing)
        case "faq":
            nodes = about.faq(thing)
        case "author":
            nodes = about.author(chrome, thing)
        case "episode":
            nodes = about.episode(chrome, thing)
        case _:
            nodes = about.home(chrome)
    return mark_safe(f'<script type="application/ld+json">{structured.in_script(nodes)}</script>')  # noqa: S308
