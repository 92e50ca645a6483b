"""The demo station's words hold together: every reference resolves, lengths fit, markup is plain."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain

import pytest

from groundwave.ops.demo import pictures, sound
from groundwave.ops.demo.copy import audience, faq, group, pages, people, programs
from groundwave.ops.demo.copy.shapes import Aside, Audio, LinkCard, Photo, PullQuote, Related, Story, Text, markup
from groundwave.ops.demo.copy.stories import STORIES

BY_KEY = {story.key: story for story in STORIES}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
each_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.key)


def photos(story: Story) -> list[Photo]:
    return [story.lead, *(block for block in story.body if isinstance(block, Photo))]


def test_there_is_enough_to_read() -> None:
    english = [story for story in STORIES if story.language == "en" and story.origin is None]
    assert len(english) >= 26
    assert len([story for story in STORIES if story.language == "es"]) >= 8
    assert len([story for story in STORIES if story.origin]) == 3
    assert len([story for story in english if 250 <= story.words <= 600]) >= 14
    assert all(story.words >= 90 for story in STORIES)
    assert len([story for story in STORIES if story.corrections]) == 2


@each_story
def test_references_resolve(story: Story) -> None:
    staff = {person.key for person in people.STAFF}
    sections = {section.slug: section for section in group.SECTIONS}
    topics = {topic.slug: topic for topic in group.TOPICS}
    assert sections[story.section].language == story.language
    assert story.topics
    assert all(topics[topic].language == story.language for topic in story.topics)
    assert story.bylines
    for byline in story.bylines:
        assert bool(byline.staff) != bool(byline.name)
        assert byline.staff in staff if byline.staff else byline.organization
    for photo in photos(story):
        assert photo.picture in pictures.SCENES
    for block in story.body:
        if isinstance(block, Related):
            assert BY_KEY[block.story].language == story.language
            assert block.story != story.key
        elif isinstance(block, Audio):
            assert block.seconds == sound.SECONDS[block.sound]
            assert block.transcript
        elif isinstance(block, LinkCard):
            assert re.match(r"https://[a-z.]+\.example/", block.url)


@each_story
def test_lengths_and_pictures_words(story: Story) -> None:
    assert 20 <= len(story.headline) <= 95
    assert 40 <= len(story.teaser) <= 180
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", story.slug)
    assert len(story.slug) <= 60
    for photo in photos(story):
        assert photo.alt and photo.photographer and photo.agency
        assert photo.alt.strip().lower() != photo.caption.strip().lower()
        assert len(photo.alt) <= 160


@each_story
def test_times_are_in_order(story: Story) -> None:
    assert story.updated is None or story.updated < story.published
    assert all(correction.ago < story.published for correction in story.corrections)
    assert not story.corrections or story.updated is not None


def test_a_quotation_is_in_the_story_that_it_is_pulled_from() -> None:
    for story in STORIES:
        text = " ".join(" ".join(b.source.split()) for b in story.body if isinstance(b, Text))
        for quote in (b for b in story.body if isinstance(b, PullQuote)):
            assert quote.who.split()[-1] in text
            opening = re.split(r"[,.]", quote.quote)[0].lower()
            assert opening.removeprefix("the ") in text.lower()


def test_keys_are_unique() -> None:
    for keys in (
        [story.key for story in STORIES],
        [topic.slug for topic in group.TOPICS],
        [program.slug for program in programs.PROGRAMS],
        [person.key for person in people.STAFF],
        [appeal.key for appeal in audience.APPEALS],
        [page.slug for page in (*pages.PAGES, *faq.PAGES)],
    ):
        assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_pairs_are_one_story_in_each_language() -> None:
    pairs: dict[str, list[str]] = {}
    for story in STORIES:
        if story.pair:
            pairs.setdefault(story.pair, []).append(story.language)
    assert len(pairs) >= 5
    assert all(sorted(languages) == ["en", "es"] for languages in pairs.values())
    assert sorted(page.language for page in faq.PAGES) == ["en", "es"]


def test_markup_is_plain() -> None:
    written = [
        *(b.html for story in STORIES for b in story.body if isinstance(b, (Text, Aside))),
        *(page.html for page in (*pages.PAGES, *faq.PAGES)),
        *(question.html for page in faq.PAGES for question in page.questions),
    ]
    for html in written:
        tags = re.findall(r"</?([^\s>/]+)([^>]*)>", html)
        assert {tag for tag, _ in tags} <= {"p", "h2", "ul", "li", "em", "strong", "a"}
        assert all(not attributes for tag, attributes in tags if tag != "a")
        for tag in ("p", "h2", "ul", "li", "em"):
            assert html.count(f"<{tag}>") == html.count(f"</{tag}>")
        assert "##" not in html and "<p>- " not in html and "* " not in html


def test_markup_of_headings_and_lists() -> None:
    assert (
        markup("One\nline.\n\n## Head\n\n- a\n- b") == "<p>One line.</p>\n<h2>Head</h2>\n<ul><li>a</li><li>b</li></ul>"
    )


@pytest.mark.parametrize("service", [service.slug for service in group.SERVICES])
def test_every_minute_of_the_week_has_one_program(service: str) -> None:
    week = 7 * 24 * 60
    minutes: Counter[int] = Counter()
    for slot in (slot for slot in programs.SCHEDULE if slot.service == service):
        hour, minute = map(int, slot.start.split(":"))
        for day in slot.days.split(","):
            begin = DAYS.index(day) * 1440 + hour * 60 + minute
            minutes.update(at % week for at in range(begin, begin + slot.minutes))
    wrong = [at for at in range(week) if minutes[at] != 1]
    assert [f"{DAYS[at // 1440]} {at % 1440 // 60:02}:{at % 60:02} x{minutes[at]}" for at in wrong[:5]] == []


def test_the_hour_that_daylight_time_skips_has_a_program_of_its_own() -> None:
    for service in group.SERVICES:
        assert [s.minutes for s in programs.SCHEDULE if s.service == service.slug and s.start == "02:00"] == [60]


def test_programs_tiles_staff_and_services_resolve() -> None:
    known = {program.slug for program in programs.PROGRAMS}
    assert {slot.program for slot in programs.SCHEDULE} == known
    assert all(program.tile in pictures.TILES for program in programs.PROGRAMS)
    assert all(person.portrait in pictures.PORTRAITS for person in people.STAFF)
    calls = {station.call_sign for station in group.STATIONS}
    carried = list(chain.from_iterable(service.stations for service in group.SERVICES))
    assert sorted(carried) == sorted(calls)
    assert [station.facility_id for station in group.STATIONS] == list(range(9990001, 9990009))
    assert all(service.sound in sound.SECONDS for service in group.SERVICES if service.kind == "radio")


def test_appeals_and_newsletters() -> None:
    assert Counter(appeal.language for appeal in audience.APPEALS) == {"en": 4, "es": 2}
    sections = {section.slug: section.language for section in group.SECTIONS}
    assert [a.section for a in audience.APPEALS if a.section] == ["environment"]
    assert all(sections[a.section] == a.language for a in audience.APPEALS if a.section)
    assert any(a.opens and a.closes and a.opens < a.closes for a in audience.APPEALS)
    assert len(audience.NEWSLETTERS) == 3


def test_faq_is_long_enough() -> None:
    assert all(len(page.questions) >= 9 for page in faq.PAGES)
    assert all(question.question.endswith("?") for page in faq.PAGES for question in page.questions)
