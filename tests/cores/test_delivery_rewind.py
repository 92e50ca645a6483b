"""The playlists of a service's past."""

import pytest

from groundwave.delivery.front.rewind import NoSuchStretch, media_playlist, multivariant, offset, stretch, window
from tests.playlists import check

SINCE, UNTIL = "20261123T182400Z", "20261123T182600Z"
FIRST = 935_134_500  # starts at 18:24:00.000


def test_a_stretch_is_the_segments_that_hold_it() -> None:
    assert stretch(SINCE, UNTIL) == range(FIRST, FIRST + 63)
    assert offset(SINCE) == pytest.approx(0)
    assert offset("20261123T182500Z") == pytest.approx(0.48)
    assert len(stretch(SINCE, None)) == 6 * 1_875


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (SINCE, SINCE),
        (UNTIL, SINCE),
        (SINCE, "20261124T002500Z"),
        ("20261323T182400Z", UNTIL),
        ("20261123T252400Z", UNTIL),
        (SINCE, "00000000T000000Z"),
    ],
)
def test_what_is_no_stretch(since: str, until: str) -> None:
    with pytest.raises(NoSuchStretch):
        stretch(since, until)


def test_it_grows_and_ends_when_the_archive_has_passed_it() -> None:
    asked = stretch(SINCE, UNTIL)
    growing = media_playlist(asked[:10], asked, begins=0, newest=asked[9])
    whole = media_playlist(asked, asked, begins=0, newest=asked[-1])
    assert check(growing) == [f"../../seg/2026112318/{number}.m4s" for number in asked[:10]]
    assert whole.startswith(growing), "what was said stays said"
    assert "#EXT-X-PLAYLIST-TYPE:EVENT" in growing
    assert "ENDLIST" not in growing
    assert whole.endswith("#EXT-X-ENDLIST\n")
    assert check(whole)[-1] == f"../../seg/2026112318/{asked[-1]}.m4s"


def test_what_was_never_made_breaks_the_time_and_what_is_gone_begins_later() -> None:
    asked = stretch(SINCE, UNTIL)
    text = media_playlist([*asked[3:6], *asked[20:22]], asked, begins=0.5, newest=asked[30])
    assert len(check(text)) == 5
    assert text.count("#EXT-X-DISCONTINUITY\n") == 1
    assert "#EXT-X-PROGRAM-DATE-TIME:2026-11-23T18:24:38.400Z" in text
    assert "EVENT" not in text
    assert "TIME-OFFSET=0.000" in text
    with pytest.raises(NoSuchStretch, match="Nothing of this is kept"):
        media_playlist([], asked, begins=0, newest=asked[30])


def test_the_renditions_are_those_of_now() -> None:
    live = '#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-STREAM-INF:BANDWIDTH=122500,CODECS="mp4a.40.2"\n96/live.m3u8\n'
    assert check(multivariant(live, service="news", since=SINCE, until=None)) == [
        f"/live/news/96/range/{SINCE}/now.m3u8"
    ]


def test_the_window() -> None:
    assert window(FIRST, FIRST + 1, [96]) == {
        "oldest": "2026-11-23T18:24:00.000Z",
        "newest": "2026-11-23T18:24:03.840Z",
        "segment_seconds": 1.92,
        "peaks_per_segment": 4,
        "renditions": [96],
    }
