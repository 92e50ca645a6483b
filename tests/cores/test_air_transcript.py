"""Captions as text that can be read, and files that are none."""

from __future__ import annotations

import pytest

from groundwave.air.core.transcript import UnableToReadTranscript, read

VTT = """WEBVTT

NOTE made by hand

1
00:00.000 --> 00:02.000 align:start
<v Rosa>The fog came in.

00:02.000 --> 00:04.000
The fog came in.
<i>Nobody</i> saw it.
"""

SRT = "\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\nBúhos.\r\n\r\n2\r\n00:00:02,000 --> 00:00:03,000\r\nSí.\r\n"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.vtt", VTT, "The fog came in. Nobody saw it."),
        ("a.SRT", SRT, "Búhos. Sí."),
        ("a.txt", "First.\n\nSecond.\n", "First.\n\nSecond."),
    ],
)
def test_what_is_said(name: str, data: str, said: str) -> None:
    assert read(name, data.encode())[1] == said


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.pdf", b"", "no transcript"),
        ("a.vtt", b"1\n00:00 --> 00:01\nx", "begin with WEBVTT"),
        ("a.srt", b"just words", "no captions"),
        ("a.txt", b"\xff\xfe", "not in UTF-8"),
        ("a.txt", b"x" * 2_000_001, "more than 2 MB"),
    ],
)
def test_what_is_no_transcript_is_refused_in_words(name: str, data: bytes, why: str) -> None:
    with pytest.raises(UnableToReadTranscript, match=why):
        read(name, data)
