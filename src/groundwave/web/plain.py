"""The style of the text-only site: small enough to stand in the page, allowed there by its own hash."""

from __future__ import annotations

import base64
import hashlib
from typing import Final

from django.utils.safestring import SafeString, mark_safe

STYLE: Final = (
    "html{background:Window;color:WindowText}"
    "body{max-width:38em;margin:0 auto;padding:1em;font:1.06em/1.55 Georgia,serif}"
    "a{padding:.1em 0}h1{line-height:1.2}hr{border:0;border-top:1px solid}li{margin:.4em 0}"
    "input,button{font:inherit;max-width:100%}"
    "table{border-collapse:collapse}td,th{padding:.2em .6em .2em 0;text-align:left}"
)

# CSP Level 3, section 2.3.1: the hash allows exactly this text and no other inline style.
STYLE_SOURCE: Final = f"'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"


def element() -> SafeString:
    return mark_safe(f"<style>{STYLE}</style>")  # noqa: S308 - a constant of ours
