"""What pages ask of partners' newscasts."""

from __future__ import annotations

from django import template

from groundwave.wire import api as wire

register = template.Library()


@register.simple_tag(takes_context=True)
def newest_newscast(context: template.Context) -> wire.Newscast | None:
    """The newest of the page's language, while it is fresh."""
    chrome = context["chrome"]
    return wire.newest_newscast(language=chrome.language, at=chrome.now)
