"""Agencies over HTTP: one document, pages of them, or a list of addresses of documents."""

from __future__ import annotations

from urllib.parse import urlsplit

from groundwave.kit.packed import UnableToUnpack, unpacked
from groundwave.wire.core.bounds import MAX_DOCUMENT_BYTES
from groundwave.wire.core.listing import listed, next_page
from groundwave.wire.core.outcome import Unreadable
from groundwave.wire.models import Document
from groundwave.wire.reporting import Line, Verdict
from groundwave.wire.sources.run import Run, UnableToPull

_MOST_PAGES = 20
_MOST_FETCHED = 200


def pull_list(run: Run) -> None:
    """Ask for the source's address, and for what it lists and was not fetched before.

    An agency that gives the address of the next page (`next_page`) is asked there from then on: that is how its new
    items are had. Raises UnableToPull.
    """
    source = run.source
    known = source.state if source.state.get("address") == source.address else {}
    url, etag = str(known.get("next") or source.address), str(known.get("etag") or "")
    for _ in range(_MOST_PAGES):
        answer = run.get(url, headers={"If-None-Match": etag} if etag else {})
        if answer.status == 304:
            return
        if answer.status in (400, 404, 410) and url != source.address:
            source.state = {"address": source.address}  # the cursor is no longer known there: begin again
            run.unfinished = True
            return
        if answer.status != 200:
            raise run.refused(answer)
        if (addresses := _listed(answer.data, answer.url)) is not None:
            _fetch(run, addresses)
            following = None
        else:
            run.take(answer.data, name=answer.url)
            following = next_page(answer.data, base=answer.url)
        etag = "" if run.unfinished else answer.headers.get("etag", "")[:500]
        source.state = {
            "address": source.address,
            "etag": "" if following else etag,
            "next": following or known.get("next"),
        }
        if not following or following == url or not run.has_time():
            return
        url, etag = following, ""


def _listed(data: bytes, base: str) -> tuple[str, ...] | None:
    try:
        return listed(unpacked(data, at_most=MAX_DOCUMENT_BYTES), base=base)
    except (Unreadable, UnableToUnpack):
        return None  # its reader says what is wrong with it


def _fetch(run: Run, addresses: tuple[str, ...]) -> None:
    names = {address: address[:500] for address in addresses}
    had = set(Document.objects.filter(source=run.source, name__in=names.values()).values_list("name", flat=True))
    new = [address for address, name in names.items() if name not in had]
    for number, address in enumerate(new):
        if number >= _MOST_FETCHED or not run.has_time():
            run.unfinished = True
            return
        try:
            answer = run.get(address)
        except UnableToPull as unable:
            run.tell(Line(Verdict.REFUSED, address, "", str(unable)))
            continue
        if answer.status == 200:
            run.take(answer.data, name=address)
        else:
            host = urlsplit(address).hostname
            run.tell(Line(Verdict.REFUSED, address, "", f"{address}: {host} answered {answer.status}"))
