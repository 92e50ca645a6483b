"""The front door of the newsroom: what the public may see of it, and the ways in which a story comes and goes."""

from __future__ import annotations

from groundwave.newsroom.beats import beat_of, reporters_on, topics_shown
from groundwave.newsroom.core.credit import copyright_line, photo_credit
from groundwave.newsroom.core.visibility import Verdict, may_the_public_see
from groundwave.newsroom.corrected import Corrections, corrections, policy
from groundwave.newsroom.in_series import PlaceInSeries, SeriesShown, place_in_series, series_shown, stories_of_series
from groundwave.newsroom.intake import (
    EDITORS_FIELDS,
    IncomingStory,
    UnableToTakeIn,
    attach_photo,
    place_photo,
)
from groundwave.newsroom.intake_of_many import Arrival, Returning, bring_back_many, take_in_many
from groundwave.newsroom.intake_of_one import take_in
from groundwave.newsroom.link_cards import link_cards
from groundwave.newsroom.living import Coverage, coverage, live_stories
from groundwave.newsroom.models import (
    Assignment,
    Attachment,
    Author,
    Byline,
    Correction,
    EmbargoBreak,
    FaqPage,
    HomePage,
    InfoPage,
    LinkCard,
    LiveBlog,
    LiveEntry,
    PartnerFeed,
    Photo,
    PhotoPull,
    PreviewAnswer,
    PreviewLink,
    SectionPage,
    Series,
    SeriesPart,
    Story,
    Topic,
    Upkeep,
    Withdrawal,
)
from groundwave.newsroom.models.section import RESERVED_SLUGS
from groundwave.newsroom.months import Month, month, months, places
from groundwave.newsroom.named import author, partner_feed, series, topic
from groundwave.newsroom.passing_on import words_of_block
from groundwave.newsroom.photo_rights import hide_files_that_can_be_guessed, hide_what_must_not_be_seen, showable
from groundwave.newsroom.photo_uses import is_held_back, uses_of
from groundwave.newsroom.previews import UnableToAnswer, answer_preview, offer_preview, preview_at
from groundwave.newsroom.pulling import photos_like, pull
from groundwave.newsroom.rights import is_shown
from groundwave.newsroom.shown import (
    Listing,
    for_its_page,
    front_page,
    list_of_all,
    newest_ids,
    stories,
    stories_by_id,
    story_at,
)
from groundwave.newsroom.signals import stories_arrived, story_changed, story_removed
from groundwave.newsroom.tree import faq, homes, pages_beside_stories, sections, standing_pages
from groundwave.newsroom.withdrawing import withdraw

__all__ = [
    "EDITORS_FIELDS",
    "RESERVED_SLUGS",
    "Arrival",
    "Assignment",
    "Attachment",
    "Author",
    "Byline",
    "Correction",
    "Corrections",
    "Coverage",
    "EmbargoBreak",
    "FaqPage",
    "HomePage",
    "IncomingStory",
    "InfoPage",
    "LinkCard",
    "Listing",
    "LiveBlog",
    "LiveEntry",
    "Month",
    "PartnerFeed",
    "Photo",
    "PhotoPull",
    "PlaceInSeries",
    "PreviewAnswer",
    "PreviewLink",
    "Returning",
    "SectionPage",
    "Series",
    "SeriesPart",
    "SeriesShown",
    "Story",
    "Topic",
    "UnableToAnswer",
    "UnableToTakeIn",
    "Upkeep",
    "Verdict",
    "Withdrawal",
    "answer_preview",
    "attach_photo",
    "author",
    "beat_of",
    "bring_back_many",
    "copyright_line",
    "corrections",
    "coverage",
    "faq",
    "for_its_page",
    "front_page",
    "hide_files_that_can_be_guessed",
    "hide_what_must_not_be_seen",
    "homes",
    "is_held_back",
    "is_shown",
    "link_cards",
    "list_of_all",
    "live_stories",
    "may_the_public_see",
    "month",
    "months",
    "newest_ids",
    "offer_preview",
    "pages_beside_stories",
    "partner_feed",
    "photo_credit",
    "photos_like",
    "place_in_series",
    "place_photo",
    "places",
    "policy",
    "preview_at",
    "pull",
    "reporters_on",
    "sections",
    "series",
    "series_shown",
    "showable",
    "standing_pages",
    "stories",
    "stories_arrived",
    "stories_by_id",
    "stories_of_series",
    "story_at",
    "story_changed",
    "story_removed",
    "take_in",
    "take_in_many",
    "topic",
    "topics_shown",
    "uses_of",
    "withdraw",
    "words_of_block",
]
