"""The newsroom's nouns, one or one capability a file."""

from groundwave.newsroom.models.assignment import Assignment
from groundwave.newsroom.models.attachment import Attachment
from groundwave.newsroom.models.author import Author
from groundwave.newsroom.models.byline import Byline
from groundwave.newsroom.models.correction import Correction
from groundwave.newsroom.models.embargo import EmbargoBreak
from groundwave.newsroom.models.home import HomePage, HomePick
from groundwave.newsroom.models.information import FaqPage, InfoPage
from groundwave.newsroom.models.link_card import LinkCard
from groundwave.newsroom.models.live import LiveBlog, LiveEntry
from groundwave.newsroom.models.partner_feed import PartnerFeed
from groundwave.newsroom.models.photo import Photo, PhotoPull, Rendition
from groundwave.newsroom.models.preview_link import PreviewAnswer, PreviewLink
from groundwave.newsroom.models.section import SectionPage
from groundwave.newsroom.models.series import Series, SeriesPart
from groundwave.newsroom.models.story import Story
from groundwave.newsroom.models.topic import StoryTopic, Topic
from groundwave.newsroom.models.upkeep import Upkeep
from groundwave.newsroom.models.withdrawal import Withdrawal

__all__ = [
    "Assignment",
    "Attachment",
    "Author",
    "Byline",
    "Correction",
    "EmbargoBreak",
    "FaqPage",
    "HomePage",
    "HomePick",
    "InfoPage",
    "LinkCard",
    "LiveBlog",
    "LiveEntry",
    "PartnerFeed",
    "Photo",
    "PhotoPull",
    "PreviewAnswer",
    "PreviewLink",
    "Rendition",
    "SectionPage",
    "Series",
    "SeriesPart",
    "Story",
    "StoryTopic",
    "Topic",
    "Upkeep",
    "Withdrawal",
]
