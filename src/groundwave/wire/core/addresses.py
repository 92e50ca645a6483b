"""Addresses inside wire documents: web pages, CDS documents and profiles, assets of the same document."""

import re
from typing import Final
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from groundwave.wire.core.bounds import MAX_ID_CHARS, MAX_URL_CHARS

ASSET_POINTER: Final = "#/assets/"
_DOCUMENTS = "/v1/documents/"


def web_address(value: object, *, base: str | None = None) -> str | None:
    """An absolute http or https URL, or None. A relative one is resolved against `base`, which is trusted."""
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_URL_CHARS:
        return None
    try:
        address = urljoin(base, value.strip()) if base else value.strip()
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.password:
        return None
    if len(address) > MAX_URL_CHARS or re.search(r"[\s<>\"\\^`{}\x00-\x1f\x7f\ud800-\udfff]", address):
        return None
    return address


def web_template(value: object) -> str | None:
    """A picture URL with {width}, {quality} and {format} and no other placeholder, or None."""
    if not isinstance(value, str):
        return None
    filled = re.sub(r"\{(?:width|quality|format)\}", "1", value)
    return value.strip() if filled != value and web_address(filled) else None


def mime_type(value: str) -> str:
    """A media type without its parameters, in lower case, or an empty string."""
    found = value.partition(";")[0].strip().lower()
    return found if re.fullmatch(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}", found) else ""


def last_part(href: str) -> str:
    """The last part of a path: `/v1/profiles/story` and its full URL are the same profile."""
    try:
        path = urlsplit(href).path
    except ValueError:
        return ""
    return path.rstrip("/").rpartition("/")[2]


def document_id(href: str) -> str | None:
    """The id in a link to a CDS document (`/v1/documents/ID`, also as a full URL), or None."""
    try:
        path = urlsplit(href).path
    except ValueError:
        return None
    before, found, rest = path.partition(_DOCUMENTS)
    if not found or before or "/" in rest or not 0 < len(rest) <= MAX_ID_CHARS:
        return None
    return unquote(rest)


def asset_key(href: str) -> str | None:
    """The key in a link to an asset of the same document (`#/assets/KEY`, an RFC 6901 pointer), or None."""
    if not href.startswith(ASSET_POINTER):
        return None
    return unquote(href[len(ASSET_POINTER) :]).replace("~1", "/").replace("~0", "~")


def original_name(url: str) -> str:
    """A picture's own file name: a resizer carries the original's address in `?url=`, as NPR's does."""
    try:
        parts = urlsplit(url)
        source = parse_qs(parts.query, max_num_fields=50).get("url", [""])[0]
        path = urlsplit(source).path if source else parts.path
    except ValueError:
        return ""
    name = unquote(path).rstrip("/").rpartition("/")[2]
    return re.sub(r"[^\w.\-]+", "-", name).strip("-.")[-120:]
