"""What is published is made at once, not when its first reader comes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished, post_page_move

from groundwave.base.pages import PublicPage
from groundwave.delivery import api as delivery
from groundwave.newsroom import api as newsroom
from groundwave.web import addresses


@receiver(page_published)
@receiver(page_unpublished)
@receiver(post_page_move)
def ask_for_its_pages(sender: type[Any], instance: Any, **_: Any) -> None:
    """In the publishing transaction, so that every machine makes them; one that is under embargo waits for its hour."""
    if isinstance(instance, PublicPage):
        delivery.want(addresses=addresses.of_page(instance))


@receiver(newsroom.stories_arrived)
def ask_for_their_pages(sender: type[Any], stories: Sequence[newsroom.Story], **_: Any) -> None:
    """The same for many at once."""
    delivery.want(addresses=chain.from_iterable(addresses.of_page(story) for story in stories if story.live))
