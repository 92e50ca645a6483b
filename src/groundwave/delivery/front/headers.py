"""Which headers pass between a reader and the website, and which are the front's own word. Pure."""

from __future__ import annotations

from collections.abc import Iterable

Headers = list[tuple[bytes, bytes]]

_HOP_BY_HOP = frozenset(
    {
        b"connection",
        b"keep-alive",
        b"proxy-authenticate",
        b"proxy-authorization",
        b"proxy-connection",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
    }
)
# What a reader says about where the request came from is never believed; `proxy` becomes HTTP_PROXY under WSGI.
_OURS_TO_SAY = frozenset({b"forwarded", b"x-real-ip", b"proxy", b"expect"})
_MOST_BYTES = 32 * 1024
_MOST_HEADERS = 100


def too_large(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """More header than any browser of a reader sends."""
    sizes = [len(name) + len(value) for name, value in headers]
    return len(sizes) > _MOST_HEADERS or sum(sizes) > _MOST_BYTES


def to_website(
    headers: Iterable[tuple[bytes, bytes]], *, peer: str, scheme: str, public_host: str, public_scheme: str
) -> Headers:
    """The request's headers for the website: true X-Forwarded-*, nothing forged, nothing hop-by-hop.

    `public_scheme` (of GROUNDWAVE_URL) is what readers use for `public_host`, also behind a server that ends TLS.
    """
    given = list(headers)
    named = _named_by_connection(given)
    host = next((value for name, value in given if name == b"host"), b"")
    passed = [
        (name, value)
        for name, value in given
        # WSGI cannot tell x_forwarded_for from x-forwarded-for, so no name with an underscore passes.
        if name not in _HOP_BY_HOP
        and name not in _OURS_TO_SAY
        and name not in named
        and not name.startswith(b"x-forwarded-")
        and b"_" not in name
    ]
    proto = public_scheme if host.decode("latin-1").lower() == public_host.lower() else scheme
    return [
        *passed,
        (b"x-forwarded-for", peer.encode("latin-1")),
        (b"x-forwarded-proto", proto.encode("latin-1")),
        (b"x-forwarded-host", host),
    ]


def to_reader(headers: Iterable[tuple[bytes, bytes]]) -> Headers:
    """The response's headers for the reader: lower case, without what belongs to the inner connection."""
    given = [(name.lower(), value) for name, value in headers]
    named = _named_by_connection(given)
    drop = _HOP_BY_HOP | named | {b"server", b"date"}
    return [(name, value) for name, value in given if name not in drop]


def _named_by_connection(headers: Iterable[tuple[bytes, bytes]]) -> frozenset[bytes]:
    named = {token.strip().lower() for name, value in headers if name == b"connection" for token in value.split(b",")}
    return frozenset(named - {b"close", b"host", b"content-length", b""})
