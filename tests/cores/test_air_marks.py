"""What is told with the sound: date ranges, titles between bytes, files for radios."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from groundwave.air.engine.icy import IcyStripper
from groundwave.air.engine.marks import Marks, Title, program_line, read_title, title_line
from groundwave.air.engine.plan import Plan, Program
from groundwave.delivery.front.icy import INTERVAL, Interleaver, block
from groundwave.delivery.front.tuning import m3u, pls

AT = datetime(2026, 11, 23, 18, 24, tzinfo=UTC)
TIDE = Program(17, 'Morning "Tide"', "Ida Park", AT - timedelta(minutes=24), AT + timedelta(minutes=36))


def test_a_program_and_a_title_are_date_ranges() -> None:
    assert program_line(TIDE) == (
        '#EXT-X-DATERANGE:ID="program-17-1795456800",CLASS="program",START-DATE="2026-11-23T18:00:00.000Z",'
        'END-DATE="2026-11-23T19:00:00.000Z",X-TITLE="Morning ”Tide”",X-HOST="Ida Park"'
    )
    assert title_line(Title("Gymnopédie", "", AT)) == (
        '#EXT-X-DATERANGE:ID="title-1795458240000",CLASS="title",START-DATE="2026-11-23T18:24:00.000Z",'
        'END-ON-NEXT=YES,X-TITLE="Gymnopédie"'
    )


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (b'{"title": "A", "artist": "B", "at": "2026-11-23T18:24:00Z"}', Title("A", "B", AT)),
        (b'{"title": " A\\n#EXT-X-ENDLIST ", "artist": null, "at": "2026-11-23T19:24:00+01:00"}',
         Title("A #EXT-X-ENDLIST", "", AT)),
        (b'{"title": null, "artist": null, "at": null}', None),
        (b'{"title": "A", "at": "2026-11-23T18:24:00"}', None),
        (b'{"title": "", "at": "2026-11-23T18:24:00Z"}', None),
        (b'{"title": ["A"], "at": "2026-11-23T18:24:00Z"}', None),
        (b"[]", None),
        (b"not json", None),
    ],
)  # fmt: skip
def test_the_title_that_the_website_tells(data: bytes, title: Title | None) -> None:
    assert read_title(data) == title


def test_the_website_goes_before_the_source_and_each_hour_keeps_its_lines(tmp_path: Path) -> None:
    told = tmp_path / "nowplaying.json"
    marks = Marks(tmp_path / "live", told)
    plan = Plan(service="news", name="Juniper News", programs=(TIDE,))
    marks.look(AT, plan=plan, source_title="")
    assert marks.lines == [program_line(TIDE)]
    marks.look(AT, plan=plan, source_title="A - B")
    assert '"title": "A - B"' in (tmp_path / "live" / "onair.json").read_text()
    told.write_text('{"title": "Real", "artist": "Who", "at": "2026-11-23T18:24:00Z"}')
    for _ in range(2):
        marks.look(AT, plan=plan, source_title="A - B")
    assert marks.lines[-1] == title_line(Title("Real", "Who", AT))
    kept = (tmp_path / "live" / "marks" / "2026112318.txt").read_text().splitlines()
    assert kept == [program_line(TIDE), title_line(Title("A - B", "", AT)), title_line(Title("Real", "Who", AT))]
    later = AT + timedelta(minutes=37)
    told.unlink()
    marks.look(later, plan=plan, source_title="")
    assert marks.lines == [], "what has ended is told for half a minute"
    assert not (tmp_path / "live" / "marks" / "2026112319.txt").exists()
    assert (tmp_path / "live" / "onair.json").read_text() == '{"name": "Juniper News", "title": ""}'


def test_titles_between_bytes_come_back_and_the_sound_is_whole() -> None:
    sound = bytes(number % 251 for number in range(3 * INTERVAL + 1_000))
    put, strip = Interleaver(), IcyStripper(INTERVAL)
    titles, heard = [], b""
    for at, title in ((0, "O’Hara's"), (20_000, "O’Hara's"), (40_000, "Otra: canción")):
        heard += strip.strip(put.put(sound[at : at + 20_000], title))
        titles.append(strip.title)
    heard += strip.strip(put.put(sound[60_000:], ""))
    assert heard == sound
    assert titles == ["O’Hara’s", "O’Hara’s", "Otra: canción"]


def test_a_block_is_as_long_as_it_says_also_for_a_title_without_end() -> None:
    for title in ("", "x", "é" * 5_000):
        made = block(title)
        assert len(made) == 1 + 16 * made[0]


def test_what_a_radio_is_told() -> None:
    assert m3u("Juniper\nNews", "https://radio.example/live/news") == (
        "#EXTM3U\n#EXTINF:-1,Juniper News\nhttps://radio.example/live/news/stream.mp3\n"
    )
    assert pls("Juniper News", "https://radio.example/live/news").splitlines()[:4] == [
        "[playlist]",
        "NumberOfEntries=2",
        "File1=https://radio.example/live/news/stream.mp3",
        "Title1=Juniper News (MP3)",
    ]
