"""schema.org data for search engines: values in, JSON-LD out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

CONTEXT: Final = "https://schema.org"
Node = dict[str, Any]
_ESCAPES: Final = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@dataclass(frozen=True)
class Person:
    name: str
    url: str | None = None
    organization: str = ""


@dataclass(frozen=True)
class Article:
    """A story as search engines want it. All addresses absolute, all times aware."""

    headline: str
    url: str
    canonical: str
    language: str
    published: datetime
    modified: datetime
    description: str = ""
    section: str = ""
    authors: Sequence[Person] = ()
    images: Sequence[str] = ()
    keywords: Sequence[str] = ()
    corrections: Sequence[tuple[datetime, str]] = ()
    copyright_holder: str = ""
    copyright_year: int | None = None
    words: int = 0
    reviewed: date | None = None
    """The day on which somebody last went through it, if it is kept current."""
    series: tuple[str, str, int] | None = None
    """Name and address of the series that it is part of, and which part."""


@dataclass(frozen=True)
class Publisher:
    """The licensee as a news organization."""

    name: str
    url: str
    legal_name: str = ""
    logo: str = ""
    founded: int | None = None
    email: str = ""
    phone: str = ""
    address: str = ""
    policies: dict[str, str] = field(default_factory=dict)


def in_script(nodes: Iterable[Node]) -> str:
    """JSON that may stand within a script element, whatever the texts say."""
    graph = {"@context": CONTEXT, "@graph": list(nodes)}
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def publisher(who: Publisher) -> Node:
    """https://schema.org/NewsMediaOrganization, with the policies that the station has published."""
    return _without_empty(
        {
            "@type": "NewsMediaOrganization",
            "@id": f"{who.url}#publisher",
            "name": who.name,
            "legalName": who.legal_name,
            "url": who.url,
            "logo": {"@type": "ImageObject", "url": who.logo} if who.logo else None,
            "foundingDate": str(who.founded) if who.founded else None,
            "email": who.email,
            "telephone": who.phone,
            "address": who.address,
            **who.policies,
        }
    )


@dataclass(frozen=True)
class LivePost:
    """One entry of a live blog."""

    url: str
    published: datetime
    text: str
    headline: str = ""
    author: Person | None = None
    modified: datetime | None = None


def live_blog(
    article: Article, who: Publisher, posts: Sequence[LivePost], *, began: datetime, ended: datetime | None
) -> Node:
    """https://schema.org/LiveBlogPosting: the article, with its coverage and its entries."""
    return _without_empty(
        {
            **news_article(article, who),
            "@type": "LiveBlogPosting",
            "coverageStartTime": began.isoformat(),
            "coverageEndTime": ended.isoformat() if ended else None,
            "liveBlogUpdate": [
                _without_empty(
                    {
                        "@type": "BlogPosting",
                        "@id": post.url,
                        "url": post.url,
                        "headline": post.headline,
                        "articleBody": post.text,
                        "datePublished": post.published.isoformat(),
                        "dateModified": post.modified.isoformat() if post.modified else None,
                        "author": _person(post.author) if post.author else None,
                    }
                )
                for post in posts
            ],
        }
    )


def news_article(article: Article, who: Publisher) -> Node:
    """https://schema.org/NewsArticle."""
    return _without_empty(
        {
            "@type": "NewsArticle",
            "@id": f"{article.url}#article",
            "headline": article.headline,
            "description": article.description,
            "url": article.url,
            "mainEntityOfPage": {
                "@type": "WebPage",
                "@id": article.canonical,
                "lastReviewed": article.reviewed.isoformat(),
            }
            if article.reviewed
            else article.canonical,
            "isBasedOn": article.canonical if article.canonical != article.url else None,
            "inLanguage": article.language,
            "datePublished": article.published.isoformat(),
            "dateModified": article.modified.isoformat(),
            "articleSection": article.section,
            "author": [_person(person) for person in article.authors],
            "image": list(article.images),
            "keywords": list(article.keywords),
            "wordCount": article.words,
            "isPartOf": {"@type": "CreativeWorkSeries", "name": article.series[0], "url": article.series[1]}
            if article.series
            else None,
            "position": article.series[2] if article.series else None,
            "copyrightHolder": {"@type": "Organization", "name": article.copyright_holder}
            if article.copyright_holder
            else None,
            "copyrightYear": article.copyright_year,
            "correction": [
                {"@type": "CorrectionComment", "text": text, "datePublished": made.isoformat()}
                for made, text in article.corrections
            ],
            "isAccessibleForFree": True,
            "publisher": {"@id": f"{who.url}#publisher"},
        }
    )


