"""The text of the live playlists (RFC 8216), and which segments one may list."""

from collections.abc import Iterable, Sequence
from typing import Final

from groundwave.air.engine.timeline import SEGMENT_SECONDS, chunk_path, starts_at

LIVE_SEGMENTS: Final = 8


def contiguous_tail(numbers: Iterable[int], limit: int = LIVE_SEGMENTS) -> list[int]:
    """The newest of ``numbers`` with those directly before it, in order, at most ``limit``.

    A playlist numbers its entries by counting, so a hole may not be listed.
    """
    present = set(numbers)
    if not present:
        return []
    newest = first = max(present)
    while first - 1 in present and newest - first + 1 < limit:
        first -= 1
    return list(range(first, newest + 1))


def live_playlist(numbers: Sequence[int], marks: Sequence[str] = ()) -> str:
    """The playlist of consecutive segments, each with its UTC start time, and the lines that tell what is on.

    Raises ValueError for a hole or none.
    """
    if not numbers:
        raise ValueError("a live playlist lists at least one segment")
    if list(numbers) != list(range(numbers[0], numbers[0] + len(numbers))):
        raise ValueError(f"segments {numbers[0]} to {numbers[-1]} are not consecutive")
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        # EXTINF is rounded to whole seconds before it is held against the target (RFC 8216, 4.3.3.1).
        "#EXT-X-TARGETDURATION:2",
        f"#EXT-X-MEDIA-SEQUENCE:{numbers[0]}",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        *marks,
        '#EXT-X-MAP:URI="init.mp4"',
    ]
    for number in numbers:
        lines += [
            f"#EXT-X-PROGRAM-DATE-TIME:{starts_at(number).replace(tzinfo=None).isoformat(timespec='milliseconds')}Z",
            f"#EXTINF:{SEGMENT_SECONDS:.5f},",
            chunk_path(number, "seg"),
        ]
    return "\n".join(lines) + "\n"


def multivariant_playlist(renditions: Sequence[tuple[int, int]]) -> str:
    """The list of renditions, each by its kb/s and its peak in bits a second; players begin with the first.

    Raises ValueError for none.
    """
    if not renditions:
        raise ValueError("a multivariant playlist lists at least one rendition")
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for kbps, peak in renditions:
        lines += [f'#EXT-X-STREAM-INF:BANDWIDTH={peak},CODECS="mp4a.40.2"', f"{kbps}/live.m3u8"]
    return "\n".join(lines) + "\n"
