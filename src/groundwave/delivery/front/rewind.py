"""The playlists of a service's past: from a minute up to another, or up to now. RFC 8216. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from .timeline import SAMPLE_RATE, SAMPLES_PER_CHUNK, SECONDS_PER_CHUNK, chunk_at, hour_folder

LONGEST_SECONDS = 6 * 3_600
"""A playlist is fetched again with each segment, so it stays short enough for that."""


class NoSuchStretch(Exception):
    """The stretch that was asked for is none; the message is for the person."""


def stretch(since: str, until: str | None) -> range:
    """The numbers of the segments from the one in which `since` lies (`YYYYMMDDTHHMMSSZ`) to the one before `until`.

    Raises NoSuchStretch.
    """
    first = _seconds(since)
    last = first + LONGEST_SECONDS if until is None else _seconds(until)
    if not 0 < last - first <= LONGEST_SECONDS:
        raise NoSuchStretch("A stretch ends after it begins, and at most six hours after.")
    return range(chunk_at(first), chunk_at(last - 0.001) + 1)


def offset(since: str) -> float:
    """How far into its first segment a stretch begins, in seconds."""
    first = _seconds(since)
    return first - chunk_at(first) * SAMPLES_PER_CHUNK / SAMPLE_RATE


def media_playlist(kept: Sequence[int], asked: range, *, begins: float, newest: int, marks: Sequence[str] = ()) -> str:
    """The playlist of those of the `asked` segments that are `kept`; `newest` is the last one that the service has, and
    `marks` are the engine's lines of what was on.

    It grows, and ends when the archive has passed what was asked for. What was never made is a discontinuity: its times
    go on at the wall clock. Raises NoSuchStretch where nothing is kept.
    """
    if not kept:
        raise NoSuchStretch("Nothing of this is kept any more.")
    whole = kept[0] == asked[0]
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        "#EXT-X-TARGETDURATION:2",
        f"#EXT-X-MEDIA-SEQUENCE:{kept[0]}",
        "#EXT-X-INDEPENDENT-SEGMENTS",
    ]
    if whole:  # one that loses its head with the years is no event (section 4.3.3.5)
        lines.append("#EXT-X-PLAYLIST-TYPE:EVENT")
    lines.append(f"#EXT-X-START:TIME-OFFSET={begins if whole else 0:.3f},PRECISE=YES")
    lines += marks
    lines.append('#EXT-X-MAP:URI="../../init.mp4"')
    before = None
    for number in kept:
        if before is not None and number != before + 1:
            lines.append("#EXT-X-DISCONTINUITY")
        if number != (before or 0) + 1:
            lines.append(f"#EXT-X-PROGRAM-DATE-TIME:{_instant(number)}")
        lines += [f"#EXTINF:{SECONDS_PER_CHUNK:.5f},", f"../../seg/{hour_folder(number)}/{number}.m4s"]
        before = number
    if newest >= asked[-1]:
        lines.append("#EXT-X-ENDLIST")
    return "\n".join(lines) + "\n"


def multivariant(live: str, *, service: str, since: str, until: str | None) -> str:
    """The service's list of renditions (`live`), each by the address of its playlist of the stretch."""
    name = f"{since}/{until or 'now'}.m3u8"
    lines = []
    for line in live.splitlines():
        rendition = line.partition("/")[0]
        lines.append(f"/live/{service}/{rendition}/range/{name}" if rendition.isdigit() else line)
    return "\n".join(lines) + "\n"


def window(oldest: int, newest: int, renditions: Sequence[int]) -> dict[str, object]:
    """What window.json says: the UTC instants between which a listener may go."""
    return {
        "oldest": _instant(oldest),
        "newest": _instant(newest + 1),
        "segment_seconds": SECONDS_PER_CHUNK,
        "peaks_per_segment": 4,
        "renditions": list(renditions),
    }


def _seconds(text: str) -> int:
    try:
        return int(datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp())
    except (ValueError, OverflowError) as error:
        raise NoSuchStretch(f"{text} is no minute.") from error


def _instant(number: int) -> str:
    # In whole milliseconds: a segment is 1,920 of them.
    milliseconds = number * SAMPLES_PER_CHUNK * 1_000 // SAMPLE_RATE
    at = datetime.fromtimestamp(milliseconds // 1_000, UTC)
    return f"{at:%Y-%m-%dT%H:%M:%S}.{milliseconds % 1_000:03d}Z"
