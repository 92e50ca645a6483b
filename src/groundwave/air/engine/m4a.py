"""An .m4a of AAC frames, written box by box: sample-exact by an edit list, tables before the sound, tags, chapters.

ISO/IEC 14496-12 (boxes, edit lists, sample groups), 14496-14 (mp4a); the tags and chapters are those that Apple's
QuickTime format names. The movie's timescale is the sample rate, so that nothing is rounded.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from groundwave.air.engine.cmaf import box, boxes
from groundwave.air.engine.timeline import AAC_FRAME, RATE

_PER_CHUNK: Final = 47  # frames: about a second
_MATRIX: Final = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_EPOCH_OF_MP4: Final = 2_082_844_800  # seconds from 1904 to 1970
_MOST_CHAPTERS: Final = 255  # a chapter list counts in one byte
_LONGEST_TITLE: Final = 255  # bytes
_TEXT: Final = 1
_JPEG: Final = 13
_PNG: Final = 14


@dataclass(frozen=True)
class Chapter:
    """`at` is in seconds from the first sample that is heard."""

    at: float
    title: str


@dataclass(frozen=True)
class Tags:
    """What players show. `day` is a date or an instant as ISO 8601 writes it; `cover` is JPEG or PNG, or empty."""

    title: str = ""
    artist: str = ""
    album: str = ""
    day: str = ""
    comment: str = ""
    copyright: str = ""
    cover: bytes = field(default=b"", repr=False)


def full(kind: bytes, version: int, flags: int, *parts: bytes) -> bytes:
    return box(kind, struct.pack(">I", version << 24 | flags), *parts)


def header(
    *,
    sizes: Sequence[int],
    lead: int,
    samples: int,
    entry: bytes,
    made_at: float,
    tags: Tags | None = None,
    chapters: Sequence[Chapter] = (),
) -> tuple[bytes, bytes]:
    """Everything before the frames, and what follows behind the last of them (the chapters' titles).

    ``sizes`` are those of the frames, which then stand in order right behind the first part; ``lead`` samples of them
    are decoded and not heard, and ``samples`` are heard after that. ``entry`` is the content of the ``stsd`` box of
    the archive's initialization segment; ``made_at`` is in seconds of Unix time.
    """
    told = [*chapters][:_MOST_CHAPTERS]
    titles = [_title_sample(chapter.title) for chapter in told]
    length = sum(sizes) + sum(map(len, titles))
    wide = length > 0xF000_0000
    mdat = struct.pack(">I4sQ", 1, b"mdat", 16 + length) if wide else struct.pack(">I4s", 8 + length, b"mdat")
    start = box(b"ftyp", b"M4A ", struct.pack(">I", 512), b"M4A isomiso2mp42")
    made = int(made_at) + _EPOCH_OF_MP4

    def moov(offset: int) -> bytes:
        tracks = [_sound_track(sizes, lead, samples, entry, made, offset, wide, has_chapters=bool(told))]
        if told:
            tracks.append(_chapter_track(told, titles, samples, made, offset + sum(sizes), wide))
        movie = struct.pack(">QQIQIH10x", made, made, RATE, samples, 0x10000, 0x0100) + _MATRIX + bytes(24)
        movie += struct.pack(">I", len(tracks) + 1)
        return box(b"moov", full(b"mvhd", 1, 0, movie), *tracks, _about(tags or Tags(), told))

    # The tables' length does not depend on the places that they name.
    offset = len(start) + len(moov(0)) + len(mdat)
    return start + moov(offset) + mdat, b"".join(titles)


# ------------------------------------------------------------------ the sound
def _sound_track(
    sizes: Sequence[int],
    lead: int,
    samples: int,
    entry: bytes,
    made: int,
    offset: int,
    wide: bool,
    *,
    has_chapters: bool,
) -> bytes:
    count = len(sizes)
    whole, rest = divmod(count, _PER_CHUNK)
    runs = ([(1, _PER_CHUNK, 1)] if whole else []) + ([(whole + 1, rest, 1)] if rest else [])
    places, at = [], offset
    for first in range(0, count, _PER_CHUNK):
        places.append(at)
        at += sum(sizes[first : first + _PER_CHUNK])
    tables = box(
        b"stbl",
        box(b"stsd", entry),
        full(b"stts", 0, 0, struct.pack(">III", 1, count, AAC_FRAME)),
        full(b"stsc", 0, 0, struct.pack(">I", len(runs)), *(struct.pack(">III", *run) for run in runs)),
        full(b"stsz", 0, 0, struct.pack(f">II{count}I", 0, count, *sizes)),
        _places(places, wide),
        # Each frame needs the one before it (14496-12, 10.1: AudioRollRecoveryEntry).
        full(b"sgpd", 1, 0, struct.pack(">4sIIh", b"roll", 2, 1, -1)),
        full(b"sbgp", 0, 0, struct.pack(">4sIII", b"roll", 1, count, 1)),
    )
    edit = box(b"edts", full(b"elst", 1, 0, struct.pack(">IQqHH", 1, samples, lead, 1, 0)))
    chapters = box(b"tref", box(b"chap", struct.pack(">I", 2))) if has_chapters else b""
    media = _media(b"soun", full(b"smhd", 0, 0, bytes(4)), tables, made, RATE, count * AAC_FRAME)
    # tkhd flags 7: enabled, in the movie, in the preview.
    return box(b"trak", _track_header(1, 7, made, samples, volume=0x0100), edit, chapters, media)


def _places(places: Sequence[int], wide: bool) -> bytes:
    if wide:
        return full(b"co64", 0, 0, struct.pack(f">I{len(places)}Q", len(places), *places))
    return full(b"stco", 0, 0, struct.pack(f">I{len(places)}I", len(places), *places))


def _track_header(number: int, flags: int, made: int, duration: int, *, volume: int) -> bytes:
    said = struct.pack(">QQIIQ8x4H", made, made, number, 0, duration, 0, 0, volume, 0)
    return full(b"tkhd", 1, flags, said, _MATRIX, bytes(8))


def _media(kind: bytes, head: bytes, tables: bytes, made: int, scale: int, duration: int) -> bytes:
    references = box(b"dinf", full(b"dref", 0, 0, struct.pack(">I", 1), full(b"url ", 0, 1)))
    return box(
        b"mdia",
        full(b"mdhd", 1, 0, struct.pack(">QQIQ2H", made, made, scale, duration, 0x55C4, 0)),
        full(b"hdlr", 0, 0, struct.pack(">I4s12x", 0, kind), b"Groundwave\0"),
        box(b"minf", head, references, tables),
    )


# ------------------------------------------------------------------ chapters
def _title_sample(title: str) -> bytes:
    text = _title(title)
    # `encd` 256: the text is UTF-8.
    return struct.pack(">H", len(text)) + text + struct.pack(">I4sI", 12, b"encd", 0x0000_0100)


def _title(title: str) -> bytes:
    return title.encode()[:_LONGEST_TITLE].decode(errors="ignore").encode()


def _chapter_track(
    chapters: Sequence[Chapter], titles: Sequence[bytes], samples: int, made: int, offset: int, wide: bool
) -> bytes:
    """QuickTime's chapters: a track of text that the sound refers to."""
    starts = [min(samples, round(chapter.at * RATE)) for chapter in chapters]
    lasting = [end - begin for begin, end in zip(starts, [*starts[1:], samples], strict=True)]
    text = struct.pack(">6xHIIHHHHHHHH8xHHHHHB", 1, 0, 1, *([0] * 8), 0, 0, 0, 0, 0, 0)
    tables = box(
        b"stbl",
        full(b"stsd", 0, 0, struct.pack(">I", 1), box(b"text", text)),
        full(b"stts", 0, 0, struct.pack(">I", len(lasting)), *(struct.pack(">II", 1, one) for one in lasting)),
        full(b"stsc", 0, 0, struct.pack(">IIII", 1, 1, len(titles), 1)),
        full(b"stsz", 0, 0, struct.pack(f">II{len(titles)}I", 0, len(titles), *map(len, titles))),
        _places([offset], wide),
    )
    head = box(
        b"gmhd",
        full(b"gmin", 0, 0, struct.pack(">HHHHHH", 0x40, 0x8000, 0x8000, 0x8000, 0, 0)),
        box(b"text", _MATRIX),
    )
    # Not enabled: it is looked up, not shown. An empty edit where the first chapter begins later than the sound.
    empty = [(starts[0], -1)] if starts[0] else []
    edits = [*empty, (samples - starts[0], 0)]
    edit = box(
        b"edts",
        full(b"elst", 1, 0, struct.pack(">I", len(edits)), *(struct.pack(">QqHH", *one, 1, 0) for one in edits)),
    )
    media = _media(b"text", head, tables, made, RATE, sum(lasting))
    return box(b"trak", _track_header(2, 2, made, samples, volume=0), edit, media)


# ------------------------------------------------------------------ tags
def _about(tags: Tags, chapters: Sequence[Chapter]) -> bytes:
    words = {
        b"\xa9nam": tags.title,
        b"\xa9ART": tags.artist,
        b"\xa9alb": tags.album,
        b"\xa9day": tags.day,
        b"\xa9cmt": tags.comment,
        b"cprt": tags.copyright,
    }
    items = [box(kind, _data(_TEXT, text.encode())) for kind, text in words.items() if text]
    items.append(box(b"\xa9too", _data(_TEXT, b"Groundwave")))
    if tags.cover:
        items.append(box(b"covr", _data(_PNG if tags.cover.startswith(b"\x89PNG") else _JPEG, tags.cover)))
    handler = full(b"hdlr", 0, 0, struct.pack(">I4s4s8x", 0, b"mdir", b"appl"), b"\0")
    parts = [full(b"meta", 0, 0, handler, box(b"ilst", *items))]
    if chapters:
        # Nero's list, in units of 100 ns.
        listed = b"".join(
            struct.pack(">QB", round(chapter.at * 10_000_000), len(_title(chapter.title))) + _title(chapter.title)
            for chapter in chapters
        )
        parts.append(full(b"chpl", 1, 0, struct.pack(">IB", 0, len(chapters)), listed))
    return box(b"udta", *parts)


def _data(kind: int, content: bytes) -> bytes:
    return box(b"data", struct.pack(">II", kind, 0), content)


# ------------------------------------------------------------------ reading
def inside(data: bytes, *path: bytes) -> bytes:
    """The content of the first box at a path of kinds. Raises ValueError when there is none."""
    for kind in path:
        found = next((content for name, content in boxes(data) if name == kind), None)
        if found is None:
            raise ValueError(f"there is no {kind.decode('latin-1')} in it")
        data = found
    return data


def entry_of(init: bytes) -> bytes:
    """What an initialization segment, or an .m4a, says of how its sound is coded: the content of its ``stsd``.

    Raises ValueError when that is not AAC in an mp4a entry at 48 kHz.
    """
    track = inside(init, b"moov", b"trak", b"mdia")
    clock = inside(track, b"mdhd")
    (scale,) = struct.unpack_from(">I", clock, 20 if clock[0] else 12)
    entry = inside(track, b"minf", b"stbl", b"stsd")
    if scale != RATE or entry[12:16] != b"mp4a":
        raise ValueError(f"its sound is {entry[12:16]!r} at {scale} Hz, not AAC at {RATE} Hz")
    return entry


def frame_sizes(head: bytes) -> list[int]:
    """The size of each frame of an .m4a of ours, from what stands before its frames. Raises ValueError."""
    table = inside(head, b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsz")
    (count,) = struct.unpack_from(">I", table, 8)
    return list(struct.unpack_from(f">{count}I", table, 12))
