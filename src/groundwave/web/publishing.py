"""What is published is made at once, not when its first reader comes."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished, post_page_move

from groundwave.base.pages import PublicPage
from groundwave.delivery import api as delivery
from groundwave.web import addresses


@receiver(page_published)
@receiver(page_unpublished)
@receiver(post_page_move)
def ask_for_its_pages(sender: type[Any], instance: Any, **_: Any) -> None:
    """In the publishing transaction, so that every machine makes them; one that is under embargo waits for its hour."""
    if isinstance(instance, PublicPage):
        delivery.want(addresses=addresses.of_page(instance))
