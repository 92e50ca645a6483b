"""The desk of a live blog: write an entry and it is out; pin, correct or withdraw one; let it grow into a story."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.widgets import Button
from wagtail.models import Page

from groundwave.kit import clock
from groundwave.newsroom import living
from groundwave.newsroom.models import Author, LiveBlog, LiveEntry, Story

_NEW = ObjectList(
    [
        FieldPanel("headline", heading=_("Headline")),
        FieldPanel("text", heading=_("Text")),
        FieldRowPanel([FieldPanel("author", heading=_("Author")), FieldPanel("photo", heading=_("Photo"))]),
    ],
    base_form_class=WagtailAdminModelForm,
).bind_to_model(LiveEntry)
_CHANGED = ObjectList(
    [*_NEW.children, FieldPanel("correction", heading=_("Correction"))], base_form_class=WagtailAdminModelForm
).bind_to_model(LiveEntry)


def live_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """The entries with a form for the next one; before there are any, a button to begin."""
    story = _story(request, page_id)
    blog = LiveBlog.objects.filter(story=story).first()
    mine = Author.objects.filter(staff=request.user.pk).first() if request.user.pk else None
    entry = LiveEntry(blog=blog, author=mine) if blog else LiveEntry(author=mine)
    act = request.POST.get("act", "")
    form = _NEW.get_form_class()(request.POST if act == "write" else None, instance=entry, for_user=request.user)
    if request.method == "POST":
        try:
            if act == "write" and blog and form.is_valid():
                living.put(entry=form.save(commit=False), by=request.user, at=clock.now())
                messages.success(
                    request, _("It is out.") if story.live else _("It is saved; the story is not published yet.")
                )
                return redirect("newsroom_live", story.pk)
            if act != "write":
                _WHOLE[act](request, story, blog)
                return redirect("newsroom_live", story.pk)
        except living.UnableToGoLive as unable:
            messages.error(request, str(unable))
            return redirect("newsroom_live", story.pk)
        except KeyError as unknown:
            raise PermissionDenied from unknown
    entries = blog.entries.select_related("author", "made_by", "story") if blog else []
    panel = _NEW.get_bound_panel(instance=entry, request=request, form=form)
    context = {
        "story": story,
        "blog": blog,
        "form": form,
        "panel": panel,
        "media": form.media + panel.media,
        "entries": entries,
    }
    return TemplateResponse(request, "newsroom/desk/live.html", context)


def entry_view(request: HttpRequest, page_id: int, entry_id: int) -> HttpResponse:
    """One entry: changed, pinned, withdrawn, or made the start of a story."""
    story = _story(request, page_id)
    entry = get_object_or_404(LiveEntry, pk=entry_id, blog__story=story)
    act = request.POST.get("act", "")
    form = _CHANGED.get_form_class()(request.POST if act == "write" else None, instance=entry, for_user=request.user)
    if request.method == "POST" and act == "write" and form.is_valid():
        living.put(entry=form.save(commit=False), by=request.user, at=clock.now())
        return redirect("newsroom_live", story.pk)
    if request.method == "POST" and act != "write":
        try:
            if act == "break_out":
                made = living.break_out(entry=entry, by=request.user, at=clock.now())
                messages.success(request, _("A draft was made of it. Write on, and publish it when it is ready."))
                return redirect("wagtailadmin_pages:edit", made.pk)
            if act in ("pin", "unpin"):
                living.pin(entry=entry, pinned=act == "pin")
            elif act == "withdraw":
                living.take_back(entry=entry, by=request.user, at=clock.now())
        except living.UnableToGoLive as unable:
            messages.error(request, str(unable))
        return redirect("newsroom_live", story.pk)
    panel = _CHANGED.get_bound_panel(instance=entry, request=request, form=form)
    context = {"story": story, "entry": entry, "form": form, "panel": panel, "media": form.media + panel.media}
    return TemplateResponse(request, "newsroom/desk/live_entry.html", context)


def button(page: Page, user: Any) -> Iterator[Button]:
    if page.specific_class is Story and page.permissions_for_user(user).can_publish():
        yield Button(_("Live blog…"), reverse("newsroom_live", args=[page.pk]), icon_name="history", priority=50)


def _story(request: HttpRequest, page_id: int) -> Story:
    """Entries are out at once, so they are for those who may publish the story."""
    story: Story = get_object_or_404(Story, pk=page_id)
    if not story.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    return story


def _begin(request: HttpRequest, story: Story, blog: LiveBlog | None) -> None:
    living.begin(story=story, at=clock.now())


def _end(request: HttpRequest, story: Story, blog: LiveBlog | None) -> None:
    if blog:
        living.end(blog=blog, at=clock.now())


def _points(request: HttpRequest, story: Story, blog: LiveBlog | None) -> None:
    if blog:
        blog.key_points = request.POST.get("key_points", "")[:1000]
        blog.save(update_fields=["key_points"])


_WHOLE: dict[str, Callable[[HttpRequest, Story, LiveBlog | None], None]] = {
    "begin": _begin,
    "end": _end,
    "points": _points,
}
