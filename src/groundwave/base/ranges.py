"""A stored file as an answer with byte ranges, for what no web server gives: sound in a bucket, sound for editors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Final

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

_ONE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_PIECE: Final = 1 << 18


def ranged(request: HttpRequest, file: IO[bytes], size: int, *, content_type: str) -> HttpResponseBase:
    """The whole file, the one part that was asked for, or 416; closes the file. Never stored on the way."""
    first, last, status = 0, size - 1, 200
    asked = _ONE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    # Without a validator of ours an If-Range never matches, and the whole file is right.
    if asked and (asked[1] or asked[2]) and "If-Range" not in request.headers:
        first = int(asked[1]) if asked[1] else max(0, size - int(asked[2]))
        last = min(size - 1, int(asked[2])) if asked[1] and asked[2] else size - 1
        status = 206 if first <= last else 416
    said = {"Accept-Ranges": "bytes", "Cache-Control": "no-store", "Content-Type": content_type}
    if status == 416:
        file.close()
        return HttpResponse(status=416, headers=said | {"Content-Range": f"bytes */{size}"})
    if status == 206:
        said["Content-Range"] = f"bytes {first}-{last}/{size}"
    said["Content-Length"] = str(last - first + 1)
    if request.method == "HEAD":
        file.close()
        return HttpResponse(status=status, headers=said)
    return StreamingHttpResponse(_pieces(file, first, last - first + 1), status=status, headers=said)


def _pieces(file: IO[bytes], first: int, left: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        while left > 0 and (piece := file.read(min(left, _PIECE))):
            left -= len(piece)
            yield piece
