"""Many stories at once leave what one at a time leaves, table by table."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from groundwave.kit import text
from groundwave.newsroom import api as newsroom
from groundwave.newsroom.core.address import free_slug
from groundwave.newsroom.intake import fill
from tests.cast import NOW, Cast

OLD = NOW - timedelta(days=900)


def arrivals(cast: Cast, photo: newsroom.Photo) -> list[newsroom.Arrival]:
    own = newsroom.IncomingStory(
        headline="The mill opens its doors",
        slug="mill-doors",
        published_at=OLD,
        provider="",
        is_own=True,
        teaser="After nine years.",
        body=[
            ("text", '<p>Words about <a href="https://mill.example/">the mill</a>.</p>'),
            ("photo", {"photo": photo, "caption": "The wheel", "size": "column"}),
            ("pull_quote", {"quote": "It turns.", "who": "Ada Reyes", "context": ""}),
            ("audio", {"title": "The wheel", "file": None, "url": "https://a.example/1.mp3", "seconds": 3}),
            ("link_card", {"url": "https://v.example/1", "title": "A film", "description": ""}),
        ],
        authors=[cast.reporter],
        bylines=[("A. Guest", "The Mill Gazette")],
        topics=["Mills", "Ñandú", "Water"],
        corrections=[("It was nine years.", OLD)],
        lead_photo=photo,
        lead_caption="The mill in May",
        copyright_year=2024,
    )
    spanish = replace(own, headline="El molino", slug="", topics=["Water"], lead_photo=None, lead_caption="")
    return [
        newsroom.Arrival(own, cast.local),
        newsroom.Arrival(replace(own, headline="The mill again", topics=[]), cast.local),
        newsroom.Arrival(replace(own, headline="Not finished", slug="", authors=[]), cast.arts, publish=False),
        newsroom.Arrival(replace(own, headline="Next week", slug="", published_at=NOW + timedelta(days=7)), cast.arts),
        newsroom.Arrival(spanish, cast.noticias),
    ]


def as_wagtail_does_it(arriving: Sequence[newsroom.Arrival]) -> None:
    """As an editor's page is made: one at a time, by Wagtail alone."""
    for one in arriving:
        section = newsroom.SectionPage.objects.get(pk=one.section.pk)
        wanted = text.slug(one.incoming.slug or one.incoming.headline)
        taken = set(section.get_children().values_list("slug", flat=True))
        story = newsroom.Story(locale=section.locale, live=one.publish, slug=free_slug(wanted, taken=taken))
        fill(story, one.incoming)
        with disable_reference_index_auto_update() if one.publish else nullcontext():
            section.add_child(instance=story)
            story.topics.set([newsroom.Topic.objects.get_or_create(name=name)[0] for name in one.incoming.topics])
            revision = story.save_revision(clean=not one.publish)
        if one.publish:
            revision.publish()


def all_at_once(arriving: Sequence[newsroom.Arrival]) -> None:
    assert all(isinstance(one, newsroom.Story) for one in newsroom.take_in_many(arrivals=arriving))


class Undo(Exception):
    """Ends a transaction whose work has been looked at."""


