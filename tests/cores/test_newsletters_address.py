"""Which typed texts are addresses that mail can be sent to."""

from __future__ import annotations

import pytest

from groundwave.newsletters.core.address import Refusal, read_address


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("rosa@owl.example", "rosa@owl.example"),
        ("  rosa@owl.example \t", "rosa@owl.example"),
        ("Rosa.Quill+news@Owl.EXAMPLE", "Rosa.Quill+news@owl.example"),
        ("o'neil@owl.example", "o'neil@owl.example"),
        ("rosa@búho.example", "rosa@xn--bho-8na.example"),
        ("r@a.b.c.owl.example", "r@a.b.c.owl.example"),
        (f"{'a' * 64}@owl.example", f"{'a' * 64}@owl.example"),
    ],
)
def test_an_address_is_read_with_its_domain_in_lower_case_ascii(typed: str, read: str) -> None:
    assert read_address(typed) == read


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", Refusal.EMPTY),
        ("   ", Refusal.EMPTY),
        ("rosa", Refusal.MALFORMED),
        ("rosa@", Refusal.MALFORMED),
        ("@owl.example", Refusal.MALFORMED),
        ("rosa@owl", Refusal.MALFORMED),
        ("rosa@owl..example", Refusal.MALFORMED),
        ("rosa@-owl.example", Refusal.MALFORMED),
        ("rosa@127.0.0.1", Refusal.MALFORMED),
        ("rosa@[127.0.0.1]", Refusal.MALFORMED),
        (".rosa@owl.example", Refusal.MALFORMED),
        ("ro sa@owl.example", Refusal.MALFORMED),
        ('"rosa"@owl.example', Refusal.MALFORMED),
        ("Rosa <rosa@owl.example>", Refusal.MALFORMED),
        ("rosa@owl.example,ned@owl.example", Refusal.MALFORMED),
        ("rosa@owl.example\nBcc: all@owl.example", Refusal.MALFORMED),
        ("rosa@owl.example\r\n", Refusal.MALFORMED),
        ("rosa\x00@owl.example", Refusal.MALFORMED),
        ("rosa\u2028@owl.example", Refusal.MALFORMED),
        ("röse@owl.example", Refusal.MALFORMED),
        (f"{'a' * 65}@owl.example", Refusal.TOO_LONG),
        (f"rosa@{'a.' * 125}example", Refusal.TOO_LONG),
        ("a" * 100_000, Refusal.TOO_LONG),
    ],
)
def test_anything_else_is_refused_with_a_reason(typed: str, why: Refusal) -> None:
    assert read_address(typed) is why
