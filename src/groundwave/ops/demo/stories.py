"""The demo's authors and stories, from their words to pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wagtail.rich_text import RichText

from groundwave.newsroom import api as newsroom
from groundwave.ops.demo.copy import group, people, shapes
from groundwave.ops.demo.copy.stories import STORIES
from groundwave.ops.demo.material import Material
from groundwave.ops.demo.pages import Tree
from groundwave.ops.demo.progress import Progress

Authors = dict[str, newsroom.Author]


def authors(material: Material) -> Authors:
    return {
        person.key: newsroom.Author.objects.create(
            name=person.name,
            slug=person.slug,
            title=person.title,
            beat=person.beat,
            bio=f"<p>{person.bio}</p>",
            portrait=material.photo(person.portrait, alt=f"Drawing of {person.name}."),
            email=f"{person.slug}@juniper.example",
        )
        for person in people.STAFF
    }


def build(
    *, tree: Tree, authors: Authors, material: Material, at: datetime, progress: Progress
) -> dict[str, newsroom.Story]:
    """All stories by key, oldest first, so that a story may point to one that is there already."""
    made: dict[str, newsroom.Story] = {}
    pairs: dict[str, Any] = {}
    topic_names = {topic.slug: topic.name for topic in group.TOPICS}
    in_order = sorted(STORIES, key=lambda story: (story.language != "en", -story.published))
    waiting: list[tuple[shapes.Story, newsroom.Story]] = []
    for number, words in enumerate(in_order, 1):
        story = newsroom.Story(
            title=words.headline,
            slug=words.slug,
            locale=tree.sections[words.section].locale,
            label=words.label.lower(),
            teaser=words.teaser,
            dateline=words.town.upper(),
            lead_photo=_photo(material, words.lead),
            body=_body(words, material, made),
            published_at=at - words.published,
            updated_at=at - words.updated if words.updated else None,
            **_origin(words.origin, at - words.published),
        )
        if words.pair and words.pair in pairs:
            story.translation_key = pairs[words.pair]
        for place, line in enumerate(words.bylines):
            story.bylines.add(
                newsroom.Byline(
                    author=authors.get(line.staff),
                    free_name=line.name,
                    organization=line.organization,
                    sort_order=place,
                )
            )
        for place, fix in enumerate(words.corrections):
            story.corrections.add(newsroom.Correction(text=fix.text, made_at=at - fix.ago, sort_order=place))
        tree.sections[words.section].add_child(instance=story)
        story.topics.add(*(topic_names.get(topic, topic) for topic in words.topics))
        story.save_revision().publish()
        made[words.key] = story
        pairs.setdefault(words.pair, story.translation_key)
        if any(isinstance(block, shapes.Related) and block.story not in made for block in words.body):
            waiting.append((words, story))
        progress(f"stories {words.key}", number, len(in_order))
    for words, story in waiting:
        story.body = _body(words, material, made)
        story.save_revision().publish()
    return made


def _photo(material: Material, words: shapes.Photo) -> newsroom.Photo:
    return material.photo(
        words.picture, alt=words.alt, caption=words.caption, photographer=words.photographer, agency=words.agency
    )


def _origin(origin: shapes.Origin | None, published: datetime) -> dict[str, Any]:
    if origin is None:
        return {}
    return {
        "origin": newsroom.Story.Origin.PROVIDER,
        "provider": origin.provider,
        "canonical_url": origin.canonical_url,
        "copyright_owner": origin.copyright_owner,
        "copyright_year": published.year,
    }


def _body(words: shapes.Story, material: Material, made: dict[str, newsroom.Story]) -> list[tuple[str, Any]]:
    """Running text is cut at its paragraphs' ends into a few blocks, so that an appeal finds a break to stand in."""
    body: list[tuple[str, Any]] = []
    for block in words.body:
        match block:
            case shapes.Text():
                body += [("text", RichText(piece)) for piece in _pieces(block.html)]
            case shapes.PullQuote(quote=quote, who=who, context=context):
                body.append(("pull_quote", {"quote": quote, "who": who, "context": context}))
            case shapes.Photo():
                body.append(("photo", {"photo": _photo(material, block), "caption": "", "size": "column"}))
            case shapes.Audio():
                file = material.attachment(block.sound, title=block.title, transcript=block.transcript)
                body.append(("audio", _audio(block, file)))
            case shapes.LinkCard(url=url, title=title, description=description):
                body.append(("link_card", {"url": url, "title": title, "description": description}))
            case shapes.Aside():
                body.append(("aside", {"title": block.title, "text": RichText(block.html)}))
            case shapes.Related(story=key) if key in made:
                body.append(("related_story", {"story": made[key], "words": ""}))
    return body


def _audio(block: shapes.Audio, file: newsroom.Attachment) -> dict[str, Any]:
    return {
        "title": block.title,
        "file": file,
        "url": "",
        "seconds": block.seconds,
        "credit": file.credit,
        "transcript": block.transcript,
        "downloadable": True,
        "message": "",
    }


def _pieces(html: str, paragraphs: int = 3) -> list[str]:
    parts = html.split("\n")
    return ["\n".join(parts[at : at + paragraphs]) for at in range(0, len(parts), paragraphs)]
