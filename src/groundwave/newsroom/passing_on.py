"""The words of a story as others may print them: what a piece of its body is as HTML, wherever it goes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.html import escape
from wagtail.rich_text import expand_db_html

from groundwave.kit.html import clean_html
from groundwave.newsroom.models import Story
from groundwave.newsroom.rights import is_shown


def words_of_block(block: Any, *, site: str, at: datetime) -> str:
    """Clean HTML with absolute addresses (`site` is ours); empty for pictures, sounds and quotes, which each receiver
    has in a form of its own. A story that the public may not see at `at` (aware) is not named.
    """
    value = block.value
    match block.block_type:
        case "text":
            return _clean(value.source, site)
        case "aside":
            return f"<h3>{escape(value['title'])}</h3>{_clean(value['text'].source, site)}"
        case "link_card":
            return f'<p><a href="{escape(value["url"])}">{escape(value["title"])}</a></p>'
        case "related_story":
            other = value["story"].specific if value["story"] else None
            if isinstance(other, Story) and is_shown(other, at=at):
                words = escape(value["words"] or other.title)
                return f'<p><a href="{escape(site)}{escape(other.url or "")}">{words}</a></p>'
    return ""


def _clean(source: str, site: str) -> str:
    return clean_html(expand_db_html(source), base=f"{site}/")
