"""Starting a story's other language: a draft in a section of that language, paired with the original from birth."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.simple_translation.views import SubmitPageTranslationView

from groundwave.kit import text
from groundwave.newsroom.core.address import free_slug
from groundwave.newsroom.models import Byline, SectionPage, Story

# Rights travel with the words: what holds a story back in one language holds it back in the other.
_COPIED = (
    *("title", "teaser", "dateline", "label", "lead_photo", "lead_caption", "body"),
    *("embargoed_until", "embargo_note", "expire_at"),
    *("origin", "provider", "canonical_url", "copyright_owner", "copyright_year", "usage_terms", "no_index"),
)


class SectionForm(forms.Form):
    section = forms.ModelChoiceField(
        SectionPage.objects.none(),
        label=_("In which section?"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the section in which the new version will stand.")},
    )

    def __init__(self, *args: Any, sections: list[SectionPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["section"]
        field.queryset = SectionPage.objects.filter(pk__in=[section.pk for section in sections])
        field.label_from_instance = lambda section: f"{section.title} ({section.locale.get_display_name()})"
        if len(sections) == 1:
            self.initial["section"] = sections[0].pk


def start(*, story: Story, section: SectionPage, owner: Any) -> Story:
    """Copy the newest words of a story into a draft under a section of another language, and pair the two.

    Corrections stay with the version that was wrong. Raises ValueError when that language has a version already.
    """
    if story.get_translations(inclusive=True).filter(locale=section.locale).exists():
        raise ValueError(f"There is a version in {section.locale} already.")
    source: Story = story.get_latest_revision_as_object()
    made = Story(
        **{name: getattr(source, name) for name in _COPIED},
        locale=section.locale,
        translation_key=story.translation_key,
        slug=_free_slug(source.title, section),
        owner=owner,
        live=False,
        has_unpublished_changes=True,
    )
    for line in source.bylines.all():
        made.bylines.add(
            Byline(
                author=line.author,
                free_name=line.free_name,
                organization=line.organization,
                sort_order=line.sort_order,
            )
        )
    with transaction.atomic():
        section.add_child(instance=made)
        made.topics.set(list(source.topics.all()))
        made.save()
        made.save_revision(user=owner, log_action=True)
    return made


def start_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """Asks for the section and starts the version; every page that is no story gets Wagtail's own form."""
    story = Story.objects.filter(pk=page_id).first()
    if story is None:
        return SubmitPageTranslationView.as_view()(request, page_id=page_id)
    if not story.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    sections = _sections_for(story, request.user)
    form = SectionForm(request.POST if request.method == "POST" else None, sections=sections)
    if form.is_valid():
        section = get_object_or_404(SectionPage, pk=form.cleaned_data["section"].pk)
        made = start(story=story, section=section, owner=request.user)
        messages.success(
            request,
            _(
                "This is a draft for %(section)s, with the words, photo and topics of the original. "
                "Put the words into the other language; once both are published they link to each other."
            )
            % {"section": section.title},
        )
        return redirect("wagtailadmin_pages:edit", made.pk)
    return TemplateResponse(
        request,
        "newsroom/desk/start_version.html",
        {
            "story": story,
            "form": form,
            "sections": sections,
            "title": _title(sections),
            "others": list(story.get_translations().select_related("locale")),
        },
    )


def _title(sections: list[SectionPage]) -> str:
    languages = {section.locale.language_code for section in sections}
    if len(languages) != 1:
        return str(_("Start a version in another language"))
    name = translation.get_language_info(languages.pop())["name_translated"]
    return str(_("Start the %(language)s version") % {"language": name})


def _sections_for(story: Story, user: Any) -> list[SectionPage]:
    """Where this person may write, in languages that the story does not have; the section's own pair first."""
    done = story.get_translations(inclusive=True).values_list("locale_id", flat=True)
    pairs = set(story.section.get_translations().values_list("pk", flat=True))
    found = SectionPage.objects.live().exclude(locale_id__in=done).select_related("locale").order_by("path")
    allowed = [section for section in found if section.permissions_for_user(user).can_add_subpage()]
    return sorted(allowed, key=lambda section: section.pk not in pairs)


def _free_slug(title: str, section: SectionPage) -> str:
    wanted = text.slug(title) or "story"
    taken = set(section.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    return free_slug(wanted, taken=taken)
