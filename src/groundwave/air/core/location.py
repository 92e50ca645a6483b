"""What a person typed as a source of sound: a stream's address, or a file, a folder or a playlist on this machine."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

LONGEST = 1_000
_MOUNT = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}\Z")


class UnableToUseSource(ValueError):
    """The words are no source of sound; the message says what would be one."""


@dataclass(frozen=True)
class Location:
    """`kind` is http, srt, rtp, mount or file; a file's path is still to be looked at by whoever can see the disk."""

    kind: str
    text: str

    @property
    def shown(self) -> str:
        """As a person may see it: without the user name and password of an address."""
        if self.kind == "file":
            return self.text
        if self.kind == "mount":
            return f"mount {self.text}"
        parts = urlsplit(self.text)
        query = "" if self.kind == "srt" else parts.query  # where its passphrase stands
        return parts._replace(netloc=parts.netloc.rpartition("@")[2], query=query).geturl()


def read_location(text: str) -> Location:
    """Raises UnableToUseSource for an address of another protocol, one without a host, or no words at all."""
    text = text.strip()
    if not text:
        raise UnableToUseSource("Give the address of a stream (http:// or https://) or the path of an audio file.")
    if len(text) > LONGEST or any(ord(letter) < 32 or ord(letter) == 127 for letter in text):
        raise UnableToUseSource(f"{text[:60]!r} is too long or holds characters that no address or path has.")
    scheme, mark, _ = text.partition("://")
    scheme = scheme.lower()
    if text.startswith("mount:"):
        name = text.removeprefix("mount:").removeprefix("/")
        if not _MOUNT.match(name):
            raise UnableToUseSource(
                f"{text} is no mount: its name has small letters, digits, dots and hyphens, at most 40."
            )
        return Location("mount", f"/{name}")
    if not mark:
        return Location("file", text.removeprefix("file:"))
    if scheme == "file":
        return Location("file", urlsplit(text).path)
    if scheme not in ("http", "https", "srt", "rtp"):
        raise UnableToUseSource(
            f"{text}: {scheme}:// is not read; http://, https://, srt:// and rtp:// are, and files on this machine."
        )
    try:
        parts = urlsplit(text)
        named = (bool(parts.hostname) or scheme == "srt") and (parts.port is None or parts.port > 0)
    except ValueError:
        named = False
    if not named:
        raise UnableToUseSource(f"{text} names no host. An address looks like https://stream.example.org/live.mp3")
    if not text.isascii() or " " in text:
        # The engine takes none of a plan that names such an address, not its good sources either.
        raise UnableToUseSource(f"{text} holds a blank or a letter that no address has; write it as %20, or as xn--….")
    return Location(scheme if scheme in ("srt", "rtp") else "http", text)
