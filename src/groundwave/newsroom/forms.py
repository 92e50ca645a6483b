"""The forms of a story and its corrections: what fills itself, and refusals in words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.log_actions import log

from groundwave.kit import clock, text
from groundwave.newsroom.core.address import free_slug

if TYPE_CHECKING:
    from groundwave.newsroom.models import Story

# A draft whose time was left empty carries the time of its last save; the two are stamped within one request.
SAME_REQUEST = timedelta(minutes=1)


def is_out_when_published(story: Story) -> bool:
    """Whether nobody chose a time for this draft, so that it is dated by the moment it goes out."""
    if story.first_published_at:
        return False
    saved = story.latest_revision_created_at
    return saved is None or abs(story.published_at - saved) < SAME_REQUEST


def _held_until(story: Story) -> datetime | None:
    """The embargo that stands, in what is published or in what is being edited, whichever is later."""
    if not story.pk:
        return None
    stored = type(story).objects.filter(pk=story.pk).values_list("embargoed_until", flat=True).first()
    return max(filter(None, (stored, story.embargoed_until)), default=None)


class StoryForm(WagtailAdminPageForm):
    """A new story starts with the writer's own byline, an open paragraph and no time; its address makes itself."""

    embargo_reason = forms.CharField(
        label=_("Why the embargo ends before its time"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only to end one early: it stays on record with your name and the hour. Edits need no reason."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        story: Story = kwargs["instance"]
        for_user = kwargs.get("for_user")
        self._held_until = _held_until(story)
        is_bound = bool(args and args[0] is not None) or kwargs.get("data") is not None
        if story.pk is None and not is_bound:
            self._start(story, for_user)
        super().__init__(*args, **kwargs)
        if when := self.fields.get("published_at"):
            when.help_text = _("By the clock of your account: %(zone)s.") % {
                "zone": timezone.get_current_timezone_name().replace("_", " ")
            }
            if not story.first_published_at:
                when.required = False
                when.help_text = f"{_('Empty: the moment it is published. Later: hidden until then.')} {when.help_text}"
                if is_out_when_published(story):
                    self.initial["published_at"] = None
        if slug := self.fields.get("slug"):
            slug.required = False
            slug.help_text = _("The last part of the address. Empty: made from the headline.")

    @staticmethod
    def _start(story: Story, for_user: Any) -> None:
        own = apps.get_model("newsroom", "Author").objects.filter(staff=for_user).first() if for_user else None
        if own and not story.bylines.all():
            story.bylines = [apps.get_model("newsroom", "Byline")(author=own)]
        if not story.body:
            story.body = [("text", "")]

    def clean_published_at(self) -> datetime:
        return self.cleaned_data.get("published_at") or clock.now()

    def clean_slug(self) -> str:
        """One made from the headline steps aside for another story; one chosen by hand is refused in words."""
        from_headline = text.slug(self.cleaned_data.get("title") or "") or "story"
        given = text.slug(self.cleaned_data.get("slug") or "")
        wanted = given or from_headline
        taken = dict(self._siblings().filter(slug__startswith=wanted).values_list("slug", "title"))
        if wanted not in taken:
            return wanted
        if wanted != from_headline:
            raise forms.ValidationError(
                _("“%(slug)s” is the address of “%(title)s” in this section. Change a word, or leave it empty.")
                % {"slug": wanted, "title": taken[wanted]}
            )
        return free_slug(wanted, taken=taken)

    def _siblings(self) -> Any:
        parent = self.parent_page or self.instance.get_parent()
        return parent.get_children().exclude(pk=self.instance.pk)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        embargo, expires = cleaned.get("embargoed_until"), cleaned.get("expire_at")
        self._refuse_a_broken_embargo(embargo, cleaned.get("embargo_reason") or "")
        if self.is_deferred_validation:
            return cleaned
        if embargo and expires and expires <= embargo:
            self.add_error("expire_at", _("It is taken down before the embargo ends, so nobody would ever see it."))
        if cleaned.get("origin") == "provider" and not cleaned.get("provider"):
            self.add_error("provider", _("Say which provider the story is from; its name stands in the credit."))
        self._refuse_photos_without_rights(cleaned)
        return cleaned

    def save(self, commit: bool = True) -> Story:
        story: Story = super().save(commit=commit)
        if self._held_until and self._breaks(story.embargoed_until):
            apps.get_model("newsroom", "EmbargoBreak").objects.create(
                story=story,
                made_by=self.for_user,
                reason=self.cleaned_data["embargo_reason"],
                was_until=self._held_until,
                now_until=story.embargoed_until,
            )
            data = {
                "reason": self.cleaned_data["embargo_reason"],
                "was_until": f"{self._held_until:%Y-%m-%d %H:%M} UTC",
            }
            log(story, "newsroom.break_embargo", user=self.for_user, data=data)
        return story

    def _breaks(self, embargo: datetime | None) -> bool:
        held = self._held_until
        return held is not None and held > clock.now() and (embargo is None or embargo < held)

    def _refuse_a_broken_embargo(self, embargo: datetime | None, reason: str) -> None:
        """Of drafts too: what a draft says goes out later without being asked again."""
        if not self._breaks(embargo):
            return
        until = timezone.localtime(self._held_until)
        if not (self.for_user and self.for_user.has_perm("newsroom.break_embargo")):
            self.add_error(
                "embargoed_until",
                _("The embargo runs until %(when)s. Ask an editor who may end it before its time.")
                % {"when": f"{until:%Y-%m-%d %H:%M}"},
            )
        elif not reason.strip():
            self.add_error("embargo_reason", _("Say why the embargo ends before its time; it stays on record."))

    def _refuse_photos_without_rights(self, cleaned: dict[str, Any]) -> None:
        from groundwave.newsroom import photo_rights

        seen = self.instance
        seen.published_at, seen.embargoed_until = cleaned.get("published_at"), cleaned.get("embargoed_until")
        inside = [block.value["photo"] for block in cleaned.get("body") or () if block.block_type == "photo"]
        for name, photos in (("lead_photo", [cleaned.get("lead_photo")]), ("body", inside)):
            for why in photo_rights.lacking([one for one in photos if one], story=seen, at=clock.now()):
                self.add_error(name, why)


class BylineForm(WagtailAdminModelForm):
    """A draft may hold a byline that nobody filled in yet; a page may not."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        named = any(cleaned.get(name) for name in ("author", "free_name", "organization"))
        if not (named or self.is_deferred_validation):
            raise forms.ValidationError(_("A byline needs one of our authors, a name or an organization."))
        return cleaned


class CorrectionForm(WagtailAdminModelForm):
    """A new correction is signed by whoever writes it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk and self.for_user and "made_by" in self.fields:
            self.initial["made_by"] = self.initial.get("made_by") or self.for_user.pk
