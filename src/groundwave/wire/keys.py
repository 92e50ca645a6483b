"""Partners' keys: from the environment alone, to their own hosts alone."""

from __future__ import annotations

from urllib.parse import urlsplit

from groundwave.wire.models.source import NPR_KEY, is_nprs, token_named


class UnableToUseKey(Exception):
    """The key is not set, or may not be sent to that address; the message says which."""


def bearer(name: str, url: str, *, private_hosts: frozenset[str] = frozenset()) -> dict[str, str]:
    """The header with the key of that name, for that address; none where there is no name. Raises UnableToUseKey."""
    if not name:
        return {}
    token = token_named(name)
    if not token:
        raise UnableToUseKey(f"There is no key: {name} is not set.")
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in private_hosts:
        raise UnableToUseKey("The key is sent over https only.")
    if name == NPR_KEY and not is_nprs(url) and parts.hostname not in private_hosts:
        raise UnableToUseKey(f"NPR's key is not sent to {parts.hostname}.")
    return {"Authorization": f"Bearer {token}"}
