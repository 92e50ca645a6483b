"""The story's form, in the order a reporter thinks: what happened, who says so, what it looks like, whose it is."""

from __future__ import annotations

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
from wagtail.admin.widgets.slug import SlugInput

# In the browser, too, an address has no accents: "Año nuevo" becomes "ano-nuevo", as in `kit.text.slug`.
PLAIN_SLUG = SlugInput(attrs={"data-w-slug-allow-unicode-value": "false"})

STORY = [
    TitleFieldPanel(
        "title",
        heading="Headline",
        placeholder=False,
        classname="",
        help_text="Best at 40 to 90 characters: subject, verb, what is new.",
    ),
    FieldPanel("teaser", help_text="Best at 90 to 180 characters: the one sentence for cards, search and sharing."),
    FieldRowPanel([FieldPanel("dateline"), FieldPanel("label")]),
    FieldPanel("body", heading="Story"),
    MultiFieldPanel([FieldPanel("lead_photo"), FieldPanel("lead_caption")], heading="Lead photo"),
    InlinePanel("bylines", heading="Bylines", label="Byline", min_num=0),
    FieldPanel("topics", help_text="What it is about: three to six are plenty."),
]
CORRECTIONS = [
    InlinePanel("corrections", heading="Corrections", label="Correction"),
    FieldPanel("updated_at"),
]
CREDIT = [
    FieldPanel("origin"),
    FieldRowPanel([FieldPanel("provider"), FieldPanel("canonical_url")]),
    FieldRowPanel([FieldPanel("copyright_owner"), FieldPanel("copyright_year")]),
    FieldPanel("usage_terms"),
]
TIMES = [
    FieldPanel("published_at"),
    FieldPanel("embargoed_until"),
    FieldPanel(
        "expire_at",
        heading="Taken down at",
        help_text="From then on it is nowhere. Empty: it stays.",
    ),
    CommentPanel(),
]
SHARING = [
    FieldPanel("slug", heading="Address", widget=PLAIN_SLUG),
    FieldPanel("seo_title"),
    FieldPanel("search_description", help_text="Empty: the teaser."),
    FieldPanel("no_index"),
]
TABS = TabbedInterface(
    [
        ObjectList(STORY, heading="Story"),
        ObjectList(CORRECTIONS, heading="Corrections"),
        ObjectList(CREDIT, heading="Credit and rights"),
        ObjectList(TIMES, heading="When"),
        ObjectList(SHARING, heading="Search and sharing"),
    ]
)
