"""Reading an e-mail address that a stranger typed."""

from __future__ import annotations

import enum
import re

MAX_ADDRESS, MAX_LOCAL = 254, 64  # RFC 5321, 4.5.3.1; 254 is what fits into a forward path (RFC 3696, erratum 1690)

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_TOP = re.compile(r"[a-z][a-z0-9-]*[a-z0-9]")  # never all digits: that would be an IPv4 address


class Refusal(enum.Enum):
    """Why it is not an address that mail can be sent to."""

    EMPTY = "empty"
    TOO_LONG = "too long"
    MALFORMED = "malformed"


def read_address(typed: str) -> str | Refusal:
    """The address with its domain in lower-case ASCII, or why there is none.

    Spaces around it are forgiven; anything that could end a mail header, name a second recipient or hide a
    comment is not. Quoted local parts and domain literals (RFC 5322, 3.4.1) are refused: nobody's newsletter
    goes there.
    """
    address = typed.strip(" \t\u00a0")
    if not address:
        return Refusal.EMPTY
    if len(address) > MAX_ADDRESS:
        return Refusal.TOO_LONG
    local, at_sign, domain = address.rpartition("@")
    if not at_sign or not _LOCAL.fullmatch(local):
        return Refusal.MALFORMED
    try:
        plain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return Refusal.MALFORMED
    labels = plain.split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels) or not _TOP.fullmatch(labels[-1]):
        return Refusal.MALFORMED
    read = f"{local}@{plain}"
    return Refusal.TOO_LONG if len(local) > MAX_LOCAL or len(read) > MAX_ADDRESS else read
