"""What a reader is given for a page of the site: the stored page if there is one, else what the website says."""

from __future__ import annotations

from typing import Literal

from groundwave.delivery.core.address import Clean, meaning
from groundwave.delivery.core.address import Page as Stored

from .answers import Answer, send_text
from .encodings import preferred
from .gate import Flights
from .hosts import OwnHosts
from .pages import Form, Page
from .shelf import Shelf
from .types import Message, Scope, Send

_NOTHING: Message = {"type": "http.response.body", "body": b""}
_EDITOR = b"sessionid="
_CDN = b"surrogate-capability"  # https://www.w3.org/TR/edge-arch/


class Readers:
    """Gives stored pages; says of everything else who answers it."""

    def __init__(self, shelf: Shelf, hosts: OwnHosts) -> None:
        self._shelf = shelf
        self._hosts = hosts
        self.flights = Flights()

    def at_hand(self, method: str, path: str, headers: dict[bytes, bytes]) -> Answer | None:
        """The whole answer when it needs no waiting: the way that nearly every request takes.

        A page with a parameter has a question mark in its key and is looked for in `give`; a path that has one in it
        (%3F) must not find it here. A CDN is told more, there as well.
        """
        if "?" in path or _CDN in headers or not self._may_read(headers):
            return None
        page = self._shelf.at_hand(path)
        if page is None:
            return None
        form = page.form(preferred(headers.get(b"accept-encoding", b"")))
        if _has_it(page, form, headers):
            return form.whole_unchanged
        return Answer(form.whole.head, b"") if method == "HEAD" else form.whole

    async def give(self, scope: Scope, send: Send) -> Literal["given"] | Stored | None:
        """Answer when the store has the page. Otherwise the page that the website is to be asked for, or None when the
        address is none of the store's, or the reader is an editor or came for another host.
        """
        if scope["method"] not in ("GET", "HEAD"):
            return None
        headers: dict[bytes, bytes] = dict(scope["headers"])
        if not self._may_read(headers):
            return None
        match meaning(scope["path"], scope["query_string"].decode("latin-1")):
            case Clean(url):
                head = scope["method"] == "HEAD"
                await send_text(send, 302, f"This page is at {url}", head=head, extra=(("location", url),))
                return "given"
            case Stored(key) as wanted:
                page = await self._shelf.fetch(key)
                if page is None and await self.flights.landed(key):
                    page = await self._shelf.fetch(key)
                if page is None:
                    return wanted
                start, body = _answer(page, headers, scope["method"])
                await send(start)
                await send(body)
                return "given"
            case _:
                return None

    def _may_read(self, headers: dict[bytes, bytes]) -> bool:
        cookie = headers.get(b"cookie")
        return (
            headers.get(b"host") in self._hosts
            and (cookie is None or _EDITOR not in cookie)
            and b"authorization" not in headers
        )


# Said only to who is told the keys as well. Not s-maxage in Cache-Control: it forbids shared caches to answer with what
# is stale (RFC 9111, section 5.2.2.10), so while the station is down the CDN would be down too.
_KEPT_UNTIL_PURGED = (b"surrogate-control", b"max-age=86400, stale-while-revalidate=300, stale-if-error=604800")


def _answer(page: Page, headers: dict[bytes, bytes], method: str) -> tuple[Message, Message]:
    form = page.form(preferred(headers.get(b"accept-encoding", b"")))
    has_it = _has_it(page, form, headers)
    start = form.unchanged if has_it else form.start
    if page.surrogate_key and _CDN in headers:
        keys = page.surrogate_key.encode("latin-1", "replace")
        start = {**start, "headers": [*start["headers"], (b"surrogate-key", keys), _KEPT_UNTIL_PURGED]}
    return start, _NOTHING if has_it or method == "HEAD" else form.body


def _has_it(page: Page, form: Form, headers: dict[bytes, bytes]) -> bool:
    """Whether the reader has this form already: RFC 9110, section 13.2.2. A withdrawal is said each time."""
    if form.start["status"] != 200:
        return False
    if (known := headers.get(b"if-none-match")) is not None:
        tags = {tag.strip().removeprefix("W/") for tag in known.decode("latin-1").split(",")}
        return form.etag in tags or "*" in tags
    # The very date that was said, not a later one: after a clock was set back, a newer page has an older date.
    since = headers.get(b"if-modified-since")
    return since is not None and since == page.modified
