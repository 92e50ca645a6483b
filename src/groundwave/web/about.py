"""Turns our rows into what search engines are told (`structured` says it in their words)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.templatetags.static import static

from groundwave.air import api as air
from groundwave.kit import deps, html
from groundwave.newsroom import api as newsroom
from groundwave.web import structured
from groundwave.web.chrome import Chrome
from groundwave.web.pictures import picture

# Slugs of standing pages that are policies, and schema.org's name for each.
POLICIES = {"ethics": "publishingPrinciples", "funding": "ownershipFundingInfo"}


def absolute(chrome: Chrome, url: str | None) -> str:
    """An address of ours as others must write it."""
    return f"{chrome.site_url}{url}" if url and url.startswith("/") else (url or "")


def publisher(chrome: Chrome) -> structured.Publisher:
    frame = chrome.without_address()
    return deps.memo(f"publisher {frame.language}", lambda: _publisher(frame))


def _publisher(chrome: Chrome) -> structured.Publisher:
    who, site = chrome.licensee, chrome.site_url
    if who is None:
        return structured.Publisher(name=chrome.brand, url=f"{site}/")
    found = {POLICIES[page.slug]: absolute(chrome, page.url) for page in chrome.standing_pages if page.slug in POLICIES}
    found["correctionsPolicy"] = absolute(chrome, f"{chrome.prefix}/corrections")
    return structured.Publisher(
        name=who.brand_name,
        url=f"{site}/",
        legal_name=who.legal_name,
        logo=absolute(chrome, static("img/mark.svg")),
        founded=who.founded,
        email=who.email,
        phone=who.phone,
        address=who.address,
        policies=found,
    )


def story(chrome: Chrome, page: newsroom.Story) -> list[structured.Node]:
    url = absolute(chrome, page.url)
    who = publisher(chrome)
    place = newsroom.place_in_series(page, at=chrome.now)
    article = structured.Article(
        headline=page.title,
        description=page.search_description or page.teaser,
        url=url,
        canonical=page.canonical_url or url,
        language=page.language,
        published=page.published_at,
        modified=page.modified_at,
        reviewed=page.reviewed_on,
        section=page.section.title,
        authors=[_person(chrome, line) for line in page.bylines.all()],
        images=_images(chrome, page.lead_photo),
        keywords=[row.tag.name for row in page.story_topics.all()],
        corrections=[(row.made_at, row.text) for row in page.corrections.all()],
        copyright_holder=page.copyright_owner or (chrome.licensee.copyright_owner if chrome.licensee else ""),
        copyright_year=page.copyright_year or page.dated.year,
        words=page.words,
        series=(place.series.name, absolute(chrome, place.series.get_absolute_url()), place.number) if place else None,
    )
    steps = [(chrome.brand, absolute(chrome, chrome.home_url))]
    steps += [(page.section.title, absolute(chrome, page.section.url)), (page.title, url)]
    live = newsroom.coverage(page)
    told = structured.news_article(article, who) if live is None else _live(chrome, live, article, who)
    return [told, structured.publisher(who), structured.breadcrumbs(steps)]


def _live(
    chrome: Chrome, live: newsroom.Coverage, article: structured.Article, who: structured.Publisher
) -> structured.Node:
    shown = [entry for entry in live.entries if not entry.withdrawn_at]
    newest = max((entry.corrected_at or entry.made_at for entry in shown), default=article.modified)
    posts = [
        structured.LivePost(
            url=f"{article.url}#{entry.anchor}",
            headline=entry.headline,
            text=entry.words,
            published=entry.made_at,
            modified=entry.corrected_at,
            author=structured.Person(entry.author.name, absolute(chrome, entry.author.get_absolute_url()))
            if entry.author
            else None,
        )
        for entry in shown
    ]
    article = replace(article, modified=max(newest, article.modified))
    return structured.live_blog(article, who, posts, began=live.blog.began_at, ended=live.blog.ended_at)


def episode(chrome: Chrome, shown: air.Episode) -> list[structured.Node]:
    url, program = absolute(chrome, shown.get_absolute_url()), shown.program
    series = absolute(chrome, program.get_absolute_url())
    who = publisher(chrome)
    sound = structured.Sound(
        title=shown.title,
        url=url,
        series=program.title,
        series_url=series,
        feed=f"{series}/feed.xml",
        language=program.language,
        published=shown.published_at or shown.aired_until,
        aired_from=shown.aired_from,
        aired_until=shown.aired_until,
        seconds=shown.seconds,
        file=absolute(chrome, shown.file_url("m4a")),
        bytes=shown.sound_bytes,
        description=shown.summary,
        hosts=shown.hosts,
        service=shown.service.name if shown.service else "",
        image=next(iter(_images(chrome, program.tile)), ""),
        until=shown.available_until,
        transcript=shown.transcript_text,
    )
    steps = [(chrome.brand, absolute(chrome, chrome.home_url)), (program.title, series), (shown.title, url)]
    return [structured.episode(sound, who), structured.publisher(who), structured.breadcrumbs(steps)]


def home(chrome: Chrome) -> list[structured.Node]:
    site = {
        "@type": "WebSite",
        "name": chrome.brand,
        "url": absolute(chrome, chrome.home_url),
        "inLanguage": chrome.language,
    }
    return [structured.publisher(publisher(chrome)), site]


def faq(page: newsroom.FaqPage) -> list[structured.Node]:
    pairs = [(item.value["question"], html.plain_text(item.value["answer"].source)) for item in page.questions]
    return [structured.faq(pairs)]


def author(chrome: Chrome, who: newsroom.Author) -> list[structured.Node]:
    person = structured.Person(who.name, absolute(chrome, who.get_absolute_url()))
    knows = {"knowsAbout": who.beat, "knowsLanguage": [one.strip() for one in who.languages.split(",") if one.strip()]}
    ours = publisher(chrome)
    bio = html.plain_text(who.bio)
    return [
        structured.profile(person, title=who.title, description=bio, works_for=ours, knows=knows),
        structured.publisher(ours),
    ]


def _person(chrome: Chrome, line: Any) -> structured.Person:
    return structured.Person(line.name, absolute(chrome, line.url) or None, line.organization)


def _images(chrome: Chrome, photo: newsroom.Photo | None) -> list[str]:
    if photo is None or not chrome.may_show(photo):
        return []
    return [absolute(chrome, picture(photo).fallback)]
