"""The newsroom's corner of the admin: authors and topics beside the pages, and what a reporter meets on the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from groundwave.kit import clock
from groundwave.newsroom.desk import (
    dashboard,
    history,
    live,
    notices,
    outside,
    plan,
    pulling,
    review,
    translation,
    withdrawal,
)
from groundwave.newsroom.links import ShownPageLinks
from groundwave.newsroom.models import Assignment, Author, LinkCard, PartnerFeed, Series, Story, Topic


class PullItem(MenuItem):
    """For those who may."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(pulling.PERMISSION))


class AuthorViewSet(SnippetViewSet):
    model = Author
    icon = "user"
    menu_label = _("Authors")
    menu_order = 210
    add_to_admin_menu = True
    list_display = ("name", "title", "beat", "is_current")
    search_fields = ("name", "title")


class AssignmentViewSet(SnippetViewSet):
    model = Assignment
    icon = "list-ul"
    menu_label = _("Assignments")
    menu_order = 195
    list_display = ("slug", "stage", "reporter", "due_at", "air_slot", "air_at", "web_at")
    list_filter = ("stage", "reporter")
    search_fields = ("slug", "what")


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    menu_order = 220
    add_to_admin_menu = True
    list_display = ("name", "slug")
    search_fields = ("name",)


class SeriesViewSet(SnippetViewSet):
    model = Series
    icon = "list-ol"
    menu_label = _("Series of stories")
    menu_order = 222
    add_to_admin_menu = True
    list_display = ("name", "language", "slug")
    search_fields = ("name",)


class PartnerFeedViewSet(SnippetViewSet):
    model = PartnerFeed
    icon = "resubmit"
    menu_label = _("Partner feeds")
    menu_order = 225
    add_to_admin_menu = True
    list_display = ("name", "language", "whole_text", "enabled")


class LinkCardViewSet(SnippetViewSet):
    model = LinkCard
    icon = "link-external"
    menu_label = _("Link cards")
    menu_order = 223
    add_to_admin_menu = True
    list_display = ("headline", "source", "section", "published_at", "expires_at")
    list_filter = ("section",)
    search_fields = ("headline", "source", "summary")


register_snippet(LinkCardViewSet)
register_snippet(PartnerFeedViewSet)
register_snippet(AssignmentViewSet)
register_snippet(AuthorViewSet)
register_snippet(TopicViewSet)
register_snippet(SeriesViewSet)


@hooks.register("insert_editor_js")
def guidance() -> Any:
    """Counts the characters of headline and teaser while they are written."""
    return format_html('<script src="{}" defer></script>', static("admin/guidance.js"))


@hooks.register("insert_global_admin_js")
def clean_paste() -> Any:
    """Wherever rich text is written: pages, live entries, authors."""
    return format_html('<script src="{}" type="module"></script>', static("admin/paste.js"))


@hooks.register("insert_global_admin_css")
def desk_css() -> Any:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/desk.css"))


@hooks.register("register_rich_text_features", order=1000)
def link_only_to_what_is_shown(features: Any) -> None:
    features.register_link_type(ShownPageLinks)


@hooks.register("construct_homepage_panels")
def greet_a_newsroom(request: HttpRequest, panels: list[Any]) -> None:
    panels += [
        dashboard.WritePanel(request),
        plan.AssignmentsPanel(request),
        dashboard.DraftsPanel(request),
        dashboard.WaitingPanel(),
    ]


@hooks.register("construct_homepage_summary_items", order=1000)
def leave_out_the_counts(request: HttpRequest, items: list[Any]) -> None:
    """How many pages and files there are helps nobody write; the menu leads to them."""
    items.clear()


@hooks.register("construct_main_menu")
def call_things_by_their_names(request: HttpRequest, items: list[MenuItem]) -> None:
    """Photos and files stand by the pages that they are for."""
    for item in items:
        if item.name == "images":
            item.label, item.order = _("Photos"), 200
        elif item.name == "documents":
            item.label, item.order = _("Audio and files"), 205


@hooks.register("construct_help_menu")
def keep_help_at_home(request: HttpRequest, items: list[MenuItem]) -> None:
    """Release news and badges of the software below are nothing to somebody on deadline."""
    items[:] = [item for item in items if not item.name.startswith(("whats-new", "editor-guide"))]


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern]:
    """The first is the address behind Wagtail's own “Translate” buttons: a story may go under any section."""
    return [
        path("translation/submit/page/<int:page_id>/", translation.start_view, name="newsroom_start_version"),
        path("newsroom/stories/<int:page_id>/withdrawal/", withdrawal.withdraw_view, name="newsroom_withdraw"),
        path("newsroom/stories/<int:page_id>/live/", live.live_view, name="newsroom_live"),
        path("newsroom/stories/<int:page_id>/live/<int:entry_id>/", live.entry_view, name="newsroom_live_entry"),
        path("newsroom/stories/<int:page_id>/outside/", outside.outside_view, name="newsroom_outside"),
        path("newsroom/stories/<int:page_id>/review/", review.review_view, name="newsroom_review"),
        path("newsroom/plan/", plan.plan_view, name="newsroom_plan"),
        path("newsroom/plan/<int:assignment_id>/", plan.act_view, name="newsroom_plan_act"),
        path("newsroom/photos/pull/", pulling.pull_view, name="newsroom_pull_photo"),
    ]


@hooks.register("register_admin_menu_item")
def offer_to_pull_photos() -> MenuItem:
    return PullItem(_("Pull a photo"), reverse("newsroom_pull_photo"), icon_name="warning", order=202)


class PlanItem(MenuItem):
    """For those who may see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("newsroom.view_assignment"))


@hooks.register("register_admin_menu_item")
def lead_to_the_plan() -> MenuItem:
    return PlanItem(_("Story plan"), reverse("newsroom_plan"), icon_name="list-ul", order=150)


@hooks.register("register_snippet_listing_buttons")
def lead_to_the_draft(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    yield from plan.buttons(snippet)


@hooks.register("register_log_actions")
def name_what_was_done(actions: Any) -> None:
    actions.register_action("newsroom.pull_photo")(history.PulledPhoto)
    actions.register_action("newsroom.answer_preview")(history.AnsweredPreview)
    actions.register_action("newsroom.review")(history.Reviewed)
    actions.register_action("newsroom.break_embargo")(history.BrokenEmbargo)


@hooks.register("register_page_header_buttons")
def offer_to_take_back(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    yield from live.button(page, user)
    yield from outside.button(page, user)
    yield from review.button(page, user)
    yield from withdrawal.button(page, user)


@hooks.register("register_page_listing_more_buttons")
def offer_to_take_back_in_lists(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    yield from withdrawal.button(page, user)


@hooks.register("after_publish_page")
def say_what_readers_will_miss(request: HttpRequest, page: Page) -> None:
    if not isinstance(page.specific, Story):
        return
    story, now = page.specific, clock.now()
    for photo, words in notices.about_photos(story, at=now):
        link = reverse("wagtailimages:edit", args=[photo.pk])
        messages.warning(request, format_html('{} <a href="{}">{}</a>', words, link, _("Open the photo")))
    if waiting := notices.about_waiting(story, at=now):
        messages.info(request, waiting)
