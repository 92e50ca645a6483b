"""The rules of RFC 8216 that every playlist of ours is held against, read anew from its text."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_ATTRIBUTE = re.compile(r'([A-Z0-9-]+)=("[^"\r\n]*"|[^",\s]+)(?:,|$)')
_KNOWN = {
    *("EXTM3U", "EXT-X-VERSION", "EXT-X-TARGETDURATION", "EXT-X-MEDIA-SEQUENCE", "EXT-X-INDEPENDENT-SEGMENTS"),
    *("EXT-X-MAP", "EXTINF", "EXT-X-PROGRAM-DATE-TIME", "EXT-X-DISCONTINUITY", "EXT-X-PLAYLIST-TYPE", "EXT-X-START"),
    *("EXT-X-ENDLIST", "EXT-X-STREAM-INF", "EXT-X-DATERANGE"),
}


def check(text: str) -> list[str]:
    """The addresses that a playlist names, when it keeps to the rules. Raises AssertionError naming the rule."""
    assert text.endswith("\n")
    assert "\r" not in text
    lines = text.splitlines()
    assert lines[0] == "#EXTM3U", "4.3.1.1: the first line"
    tags = [line[1:].partition(":") for line in lines if line.startswith("#EXT")]
    names = [name for name, _, _ in tags]
    assert set(names) <= _KNOWN, f"unknown: {set(names) - _KNOWN}"
    for once in ("EXT-X-VERSION", "EXT-X-TARGETDURATION", "EXT-X-MEDIA-SEQUENCE", "EXT-X-PLAYLIST-TYPE", "EXT-X-START"):
        assert names.count(once) <= 1, f"4.3.3: {once} appears at most once"
    for name, _, value in tags:
        if name in ("EXT-X-MAP", "EXT-X-STREAM-INF", "EXT-X-START", "EXT-X-DATERANGE"):
            given = _ATTRIBUTE.findall(value)
            assert ",".join(f"{key}={said}" for key, said in given) == value, f"4.2: attributes of {name}: {value}"
            assert len({key for key, _ in given}) == len(given), "4.2: an attribute appears once"
    assert ("EXT-X-STREAM-INF" in names) != ("EXTINF" in names), "4.1: either kind of playlist, never both"
    return (
        _variants(lines) if "EXT-X-STREAM-INF" in names else _segments(lines, {name: value for name, _, value in tags})
    )


def _variants(lines: list[str]) -> list[str]:
    found = []
    for at, line in enumerate(lines):
        if line.startswith("#EXT-X-STREAM-INF:"):
            assert re.search(r"BANDWIDTH=[1-9][0-9]+", line), "4.3.4.2: BANDWIDTH is required"
            assert 'CODECS="mp4a.40.2"' in line
            assert not lines[at + 1].startswith("#"), "4.3.4.2: the address follows"
            found.append(lines[at + 1])
    assert len(found) == sum(not line.startswith("#") for line in lines)
    return found


def _segments(lines: list[str], said: dict[str, str]) -> list[str]:
    target = int(said["EXT-X-TARGETDURATION"])
    assert said["EXT-X-MEDIA-SEQUENCE"].isdigit()
    assert "EXT-X-MAP" in said, "3.3: fragmented MP4 wants its initialization segment"
    assert int(said["EXT-X-VERSION"]) >= 6, "7: EXT-X-MAP in a playlist that is not of I-frames only"
    found: list[str] = []
    clock: datetime | None = None
    duration = None
    broken = True
    for line in lines:
        if line.startswith("#EXTINF:"):
            duration = float(line[8:].rstrip(","))
            assert round(duration) <= target, "4.3.3.1: rounded, no longer than the target"
        elif line.startswith("#EXT-X-DISCONTINUITY"):
            broken = True
        elif line.startswith("#EXT-X-PROGRAM-DATE-TIME:"):
            at = datetime.fromisoformat(line.partition(":")[2])
            assert at.tzinfo is not None, "4.3.2.6: with a zone"
            if clock is not None:
                assert at == clock if not broken else at > clock, f"the times do not add up at {at}"
            clock, broken = at, False
        elif not line.startswith("#"):
            assert duration is not None, "4.3.2.1: EXTINF is required"
            assert not broken, "the time is said at the start and after each break"
            assert clock is not None
            clock += timedelta(seconds=duration)
            found.append(line)
            duration = None
    assert len(set(found)) == len(found)
    if "EXT-X-ENDLIST" in said:
        assert lines[-1] == "#EXT-X-ENDLIST"
    return found
