"""`{% photo %}`: a picture in the right size for each screen."""

from __future__ import annotations

from typing import Any

from django import template

from groundwave.newsroom import api as newsroom
from groundwave.web.pictures import Picture, picture

register = template.Library()


@register.inclusion_tag("reading/picture.html", takes_context=True)
def photo(
    context: template.Context,
    photo: newsroom.Photo | None,
    sizes: str = "100vw",
    first: bool = False,
    decorative: bool = False,
) -> dict[str, Any]:
    """`sizes` as in HTML; `first` for the one picture that is seen first, which is then fetched at once."""
    if photo is None or not may_show(context, photo):
        return {"picture": None}
    return {"picture": picture(photo), "sizes": sizes, "first": first, "decorative": decorative}


@register.simple_tag(takes_context=True, name="may_show")
def may_show(context: template.Context, photo: object) -> bool:
    """Whether our rights in the photo reach to today, by the licensee's calendar."""
    return isinstance(photo, newsroom.Photo) and context["chrome"].may_show(photo)


@register.simple_tag
def picture_of(photo: newsroom.Photo) -> Picture:
    return picture(photo)
