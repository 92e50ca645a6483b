"""What readers see while the website does not answer: one small page with no outside parts, in both languages. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

RETRY_AFTER_SECONDS = 5

_WORDS = {
    "en": ("Back in a moment", "The website is starting or being mended. Live radio goes on:"),
    "es": ("Volvemos enseguida", "El sitio web está arrancando o en reparación. La radio en vivo continúa:"),
}
_NO_RADIO = {
    "en": "The website is starting or being mended.",
    "es": "El sitio web está arrancando o en reparación.",
}
_STYLE = (
    ":root{color-scheme:light dark;font:1.125rem/1.6 Georgia,serif}"
    "body{max-width:34rem;margin:12vh auto;padding:0 1.25rem}"
    "h1{font-size:1.75rem;line-height:1.2;margin:2.5rem 0 .5rem}"
    "audio{width:100%}ul{padding:0;list-style:none}li{margin:.75rem 0}"
)
POLICY = "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; frame-ancestors 'self'"


def page(services: Iterable[str], *, first: str = "en") -> str:
    """The page as HTML; `services` are the slugs that are on the air, `first` is the language to begin with."""
    order = ("es", "en") if first == "es" else ("en", "es")
    slugs = sorted(services)
    parts = [
        '<!doctype html><html lang="' + order[0] + '"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{_WORDS[order[0]][0]}</title><style>{_STYLE}</style></head><body><main>"
    ]
    for position, language in enumerate(order):
        title, sentence = _WORDS[language]
        level = "h1" if position == 0 else "h2"
        parts.append(
            f'<section lang="{language}"><{level}>{title}</{level}>'
            f"<p>{sentence if slugs else _NO_RADIO[language]}</p></section>"
        )
    if slugs:
        parts.append("<ul>")
        for slug in slugs:
            address = f"/live/{escape(slug)}/stream.mp3"
            parts.append(
                f'<li><a href="{address}">{escape(slug)}</a>'
                f'<br><audio controls preload="none" src="{address}" aria-label="{escape(slug)}"></audio></li>'
            )
        parts.append("</ul>")
    parts.append("</main></body></html>\n")
    return "".join(parts)