@dataclass(frozen=True)
class Sound:
    """A broadcast of a program that can be heard afterwards. All addresses absolute, all times aware."""

    title: str
    url: str
    series: str
    series_url: str
    feed: str
    language: str
    published: datetime
    aired_from: datetime
    aired_until: datetime
    seconds: float
    file: str
    bytes: int
    description: str = ""
    hosts: str = ""
    service: str = ""
    image: str = ""
    until: datetime | None = None
    transcript: str = ""


def episode(sound: Sound, who: Publisher) -> Node:
    """https://schema.org/RadioEpisode, which is a https://schema.org/PodcastEpisode too."""
    lasting = f"PT{round(sound.seconds)}S"
    return _without_empty(
        {
            "@type": ["RadioEpisode", "PodcastEpisode"],
            "name": sound.title,
            "url": sound.url,
            "description": sound.description,
            "inLanguage": sound.language,
            "datePublished": sound.published.isoformat(),
            "expires": sound.until.isoformat() if sound.until else None,
            "duration": lasting,
            "image": sound.image,
            "author": {"@type": "Person", "name": sound.hosts} if sound.hosts else None,
            "partOfSeries": {
                "@type": ["RadioSeries", "PodcastSeries"],
                "name": sound.series,
                "url": sound.series_url,
                "webFeed": sound.feed,
            },
            "publication": _without_empty(
                {
                    "@type": "BroadcastEvent",
                    "startDate": sound.aired_from.isoformat(),
                    "endDate": sound.aired_until.isoformat(),
                    "publishedOn": {"@type": "BroadcastService", "name": sound.service} if sound.service else None,
                }
            ),
            "associatedMedia": _without_empty(
                {
                    "@type": "AudioObject",
                    "contentUrl": sound.file,
                    "encodingFormat": "audio/mp4",
                    "contentSize": str(sound.bytes),
                    "duration": lasting,
                    "transcript": sound.transcript,
                }
            ),
            "isAccessibleForFree": True,
            "publisher": {"@id": f"{who.url}#publisher"},
        }
    )


def breadcrumbs(steps: Sequence[tuple[str, str]]) -> Node:
    """https://schema.org/BreadcrumbList of (name, address) pairs, from the home down."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": url}
            for place, (name, url) in enumerate(steps, start=1)
        ],
    }


def faq(questions: Sequence[tuple[str, str]]) -> Node:
    """https://schema.org/FAQPage of (question, answer in HTML) pairs."""
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
            for question, answer in questions
        ],
    }


def profile(
    person: Person, *, title: str, description: str, works_for: Publisher, knows: Mapping[str, str | Sequence[str]]
) -> Node:
    """https://schema.org/ProfilePage of an author; `knows` is what schema.org says of somebody's subjects and
    languages."""
    who = _person(person) | {"jobTitle": title, "description": description, **knows}
    who["worksFor"] = {"@id": f"{works_for.url}#publisher"}
    return {"@type": "ProfilePage", "mainEntity": _without_empty(who)}


def _person(person: Person) -> Node:
    return _without_empty(
        {
            "@type": "Person",
            "name": person.name,
            "url": person.url,
            "affiliation": {"@type": "Organization", "name": person.organization} if person.organization else None,
        }
    )


def _without_empty(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, "", [], 0)}
