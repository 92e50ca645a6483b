"""Forms for readers carry no token, since a token needs a cookie: the browser's own word about the sender is asked."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def is_from_our_pages(request: HttpRequest) -> bool:
    """Whether a form was sent from this site.

    Browsers that send `Sec-Fetch-Site` (W3C Fetch Metadata) say so themselves; for older ones `Origin` (RFC 6454,
    section 7) must be ours. A client that sends neither is not a browser, and cannot be made to act for a reader.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    return origin == settings.URL or urlsplit(origin).netloc == request.get_host()