def left_by(way: Callable[[Sequence[newsroom.Arrival]], None], arriving: Sequence[newsroom.Arrival]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    try:
        with transaction.atomic():
            way(arriving)
            titles: dict[Any, str] = dict(Page.objects.values_list("pk", "title"))
            for model in apps.get_models(include_auto_created=True):
                found[model._meta.label] = rows(model, titles)
            raise Undo
    except Undo:
        return found


def rows(model: type[models.Model], titles: dict[int, str]) -> Any:
    if model._meta.label in ("delivery.Change", "discovery.Change"):
        return announced(model, titles)
    found = []
    for row in model._base_manager.all():
        said = {}
        for field in model._meta.concrete_fields:
            if field.name == "title_norm":  # a rank that depends on what was there before
                continue
            value = getattr(row, field.attname)
            to = field.related_model if field.is_relation else None
            if to is not None and issubclass(to, Page):
                value = titles.get(value)
            elif to is newsroom.Topic:
                value = newsroom.Topic.objects.get(pk=value).name
            elif (to is not None and to._meta.label == "wagtailcore.Revision") or field.primary_key:
                value = value is not None
            elif field.name in ("object_id", "to_object_id"):
                value = titles.get(int(value), value) if str(value).isdigit() else value
            said[field.name] = plain(value)
        found.append(json.dumps(said, sort_keys=True, default=str))
    return Counter(found)


def announced(model: type[models.Model], titles: dict[int, str]) -> set[str]:
    """Which things changed, whatever the number of rows that say so."""
    if model._meta.label == "discovery.Change":
        return {f"{row.kind}:{titles.get(row.object_id)}" for row in model._base_manager.all()}
    keys = {key for row in model._base_manager.all() for key in row.keys.split("\n")}
    return {_without_numbers(key, titles) for key in keys if not key.startswith("translations:")}


def _without_numbers(key: str, titles: dict[int, str]) -> str:
    """A page by its title, anything else by its kind: other numbers go on from test to test."""
    kind, _, number = key.rpartition(":")
    if not number.isdigit():
        return key
    return f"{kind}:{titles.get(int(number))}" if kind in ("wagtailcore.page", "newsroom.stories:section") else kind


def plain(value: Any) -> Any:
    """Without what differs each time: identities that are drawn, and the moment of the test."""
    if isinstance(value, UUID):
        return "uuid"
    if isinstance(value, datetime):
        return value.isoformat() if abs(value - NOW) < timedelta(days=1_000) and value.year < 2026 else "moment"
    if isinstance(value, date | int | bool) or value is None:
        return value
    if isinstance(value, StreamValue):  # whose text would be its page
        value = {"blocks": list(value.raw_data)}
    text = json.dumps(value, sort_keys=True, default=str) if isinstance(value, dict) else str(value)
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "uuid", text)
    text = re.sub(r"^bylines\.\d+\.", "bylines.#.", text)
    return re.sub(r'"(pk|tag|story|content_object)": \d+', r'"\1": "#"', text)  # numbers that go on from test to test


@pytest.mark.django_db(transaction=False)
def test_both_ways_leave_the_same(cast: Cast, at_now: datetime) -> None:
    photo = cast.photo()
    arriving = arrivals(cast, photo)
    single, many = left_by(as_wagtail_does_it, arriving), left_by(all_at_once, arriving)
    for label, expected in single.items():
        assert many[label] == expected, label


@pytest.mark.django_db
def test_what_cannot_be_taken_says_why_and_keeps_no_other_out(cast: Cast) -> None:
    good, *_ = arrivals(cast, cast.photo())
    bad = replace(good, incoming=replace(good.incoming, headline="x" * 300))
    refused, taken = newsroom.take_in_many(arrivals=[bad, good])
    assert isinstance(refused, newsroom.UnableToTakeIn)
    assert "title" in str(refused)
    assert isinstance(taken, newsroom.Story)
    assert taken.slug == "mill-doors"
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.django_db
def test_a_story_of_many_is_found_read_and_edited_like_any_other(cast: Cast, at_now: datetime, client: Client) -> None:
    taken = newsroom.take_in_many(arrivals=arrivals(cast, cast.photo())[:2])
    first, second = (newsroom.Story.objects.get(pk=one.pk) for one in taken if isinstance(one, newsroom.Story))
    assert (first.url, second.url) == ("/news/2024-06-07/mill-doors", "/news/2024-06-07/mill-doors-2")
    assert client.get(first.url).status_code == 200
    first.title = "The mill, again open"
    first.save_revision().publish()
    assert newsroom.Story.objects.get(pk=first.pk).title == "The mill, again open"
    assert [story.title for story in newsroom.Story.objects.search("mill", operator="and")]
