"""What is said in an episode: captions (WebVTT, SubRip) or plain text, made into paragraphs that can be read."""

from __future__ import annotations

import re

MOST_BYTES = 2_000_000
ENDINGS = ("vtt", "srt", "txt")
_ARROW = re.compile(r"-->")
_MARKUP = re.compile(r"<[^>]{0,200}>|\{\\[^}]{0,50}\}")
_SENTENCES = 6


class UnableToReadTranscript(ValueError):
    """The file is no transcript; the message says what would be one."""


def read(name: str, data: bytes) -> tuple[str, str]:
    """The ending of a file and its text. Raises UnableToReadTranscript."""
    ending = name.rpartition(".")[2].lower()
    if ending not in ENDINGS:
        raise UnableToReadTranscript(f"{name[:60]} is no transcript. Give a .vtt, a .srt or a .txt file.")
    if len(data) > MOST_BYTES:
        raise UnableToReadTranscript(f"{name[:60]} has more than {MOST_BYTES // 1_000_000} MB: that is no transcript.")
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    except UnicodeDecodeError as error:
        raise UnableToReadTranscript(f"{name[:60]} is not in UTF-8. Save it in that encoding.") from error
    if ending == "vtt" and not text.startswith("WEBVTT"):
        raise UnableToReadTranscript(f"{name[:60]} does not begin with WEBVTT, so players would refuse it.")
    if ending != "txt" and not _ARROW.search(text):
        raise UnableToReadTranscript(f"{name[:60]} has no captions: there is no line with times and an arrow.")
    return ending, text.strip() if ending == "txt" else _spoken(text)


def _spoken(text: str) -> str:
    """The words of captions in order, without times, numbers and markup; a line that is repeated is said once."""
    lines: list[str] = []
    for cue in re.split(r"\n{2,}", text):
        rows = cue.split("\n")
        times = next((n for n, row in enumerate(rows) if _ARROW.search(row)), None)
        if times is None:
            continue
        for row in rows[times + 1 :]:
            said = " ".join(_MARKUP.sub("", row).split())
            if said and (not lines or lines[-1] != said):
                lines.append(said)
    sentences = re.split(r"(?<=[.!?…])\s+", " ".join(lines))
    paragraphs = [" ".join(sentences[n : n + _SENTENCES]) for n in range(0, len(sentences), _SENTENCES)]
    return "\n\n".join(paragraphs).strip()
