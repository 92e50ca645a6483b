"""Pictures in the sizes and formats that screens need: AVIF first, WebP next, JPEG for all others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from groundwave.kit import deps
from groundwave.newsroom import api as newsroom

WIDTHS: Final = (400, 800, 1280)
PHONE_WIDTH: Final = 800  # a phone with three device pixels to one is not sent more than this
_WEBP_WIDTHS: Final = (400, 800)
FALLBACK: Final = "width-800|format-jpeg|jpegquality-72"


@dataclass(frozen=True)
class Source:
    """One address with its width in pixels."""

    url: str
    width: int


@dataclass(frozen=True)
class Picture:
    """What a `<picture>` is made of. `width` and `height` are those of the fallback: the ratio is what counts."""

    avif: tuple[Source, ...]
    webp: tuple[Source, ...]
    fallback: str
    width: int
    height: int
    alt: str

    @property
    def avif_for_phones(self) -> tuple[Source, ...]:
        return tuple(source for source in self.avif if source.width <= PHONE_WIDTH) or self.avif[:1]


def picture(photo: newsroom.Photo) -> Picture:
    """The picture of a photo; sizes that do not exist yet are made now, which takes a second or two."""
    return deps.memo(f"picture {photo.pk}", lambda: _picture(photo))


def _picture(photo: newsroom.Photo) -> Picture:
    avif, webp = _widths(photo, WIDTHS), _widths(photo, _WEBP_WIDTHS)
    specs = (*(_spec(width, "avif") for width in avif), *(_spec(width, "webp") for width in webp), FALLBACK)
    with deps.covered(f"newsroom.photo:{photo.pk}"):  # whoever changes its file or its words saves the photo
        found = _renditions(photo, specs)
    jpeg = found[FALLBACK]
    return Picture(
        avif=_sources(found, "avif", avif),
        webp=_sources(found, "webp", webp),
        fallback=jpeg.url,
        width=jpeg.width,
        height=jpeg.height,
        alt=photo.default_alt_text,
    )


def _renditions(photo: newsroom.Photo, specs: tuple[str, ...]) -> dict[str, Any]:
    """Those that exist by their names, without Wagtail's parsing of each: none of ours depends on the focal point."""
    found = {one.filter_spec: one for one in photo.renditions.all() if one.focal_point_key == ""}
    if all(spec in found for spec in specs):
        return found
    made: dict[str, Any] = photo.get_renditions(*specs)
    return made


def warm(photo: newsroom.Photo) -> None:
    """Make every size of a photo ahead of its first reader."""
    picture(photo)


def _spec(width: int, form: str) -> str:
    return f"width-{width}|format-{form}"


def _widths(photo: newsroom.Photo, wanted: tuple[int, ...]) -> tuple[int, ...]:
    """The widths that a photo has pixels for, and one above them, which gives its full size."""
    kept = [width for width in wanted if width < photo.width]
    return tuple(kept) if len(kept) == len(wanted) else (*kept, wanted[len(kept)])


def _sources(found: dict[str, Any], form: str, widths: tuple[int, ...]) -> tuple[Source, ...]:
    """Ordered, without the doubles of a photo that is smaller than the sizes asked for."""
    by_width = {found[_spec(width, form)].width: found[_spec(width, form)].url for width in widths}
    return tuple(Source(url, width) for width, url in sorted(by_width.items()))
