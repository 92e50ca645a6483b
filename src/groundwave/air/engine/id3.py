"""The tags that stand before the frames of an MP3: ID3v2.4, with cover and chapters (id3v2.4.0, id3v2-chapters-1.0)."""

import struct
from collections.abc import Sequence
from typing import Final

from groundwave.air.engine.m4a import Chapter, Tags

_UTF8: Final = b"\x03"
_LATIN: Final = b"\x00"
_COVER: Final = 3  # "Cover (front)"
_NO_OFFSET: Final = 0xFFFF_FFFF
_ORDERED_AND_FIRST: Final = 3
_MOST_CHAPTERS: Final = 255


def tag(tags: Tags, chapters: Sequence[Chapter], seconds: float) -> bytes:
    """The whole tag; ``seconds`` is where the last chapter ends."""
    words = (("TIT2", tags.title), ("TPE1", tags.artist), ("TALB", tags.album), ("TDRC", tags.day[:10]))
    frames = [_frame(name, _UTF8 + text.encode()) for name, text in (*words, ("TCOP", tags.copyright)) if text]
    if tags.comment:
        frames.append(_frame("COMM", _UTF8 + b"eng\0" + tags.comment.encode()))
    if tags.cover:
        kind = b"image/png" if tags.cover.startswith(b"\x89PNG") else b"image/jpeg"
        frames.append(_frame("APIC", _LATIN + kind + b"\0" + bytes((_COVER,)) + b"\0" + tags.cover))
    told = [*chapters][:_MOST_CHAPTERS]
    if told:
        names = [f"chapter{place}".encode() + b"\0" for place in range(len(told))]
        listed = bytes((_ORDERED_AND_FIRST, len(told))) + b"".join(names)
        frames.append(_frame("CTOC", b"contents\0" + listed))
        ends = [*(chapter.at for chapter in told[1:]), seconds]
        for name, chapter, end in zip(names, told, ends, strict=True):
            times = struct.pack(">4I", round(chapter.at * 1000), round(end * 1000), _NO_OFFSET, _NO_OFFSET)
            frames.append(_frame("CHAP", name + times + _frame("TIT2", _UTF8 + chapter.title.encode())))
    content = b"".join(frames)
    return b"ID3\x04\x00\x00" + _synchsafe(len(content)) + content


def _frame(name: str, content: bytes) -> bytes:
    return name.encode() + _synchsafe(len(content)) + b"\0\0" + content


def _synchsafe(number: int) -> bytes:
    """28 bits in four bytes of seven."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))
