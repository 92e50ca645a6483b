"""The story's form, in the order a reporter thinks: what happened, who says so, what it looks like, whose it is."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.panels.base import get_form_for_model
from wagtail.admin.widgets.slug import SlugInput

from groundwave.newsroom.forms import BylineForm, CorrectionForm


class LinesPanel(InlinePanel):
    """Lines that belong to a story, each with a form of its own that knows who is writing."""

    def __init__(self, *args: Any, form_class: type[WagtailAdminModelForm], **kwargs: Any) -> None:
        self.form_class = form_class
        super().__init__(*args, **kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "form_class": self.form_class}

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        deferred = self.child_edit_handler.get_form_options().get("defer_required_on_fields", [])
        lines = options["formsets"][self.relation_name]
        lines["inherit_kwargs"] = ["for_user"]
        lines["form"] = get_form_for_model(
            self.db_field.related_model, form_class=self.form_class, defer_required_on_fields=deferred
        )
        return options


# In the browser, too, an address has no accents: "Año nuevo" becomes "ano-nuevo", as in `kit.text.slug`.
PLAIN_SLUG = SlugInput(attrs={"data-w-slug-allow-unicode-value": "false"})

STORY = [
    TitleFieldPanel(
        "title",
        heading=_("Headline"),
        placeholder=False,
        classname="",
        help_text=_("Best at 40 to 90 characters: subject, verb, what is new."),
    ),
    FieldPanel(
        "teaser",
        heading=_("Teaser"),
        help_text=_("Best at 90 to 180 characters: the one sentence for cards, search and sharing."),
    ),
    FieldRowPanel([FieldPanel("dateline", heading=_("Dateline")), FieldPanel("label", heading=_("Label"))]),
    FieldPanel("body", heading=_("Story")),
    MultiFieldPanel(
        [FieldPanel("lead_photo", heading=_("Photo")), FieldPanel("lead_caption", heading=_("Caption"))],
        heading=_("Lead photo"),
    ),
    LinesPanel("bylines", form_class=BylineForm, heading=_("Bylines"), label=_("Byline"), min_num=0),
    FieldPanel("topics", heading=_("Topics"), help_text=_("What it is about: three to six are plenty.")),
]
CORRECTIONS = [
    LinesPanel("corrections", form_class=CorrectionForm, heading=_("Corrections"), label=_("Correction")),
    FieldPanel("updated_at", heading=_("Updated")),
]
CREDIT = [
    FieldPanel("origin", heading=_("Origin")),
    FieldRowPanel(
        [FieldPanel("provider", heading=_("Provider")), FieldPanel("canonical_url", heading=_("Original address"))]
    ),
    FieldRowPanel(
        [
            FieldPanel("copyright_owner", heading=_("Copyright owner")),
            FieldPanel("copyright_year", heading=_("Copyright year")),
        ]
    ),
    FieldPanel("usage_terms", heading=_("Usage terms")),
]
TIMES = [
    FieldPanel("published_at", heading=_("First published")),
    FieldRowPanel(
        [
            FieldPanel("embargoed_until", heading=_("Embargoed until")),
            FieldPanel("embargo_note", heading=_("What the embargo says")),
        ]
    ),
    FieldPanel("embargo_reason"),
    FieldPanel(
        "expire_at",
        heading=_("Taken down at"),
        help_text=_("From then on it is nowhere. Empty: it stays."),
    ),
    CommentPanel(),
]
SHARING = [
    FieldPanel("slug", heading=_("Address"), widget=PLAIN_SLUG),
    FieldPanel("seo_title", heading=_("Title for search engines")),
    FieldPanel("search_description", heading=_("Description for search engines"), help_text=_("Empty: the teaser.")),
    FieldPanel("no_index", heading=_("Keep out of search engines")),
]
TABS = TabbedInterface(
    [
        ObjectList(STORY, heading=_("Story")),
        ObjectList(CORRECTIONS, heading=_("Corrections")),
        ObjectList(CREDIT, heading=_("Credit and rights")),
        ObjectList(TIMES, heading=_("When")),
        ObjectList(SHARING, heading=_("Search and sharing")),
    ]
)
