"""Facts of a broadcast license that can be checked without asking anyone."""

from __future__ import annotations

import re
from decimal import Decimal

CALL_SIGN = re.compile(r"^[KW][A-Z]{2,3}(-(FM|TV|DT|LD|CD|LP))?\Z")


def call_sign_fault(call_sign: str) -> str | None:
    """47 CFR 73.3550: K or W, two or three more letters, an optional service suffix. None when it is well formed."""
    if CALL_SIGN.match(call_sign):
        return None
    return f"“{call_sign}” is not a US broadcast call sign: K or W and two or three letters, then -FM or -TV if any."


def fm_frequency_fault(megahertz: Decimal | None) -> str | None:
    """47 CFR 73.201: 88.1 to 107.9 MHz in odd tenths. (87.9 exists, but only for displaced class D stations.)"""
    if megahertz is None:
        return "An FM station needs its frequency in MHz."
    tenths = megahertz * 10
    if tenths != int(tenths) or not 879 <= int(tenths) <= 1079 or int(tenths) % 2 == 0:
        return f"{megahertz} MHz is not an FM channel: 88.1 to 107.9 in steps of 0.2."
    return None


def tv_channel_fault(channel: int | None) -> str | None:
    """47 CFR 73.603 and the repack: RF channels 2 to 36; a virtual channel may be 1 to 99."""
    if channel is None:
        return "A TV station needs its channel number."
    if not 1 <= channel <= 99:
        return f"{channel} is not a TV channel: 1 to 99."
    return None


def public_file_address(*, kind: str, call_sign: str) -> str:
    """Where the FCC keeps the station's online public inspection file (47 CFR 73.3527(b))."""
    return f"https://publicfiles.fcc.gov/{kind}-profile/{call_sign.lower()}"
