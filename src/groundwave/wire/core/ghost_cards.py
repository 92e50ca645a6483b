"""The cards of Ghost's editor, which Mobiledoc and Lexical share, as HTML that `old_html` reads."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any, Final

from groundwave.wire.core.markdown import markdown_html

_OF_GHOST_ALONE: Final = {
    "email-cta": "what was for readers of the newsletter alone",
    "email": "what was for readers of the newsletter alone",
    "signup": "a form to sign up",
    "paywall": "the place where the part for members begins",
    "product": "a product card",
    "transistor": "a private podcast player",
}


def text_of(node: Mapping[str, Any], *names: str) -> str:
    """The first of these fields that holds words."""
    return next((str(node[name]) for name in names if isinstance(node.get(name), str | int) and node[name] != ""), "")


def card_html(kind: str, card: Mapping[str, Any], notes: list[str]) -> str:
    """What Ghost alone can show is left out and noted."""
    caption = f"<figcaption>{text_of(card, 'caption')}</figcaption>" if text_of(card, "caption") else ""
    match kind:
        case "image":
            return _image(card, caption)
        case "gallery":
            images = card.get("images")
            found = [one for one in images if isinstance(one, Mapping)] if isinstance(images, list) else []
            own = "".join(_image(one, _caption(one)) for one in found)
            return f"{own}<p>{text_of(card, 'caption')}</p>" if caption else own
        case "html":
            return text_of(card, "html")
        case "markdown":
            return markdown_html(text_of(card, "markdown"))
        case "code" | "codeblock":
            under = f"<p>{text_of(card, 'caption')}</p>" if caption else ""
            return f"<pre>{escape(text_of(card, 'code'))}</pre>{under}"
        case "hr" | "horizontalrule":
            return "<hr>"
        case "embed" | "bookmark":
            return _link(card, caption)
        case "callout":
            emoji = escape(text_of(card, "calloutEmoji"))
            return f"<blockquote><p>{emoji} {text_of(card, 'calloutText')}</p></blockquote>"
        case "toggle":
            return f"<h3>{text_of(card, 'heading')}</h3>{text_of(card, 'content')}"
        case "button" | "call-to-action":
            words = f"<p>{text_of(card, 'textValue')}</p>" if text_of(card, "textValue") else ""
            return words + _button(card)
        case "header":
            words = f"<h2>{text_of(card, 'header', 'heading')}</h2><p>{text_of(card, 'subheader', 'subheading')}</p>"
            picture = _image({"src": text_of(card, "backgroundImageSrc")}, "")
            return (picture if text_of(card, "backgroundImageSrc") else "") + words + _button(card)
        case "audio":
            return f'<audio src="{escape(text_of(card, "src"))}" title="{escape(text_of(card, "title"))}"></audio>'
        case "video":
            return f'<figure><video src="{escape(text_of(card, "src"))}"></video>{caption}</figure>'
        case "file":
            name = text_of(card, "fileTitle", "fileName") or "File"
            said = text_of(card, "fileCaption")
            under = f"<p>{said}</p>" if said else ""
            return f'<p><a href="{escape(text_of(card, "src"))}">{escape(name)}</a></p>{under}'
    notes.append(f"{_OF_GHOST_ALONE.get(kind, f'the card “{kind[:40]}”')} was left out")
    return ""


def _button(card: Mapping[str, Any]) -> str:
    url = text_of(card, "buttonUrl")
    return f'<p><a href="{escape(url)}">{escape(text_of(card, "buttonText") or url)}</a></p>' if url else ""


def _caption(card: Mapping[str, Any]) -> str:
    return f"<figcaption>{text_of(card, 'caption')}</figcaption>" if text_of(card, "caption") else ""


def _image(card: Mapping[str, Any], caption: str) -> str:
    source, alt = escape(text_of(card, "src")), escape(text_of(card, "alt", "altText"))
    return f'<figure><img src="{source}" alt="{alt}">{caption}</figure>'


def _link(card: Mapping[str, Any], caption: str) -> str:
    """An embed or a bookmark: its address, and its title where one is told."""
    metadata = card.get("metadata")
    told = metadata if isinstance(metadata, Mapping) else {}
    url, title = text_of(card, "url") or text_of(told, "url"), text_of(told, "title")
    if not url.startswith(("http://", "https://")):
        return text_of(card, "html")
    heard = caption or (f"<figcaption>{escape(title)}</figcaption>" if title else "")
    return f'<figure class="kg-embed-card">{escape(url)}{heard}</figure>'
