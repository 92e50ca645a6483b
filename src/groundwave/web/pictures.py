"""Pictures in the sizes and formats that screens need: AVIF first, WebP next, JPEG for all others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

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
    found = photo.get_renditions(*_specs())
    jpeg = found[FALLBACK]
    return Picture(
        avif=_sources(found, "avif", WIDTHS),
        webp=_sources(found, "webp", _WEBP_WIDTHS),
        fallback=jpeg.url,
        width=jpeg.width,
        height=jpeg.height,
        alt=photo.default_alt_text,
    )


def warm(photo: newsroom.Photo) -> None:
    """Make every size of a photo ahead of its first reader."""
    picture(photo)


def _spec(width: int, form: str) -> str:
    return f"width-{width}|format-{form}"


def _specs() -> tuple[str, ...]:
    avif = (_spec(width, "avif") for width in WIDTHS)
    return (*avif, *(_spec(width, "webp") for width in _WEBP_WIDTHS), FALLBACK)


def _sources(found: dict[str, Any], form: str, widths: tuple[int, ...]) -> tuple[Source, ...]:
    """Ordered, without the doubles of a photo that is smaller than the sizes asked for."""
    by_width = {found[_spec(width, form)].width: found[_spec(width, form)].url for width in widths}
    return tuple(Source(url, width) for width, url in sorted(by_width.items()))
