from __future__ import annotations

import uuid
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from groundwave.kit import clock, deps, html, text
from groundwave.newsroom.blocks import BodyBlock
from groundwave.newsroom.core import credit
from groundwave.newsroom.core.visibility import Rights, Verdict, changes_after, may_the_public_see
from groundwave.newsroom.forms import StoryForm
from groundwave.newsroom.models import story_panels
from groundwave.newsroom.models.byline import Byline
from groundwave.newsroom.models.shelved import Shelved
from groundwave.newsroom.models.topic import StoryTopic
from groundwave.stations import api as stations

if TYPE_CHECKING:
    from groundwave.newsroom.models.section import SectionPage

_MOST_ENTRIES: Final = 500  # of a live blog, as words
HEADLINE_GOOD, TEASER_GOOD = (40, 90), (90, 180)  # characters; what search results and cards show whole


# What no list shows. A third of a list's cost is to ask for columns and to turn them into fields.
_OF_THE_DESK: Final = (
    *("draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at"),
    "embargo_note",
    *("locked", "locked_at", "locked_by", "owner", "go_live_at", "show_in_menus", "alias_of", "usage_terms"),
    *("lead_photo__usage_terms", "lead_photo__source_url", "lead_photo__created_at", "lead_photo__collection"),
    *("lead_photo__uploaded_by_user", "lead_photo__file_size", "lead_photo__file_hash", "lead_photo__description"),
    *("lead_photo__found_in_file", "lead_photo__copyright_notice", "lead_photo__taken_on"),
)
_NOT_IN_LISTS: Final = (
    *_OF_THE_DESK,
    *("body", "seo_title", "search_description", "dateline", "lead_caption", "no_index"),
    *("first_published_at", "last_published_at", "live_revision", "lead_photo__caption"),
)


class StoryQuerySet(PageQuerySet):
    def public(self, *, at: datetime) -> StoryQuerySet:
        """What the public may see at this instant: `core.visibility` in SQL; tests hold the two together."""
        return self.filter(
            Q(embargoed_until=None) | Q(embargoed_until__lte=at),
            Q(expire_at=None) | Q(expire_at__gt=at),
            Q(withdrawal=None) | Q(withdrawal__made_at__gt=at),
            live=True,
            published_at__lte=at,
        )

    def newest_first(self) -> StoryQuerySet:
        return self.order_by("-published_at", "-pk")

    def for_a_page(self) -> StoryQuerySet:
        """With what a story's own page shows of rows that it points at."""
        return self.select_related("lead_photo", "withdrawal", "live_blog", "series_part__series", "upkeep").defer(
            *_OF_THE_DESK
        )

    def for_lists(self) -> StoryQuerySet:
        """With what a card in a list shows, in a fixed number of queries."""
        bylines = models.Prefetch("bylines", Byline.objects.select_related("author").order_by("sort_order"))
        found = self.select_related("lead_photo").defer(*_NOT_IN_LISTS).prefetch_related(bylines)
        # While pages are baked, pictures are kept from page to page, and their sizes need not be asked for.
        return found if deps.open_record() is not None else found.prefetch_related("lead_photo__renditions")


StoryManager = PageManager.from_queryset(StoryQuerySet)


