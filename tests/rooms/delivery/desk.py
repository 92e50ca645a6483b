"""An editor's desk in a process of its own: `python -m tests.rooms.delivery.desk DEED …` writes to the database."""

from __future__ import annotations

import sys

import django


def found(stories: int) -> None:
    """A small station with so many stories."""
    from django.db import transaction

    from groundwave.kit import clock
    from tests.cast import Cast

    with transaction.atomic():
        cast = Cast.gather()
        for number in range(1, stories + 1):
            cast.story(f"The {number}. owl", slug=f"owl-{number}", published_at=clock.now())


def publish(title: str) -> None:
    """A story through its page's own publishing, as the admin does it."""
    from groundwave.newsroom import api as newsroom

    section = newsroom.SectionPage.objects.get(slug="news")
    story = section.add_child(
        instance=newsroom.Story(title=title, slug="breaking", locale=section.locale, live=False, teaser="Now.")
    )
    story.save_revision().publish()


def rename(brand: str) -> None:
    """What every page shows."""
    from groundwave.stations import api as stations

    licensee = stations.Licensee.objects.get()
    licensee.brand_name = brand
    licensee.save()


if __name__ == "__main__":
    django.setup()
    match sys.argv[1:]:
        case ["found", stories]:
            found(int(stories))
        case ["publish", title]:
            publish(title)
        case ["rename", brand]:
            rename(brand)
        case _:
            sys.exit(f"no such deed: {sys.argv[1:]}")
