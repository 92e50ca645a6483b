"""Which requests tell a CDN that pages changed. Pure: URLs and headers in and out.

Sources: Fastly's purge API (POST /service/{id}/purge with Surrogate-Key, at most 256 keys), Varnish's xkey module
(keys in a header of a PURGE request, parted by spaces).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import parse_qsl, quote, unquote, urlsplit

Kind = Literal["fastly", "purge", "cloudflare", "cloudfront"]

_MOST_KEYS: Final = 256
_FASTLY: Final = "https://api.fastly.com"


class UnknownCdn(ValueError):
    """CDN_URL names no CDN that can be told; `str()` is the sentence for the person."""


@dataclass(frozen=True)
class Cdn:
    """One CDN. `token` is its secret and never shown; `where` a service, a zone, a distribution, or an address."""

    kind: Kind
    where: str
    token: str = field(default="", repr=False)
    api: str = ""

    @property
    def by_key(self) -> bool:
        """Whether it is told surrogate keys; else it is told the addresses of pages."""
        return self.kind in ("fastly", "purge")


@dataclass(frozen=True)
class Purge:
    """One request to send."""

    method: str
    url: str
    headers: dict[str, str] = field(repr=False)


def cdn_from(url: str) -> Cdn:
    """Raises UnknownCdn.

    fastly://SERVICE?token=…, varnish://host:port, purge+https://host/path?token=…, cloudflare://ZONE?token=…,
    cloudfront://DISTRIBUTION.
    """
    try:
        parts = urlsplit(url)
        where, given = unquote(parts.netloc), dict(parse_qsl(parts.query))
        _ = parts.port if parts.scheme in ("varnish", "purge+http", "purge+https") else None
    except ValueError as error:
        raise UnknownCdn(f"CDN_URL is no address: {error}.") from error
    token = given.get("token", "")
    if not where:
        raise UnknownCdn("CDN_URL says no service, zone or host after “://”.")
    match parts.scheme:
        case "fastly" | "cloudflare":
            if not token:
                raise UnknownCdn(f"CDN_URL lacks the token: {parts.scheme}://{where}?token=…")
            return Cdn("fastly" if parts.scheme == "fastly" else "cloudflare", where, token, given.get("api", _FASTLY))
        case "cloudfront":
            return Cdn("cloudfront", where)
        case "varnish":
            return Cdn("purge", f"http://{parts.netloc}/", token)
        case "purge+http" | "purge+https":
            return Cdn("purge", f"{parts.scheme.removeprefix('purge+')}://{parts.netloc}{parts.path or '/'}", token)
        case scheme:
            raise UnknownCdn(
                f"CDN_URL begins with “{scheme}”. Known are fastly://, varnish://, purge+https://, cloudflare:// "
                "and cloudfront://; docs/operator/several-machines.md shows each."
            )


def purges(cdn: Cdn, keys: Sequence[str]) -> Iterator[Purge]:
    """The requests that purge everything that bears one of the surrogate keys."""
    for start in range(0, len(keys), _MOST_KEYS):
        said = " ".join(keys[start : start + _MOST_KEYS])
        if cdn.kind == "fastly":
            address = f"{cdn.api.rstrip('/')}/service/{quote(cdn.where, safe='')}/purge"
            yield Purge("POST", address, {"fastly-key": cdn.token, "surrogate-key": said, "accept": "application/json"})
        else:
            token = {"authorization": f"Bearer {cdn.token}"} if cdn.token else {}
            yield Purge("PURGE", cdn.where, {"surrogate-key": said, "xkey": said, **token})
