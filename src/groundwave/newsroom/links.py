"""Links in rich text: none to a page that the public may not see, for its address would say what it is about."""

from __future__ import annotations

from typing import Any

from django.utils.html import escape
from wagtail.rich_text.pages import PageLinkHandler

from groundwave.kit import clock
from groundwave.newsroom.models import Story
from groundwave.newsroom.rights import is_shown


class ShownPageLinks(PageLinkHandler):
    """The words stay and the link is there from the moment at which its page is."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        now = clock.now()

        def opening(page: Any) -> str:
            seen = is_shown(page, at=now) if isinstance(page, Story) else page is not None and page.live
            url = page.url if seen else None
            return f'<a href="{escape(url)}">' if url else "<a>"

        return [opening(page) for page in cls.get_many(attrs_list)]