class Story(Shelved):
    """One story. Its headline is the page's title; its section is the page's parent; its language is the locale."""

    class Origin(models.TextChoices):
        OWN = "own", _("Our own")
        PROVIDER = "provider", _("From a provider")

    class Label(models.TextChoices):
        NEWS = "", _("News")
        ANALYSIS = "analysis", _("Analysis")
        EXPLAINER = "explainer", _("Explainer")
        OPINION = "opinion", _("Opinion")
        FEATURE = "feature", _("Feature")
        REVIEW = "review", _("Review")
        SPONSORED = "sponsored", _("Sponsored")

    # What a label means, printed under the headline; news says nothing of itself.
    POLICIES: ClassVar = {
        Label.ANALYSIS: _("Analysis: our reporter explains what is known and what may follow."),
        Label.OPINION: _("Opinion: the views are the writer’s, not those of the newsroom."),
        Label.REVIEW: _("Review: a critic’s judgment."),
        Label.SPONSORED: _("Sponsored: paid for by the organization named; the newsroom had no part in it."),
    }

    guid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    teaser = models.TextField(max_length=320, blank=True)
    dateline = models.CharField(max_length=80, blank=True, help_text=_("The town it was reported from: PORT ANSEL."))
    label = models.CharField(max_length=10, choices=Label.choices, default=Label.NEWS, blank=True)
    lead_photo = models.ForeignKey("newsroom.Photo", models.SET_NULL, null=True, blank=True, related_name="+")
    lead_caption = models.TextField(max_length=1000, blank=True, help_text=_("Empty: the photo's own caption."))
    body = StreamField(BodyBlock(), blank=True)
    topics = ClusterTaggableManager(through=StoryTopic, blank=True, verbose_name="topics")

    published_at = models.DateTimeField("first published", default=clock.now)
    updated_at = models.DateTimeField(
        "updated", null=True, blank=True, help_text=_("Only for a change that a reader should know of.")
    )
    dated = models.DateField(editable=False, help_text="The day in the address; fixed once the story is out.")
    embargo_note = models.CharField(
        "what the embargo says",
        max_length=300,
        blank=True,
        help_text=_("Who set it and what it asks. For editors; never printed."),
    )
    embargoed_until = models.DateTimeField(
        null=True,
        blank=True,
        help_text=_("Until then it is nowhere: no page, list, feed, search result or newsletter."),
    )

    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.OWN)
    provider = models.CharField(max_length=120, blank=True, help_text=_("For example NPR."))
    canonical_url = models.URLField("original address", max_length=1000, blank=True)
    copyright_owner = models.CharField(max_length=160, blank=True, help_text=_("Empty: the licensee's own."))
    copyright_year = models.PositiveSmallIntegerField(null=True, blank=True)
    usage_terms = models.TextField(blank=True, help_text=_("For editors; never printed."))
    no_index = models.BooleanField("keep out of search engines", default=False)

    objects: ClassVar[Any] = StoryManager()

    content_panels: ClassVar = story_panels.STORY
    edit_handler = story_panels.TABS
    base_form_class = StoryForm
    parent_page_types: ClassVar = ["newsroom.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("teaser"),
        index.SearchField("body"),
        index.FilterField("published_at"),
    ]

    class Meta:
        verbose_name = "story"
        verbose_name_plural = "stories"
        permissions: ClassVar = [("break_embargo", "Can end an embargo before its time")]
        indexes: ClassVar = [
            models.Index(fields=["published_at", "updated_at"], name="story_newest"),
            models.Index(fields=["shelf", "published_at"], name="story_newest_of_section"),
            models.Index(fields=["shelf", "dated"], name="story_of_day"),
            models.Index(
                fields=["embargoed_until"], name="story_under_embargo", condition=Q(embargoed_until__isnull=False)
            ),
            models.Index(fields=["written_in", "published_at"], name="story_newest_of_language"),
        ]

    # ------------------------------------------------------------ address
    slug: str  # of Page, whose types are not shipped

    def set_url_path(self, parent: Page | None) -> str:
        if parent is None:
            return str(super().set_url_path(parent))
        self.url_path = f"{parent.url_path}{self.dated.isoformat()}/{self.slug}/"
        return self.url_path

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug and self.title:
            self.slug = self._get_autogenerated_slug(text.slug(self.title) or "story")
        self._date_it()
        super().full_clean(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        before = self.dated
        self._date_it()
        if self.pk and self.depth and before != self.dated:
            self.set_url_path(self.get_parent())
        self.follow_the_tree()
        super().save(*args, **kwargs)

    def _date_it(self) -> None:
        if self.dated is None or not self.first_published_at:
            licensee = stations.licensee()
            zone = ZoneInfo(licensee.time_zone) if licensee else timezone.get_default_timezone()
            self.dated = self.published_at.astimezone(zone).date()

    @property
    def guid_urn(self) -> str:
        """Identifier in feeds; it never changes, whatever the address does (docs/contracts/feeds.md)."""
        return self.guid.urn

    @cached_property
    def section(self) -> SectionPage:
        """Lists set this from one query for all sections."""
        with deps.covered():  # the parent, whose row declares itself
            return self.shelf or self.get_parent().specific

    # ------------------------------------------------------------ rights
    @property
    def rights(self) -> Rights:
        taken_back = getattr(self, "withdrawal", None)
        return Rights(
            live=self.live,
            published_at=self.published_at,
            embargoed_until=self.embargoed_until,
            expires_at=self.expire_at,
            withdrawn_at=taken_back.made_at if taken_back else None,
        )

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if getattr(request, "is_preview", False):  # only an editor's preview sets it; drafts and embargoed words show
            return super().serve(request, *args, **kwargs)
        now = clock.now()
        deps.changes_at(changes_after(self.rights, at=now))
        verdict = may_the_public_see(self.rights, at=now)
        if verdict is Verdict.WITHDRAWN:
            twin = getattr(request, "rendition", "html") == "text"
            template = "newsroom/withdrawn.text.html" if twin else "newsroom/withdrawn.html"
            return TemplateResponse(request, template, {"page": self, "self": self}, status=410)
        if verdict is not Verdict.SHOWN:
            raise Http404
        return super().serve(request, *args, **kwargs)

    # ------------------------------------------------------------ what is printed
    @property
    def is_own(self) -> bool:
        return self.origin == self.Origin.OWN

    @property
    def policy_line(self) -> str:
        """What the label means for a reader; empty where it speaks for itself."""
        return str(self.POLICIES.get(self.Label(self.label), ""))

    @property
    def byline(self) -> str:
        conjunction = "y" if self.language == "es" else "and"
        return credit.byline([line.name for line in self.bylines.all()], conjunction=conjunction)

    @property
    def reviewed_on(self) -> date | None:
        """The day on which somebody last went through a story that is kept current."""
        kept = getattr(self, "upkeep", None) if self.pk else None
        return kept.reviewed_on if kept else None

    @property
    def modified_at(self) -> datetime:
        """When its words last changed for readers. A review that changed nothing is no change."""
        return max([self.updated_at or self.published_at, *(row.made_at for row in self.corrections.all())])

    @property
    def copyright_line(self) -> str:
        licensee = stations.licensee()
        owner = self.copyright_owner or (licensee.copyright_owner if licensee else "")
        return credit.copyright_line(owner=owner, year=self.copyright_year or self.dated.year) if owner else ""

    @property
    def caption(self) -> str:
        return self.lead_caption or (self.lead_photo.caption if self.lead_photo else "")

    @property
    def plain_body(self) -> str:
        """The body as words: for search, related stories and the time it takes to read; of a live blog its entries,
        too."""
        live = getattr(self, "live_blog", None) if self.pk else None
        entries = [entry.words for entry in live.entries.all()[:_MOST_ENTRIES]] if live else []
        return "\n".join(filter(None, (*(_words_of(block) for block in self.body), *entries)))

    @property
    def minutes_to_read(self) -> int:
        return text.minutes_to_read(self.words)

    @cached_property
    def words(self) -> int:
        """How many the body has; counted once for a page that says it twice."""
        return len(self.plain_body.split())


def _words_of(block: Any) -> str:
    value = block.value
    match block.block_type:
        case "text":
            return html.plain_text(value.source)
        case "pull_quote":
            return f"{value['quote']} {value['who']}"
        case "photo":
            photo = value["photo"]
            # One whose rights end is not told of: an index would keep these words, since nobody reads them that day.
            lasts = photo is not None and photo.over_at is None and not photo.why_not(at=clock.now())
            return str(value["caption"] or photo.caption) if lasts else ""
        case "audio":
            return f"{value['title']} {value['transcript']}"
        case "aside":
            return f"{value['title']} {html.plain_text(value['text'].source)}"
        case "link_card":
            return str(value["title"])
    return ""
