"""What directories of podcasts agreed on: names of categories, and the guid of a feed."""

from __future__ import annotations

import uuid
from typing import Final

NAMESPACE: Final = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""podcast:guid, as the Podcast Namespace defines it."""

CATEGORIES: Final = (
    *("Arts", "Business", "Comedy", "Education", "Fiction", "Government", "Health & Fitness", "History"),
    *("Kids & Family", "Leisure", "Music", "News", "Religion & Spirituality", "Science", "Society & Culture"),
    *("Sports", "Technology", "True Crime", "TV & Film"),
)
_OF_GENRE: Final = {
    "news": "News",
    "talk": "Society & Culture",
    "music": "Music",
    "arts": "Arts",
    "documentary": "Society & Culture",
    "science": "Science",
    "children": "Kids & Family",
    "affairs": "News",
}


def feed_guid(address: str) -> uuid.UUID:
    """The UUIDv5 of a feed's address without its scheme and the slashes at its end.

    >>> str(feed_guid("https://podnews.net/rss/"))
    '9b024349-ccf0-5f69-a609-6b82873eab3c'
    """
    return uuid.uuid5(NAMESPACE, address.partition("://")[2].rstrip("/"))


def category_of(genre: str) -> str:
    """Apple's name for a program's genre."""
    return _OF_GENRE.get(genre, "Society & Culture")
