"""What the admin's own templates say: whose newsroom this is, and what must be known of a photo."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings

from groundwave.kit import clock
from groundwave.newsroom.desk import notices
from groundwave.stations import api as stations

register = template.Library()


@register.simple_tag
def brand() -> str:
    """The licensee's brand, or the program's name on a station that nobody has described yet."""
    licensee = stations.licensee()
    return licensee.brand_name if licensee else str(settings.WAGTAIL_SITE_NAME)


@register.simple_tag
def photo_facts(photo: Any) -> list[str]:
    """Why a photo is not ready for a page, or until when it may be shown; nothing for one that just may."""
    return notices.facts(photo, at=clock.now())
