"""The corner of the admin where editors have a word in related stories."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from groundwave.discovery import desk


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern]:
    return [
        path("discovery/stories/<int:page_id>/related/", desk.related_view, name="discovery_related"),
        path("discovery/stories/<int:page_id>/related/<int:choice_id>/", desk.forget_view, name="discovery_forget"),
    ]


@hooks.register("register_page_header_buttons")
def offer_to_choose(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    yield from desk.button(page, user)


@hooks.register("register_page_listing_more_buttons")
def offer_to_choose_in_lists(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    yield from desk.button(page, user)


@hooks.register("register_log_actions")
def in_the_history(actions: Any) -> None:
    """A story's history says who pinned and banned what."""
    actions.register_action("discovery.pin")(Pinned)
    actions.register_action("discovery.ban")(Banned)
    actions.register_action("discovery.forget")(Forgotten)


class _Choice(LogFormatter):
    words: ClassVar[str]

    def format_message(self, log_entry: Any) -> str:
        return self.words % log_entry.data.get("other", "")


class Pinned(_Choice):
    label, words = "Pin a related story", "Pinned “%s” as a related story"


class Banned(_Choice):
    label, words = "Ban a related story", "Banned “%s” from the related stories"


class Forgotten(_Choice):
    label, words = "Leave a related story to itself", "“%s” is neither pinned nor banned any more"
