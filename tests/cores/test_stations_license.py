from decimal import Decimal

import pytest

from groundwave.stations.core import license as facts


@pytest.mark.parametrize("call_sign", ["KOWL", "WXYZ-FM", "KQED-TV", "WHA", "KBDI-DT", "WAAA-LP"])
def test_call_signs(call_sign: str) -> None:
    assert facts.call_sign_fault(call_sign) is None


@pytest.mark.parametrize("call_sign", ["", "kowl", "XOWL-FM", "K1WL", "KOWLS", "KOWL-AM2", "KOWL FM", "KOWL-FM\n"])
def test_what_is_no_call_sign(call_sign: str) -> None:
    assert facts.call_sign_fault(call_sign)


@pytest.mark.parametrize(
    ("megahertz", "good"),
    [("88.1", True), ("107.9", True), ("88.2", False), ("87.7", False), ("108.1", False), ("89.95", False)],
)
def test_fm_channels(megahertz: str, good: bool) -> None:
    assert (facts.fm_frequency_fault(Decimal(megahertz)) is None) is good


@pytest.mark.parametrize(("channel", "good"), [(2, True), (36, True), (0, False), (100, False), (None, False)])
def test_tv_channels(channel: int | None, good: bool) -> None:
    assert (facts.tv_channel_fault(channel) is None) is good
