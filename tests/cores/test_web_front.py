"""The composition of a home page."""

from __future__ import annotations

from dataclasses import dataclass

from groundwave.web.front import RIVER, SECONDS, STRIP, UNDERS, compose


@dataclass(frozen=True)
class Shelf:
    pk: int


@dataclass(frozen=True)
class Item:
    pk: int
    section: Shelf


NEWS, ARTS = Shelf(1), Shelf(2)
MANY = [Item(number, NEWS if number % 2 else ARTS) for number in range(60)]


def test_an_empty_site_has_an_empty_front() -> None:
    front = compose([], [], [NEWS])
    assert (front.lead, front.seconds, front.unders, front.river, front.strips) == (None, (), (), (), ())


def test_the_editors_order_is_kept() -> None:
    front = compose(MANY, MANY, [NEWS, ARTS])
    shown = [front.lead, *front.seconds, *front.unders, *front.river]
    assert shown == MANY[: 1 + SECONDS + UNDERS + RIVER]


def test_no_story_stands_twice() -> None:
    front = compose(MANY, MANY, [NEWS, ARTS])
    shown = [front.lead, *front.seconds, *front.unders, *front.river]
    shown += [story for strip in front.strips for story in strip.stories]
    assert len(shown) == len(set(shown))


def test_a_shelf_holds_its_section_and_is_left_out_when_empty() -> None:
    front = compose(MANY[:1], [item for item in MANY if item.section is NEWS], [ARTS, NEWS])
    [strip] = front.strips
    assert strip.section is NEWS
    assert len(strip.stories) == STRIP
    assert {story.section for story in strip.stories} == {NEWS}
