"""A story of our own as a partner may print it: its text with what is ours to give, and where it first appeared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.html import escape

from groundwave.newsroom import api as newsroom
from groundwave.web.about import absolute
from groundwave.web.chrome import Chrome
from groundwave.web.pictures import picture


def whole_text(chrome: Chrome, story: newsroom.Story, *, photos: bool) -> str:
    """HTML with absolute addresses. Pictures only where they are our own and may be shown."""
    parts = [part for block in story.body for part in _part(chrome, block, photos=photos)]
    parts += [
        f"<p><em>{escape(row.get_kind_display())}: {escape(row.text)}</em></p>" for row in story.corrections.all()
    ]
    return "\n".join(part for part in parts if part)


def _part(chrome: Chrome, block: Any, *, photos: bool) -> Iterator[str]:
    value = block.value
    match block.block_type:
        case "pull_quote":
            who = ", ".join(filter(None, (value["who"], value["context"])))
            yield f"<blockquote><p>{escape(value['quote'])}</p>{f'<p>{escape(who)}</p>' if who else ''}</blockquote>"
        case "photo":
            if photos and may_give(chrome, value["photo"]):
                yield figure(chrome, value["photo"], value["caption"])
        case _:
            yield newsroom.words_of_block(block, site=chrome.site_url, at=chrome.now)


def may_give(chrome: Chrome, photo: newsroom.Photo | None) -> bool:
    """Agencies' pictures are licensed for our pages, not for everyone who reads a feed."""
    return photo is not None and photo.license == newsroom.Photo.License.OWN and chrome.may_show(photo)


def figure(chrome: Chrome, photo: newsroom.Photo, caption: str = "") -> str:
    """A picture with its caption and credit."""
    shown = picture(photo)
    words = " ".join(filter(None, (caption or photo.caption, photo.credit)))
    return (
        f'<figure><img src="{escape(absolute(chrome, shown.fallback))}" alt="{escape(shown.alt)}">'
        f"<figcaption>{escape(words)}</figcaption></figure>"
    )
