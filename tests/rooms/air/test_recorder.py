"""From a broadcast that is over to an episode, and what may come between."""

from __future__ import annotations

import os
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import av
import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from groundwave.air import api as air
from groundwave.air import machine, noticing, recorder, storing, takes, tasks, transcoding, trimming
from groundwave.air.models import Chain, Episode, Recording, Take, Track
from groundwave.kit import clock
from groundwave.kit.home import Home
from groundwave.schedule import api as schedule
from tests.cast import NOW, Cast
from tests.rooms.air.conftest import BEGAN, ENDED, Archive

pytestmark = pytest.mark.usefixtures("at_now")
SECOND = timedelta(seconds=1)


def record(at: datetime = NOW) -> list[Episode]:
    noticing.notice(at=at)
    return recorder.record(at=at)


def length(episode: Episode) -> float:
    with av.open(episode.sound.path) as file:
        return (file.duration or 0) / av.time_base


def test_a_broadcast_that_is_over_becomes_an_episode(
    cast: Cast, broadcast: schedule.Broadcast, archive: Archive, home: Home
) -> None:
    archive()
    (episode,) = record()
    assert (episode.title, episode.hosts, episode.get_absolute_url()) == (
        "Owl Talk, November 24, 2026",
        "Rosa Quill",
        "/programs/owl-talk/2026-11-24",
    )
    assert (episode.starts, episode.ends, episode.holes) == (BEGAN, ENDED, [])
    assert abs(length(episode) - 30 * 60) < 0.001
    with av.open(episode.sound.path) as file:
        assert file.metadata["album"] == "Owl Talk"
        assert file.metadata["copyright"] == "© 2026 Owl Hollow Public Media"
    assert episode.published_at == NOW
    assert episode.available_until == ENDED + timedelta(days=14)
    assert "recordings/owl-talk/" in episode.sound.name
    assert not list((home.run / "recordings").iterdir())


def test_it_is_made_once_however_often_one_looks(broadcast: schedule.Broadcast, archive: Archive) -> None:
    archive()
    assert len(record()) == 1
    assert record(NOW + SECOND) == []
    assert Episode.objects.count() == 1


def test_it_waits_until_the_archive_has_passed_the_end(broadcast: schedule.Broadcast, archive: Archive) -> None:
    archive(end=ENDED - 4 * SECOND)
    assert record(ENDED + SECOND) == []
    archive(begin=ENDED - 8 * SECOND, end=ENDED + 4 * SECOND)
    (episode,) = record(ENDED + 5 * SECOND)
    assert episode.holes == []


def test_an_engine_that_does_not_come_back_leaves_a_hole_that_is_told(
    broadcast: schedule.Broadcast, archive: Archive
) -> None:
    archive(end=ENDED - timedelta(minutes=1), without=(BEGAN + timedelta(minutes=5),))
    assert record(ENDED + timedelta(minutes=9)) == []
    (episode,) = record(ENDED + timedelta(minutes=11))
    assert len(episode.holes) == 2
    assert 60 < episode.missing_seconds < 66
    assert abs(length(episode) - 30 * 60) < 0.001
    assert "missing" in Recording.objects.get().trouble


def test_of_what_was_not_kept_it_says_so_and_stops(broadcast: schedule.Broadcast, archive: Archive) -> None:
    archive(begin=ENDED + SECOND * 10)
    assert record() == []
    work = Recording.objects.get()
    assert work.given_up_at == NOW
    assert "Nothing of it is in the archive of Owl News" in work.trouble
    assert record(NOW + timedelta(minutes=1)) == []


def test_a_service_without_an_archive_on_any_machine_is_told_after_some_hours(broadcast: schedule.Broadcast) -> None:
    assert record() == []
    record(NOW + timedelta(hours=5))
    assert "No machine has an archive" in Recording.objects.get().trouble


def test_a_full_disk_is_told_and_tried_again(
    broadcast: schedule.Broadcast, archive: Archive, settings: object, tmp_path: Path
) -> None:
    archive()
    (tmp_path / "media").write_text("a file where the folder of media should be")
    assert record() == []
    work = Recording.objects.get()
    assert work.attempts == 1
    assert "could not be written" in work.trouble
    (tmp_path / "media").unlink()
    assert record(NOW + SECOND) == [], "not at once again"
    assert len(record(NOW + timedelta(minutes=1))) == 1
    assert Recording.objects.get().trouble == ""


def test_a_worker_that_died_between_file_and_row_is_followed_by_one_that_ends_the_work(
    broadcast: schedule.Broadcast, archive: Archive, tmp_path: Path
) -> None:
    archive()
    noticing.notice(at=NOW)
    work = Recording.objects.get()
    Recording.objects.update(held_by=machine.here(), held_until=NOW + timedelta(minutes=5))
    half = tmp_path / "media" / "recordings" / "owl-talk" / f"2026-11-24-{work.pk}.m4a"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half of a file")
    (episode,) = recorder.record(at=NOW)
    assert Path(episode.sound.path) == half
    assert [path.name for path in half.parent.iterdir()] == [half.name]


def test_what_another_machine_is_at_is_left_alone(broadcast: schedule.Broadcast, archive: Archive) -> None:
    archive()
    noticing.notice(at=NOW)
    Recording.objects.update(held_by="another machine", held_until=NOW + timedelta(minutes=5))
    assert recorder.record(at=NOW) == []
    assert len(recorder.record(at=NOW + timedelta(minutes=6))) == 1


def test_marks_of_an_operator_beat_the_schedule(cast: Cast, broadcast: schedule.Broadcast, archive: Archive) -> None:
    archive()
    air.mark(broadcast=broadcast, edge="start", at=BEGAN + timedelta(minutes=9), by=cast.editor)
    air.mark(broadcast=broadcast, edge="start", at=BEGAN + timedelta(minutes=1), by=cast.editor)
    air.mark(broadcast=broadcast, edge="end", at=ENDED + timedelta(minutes=2), by=cast.editor)
    (episode,) = record()
    assert (episode.starts, episode.ends) == (BEGAN + timedelta(minutes=1), ENDED + timedelta(minutes=2))
    with pytest.raises(air.UnableToCut, match="Trim the episode"):
        air.mark(broadcast=broadcast, edge="end", at=ENDED, by=cast.editor)
    assert air.Mark.objects.filter(set_by=cast.editor).count() == 3


@pytest.mark.parametrize(("away", "words"), [(timedelta(days=1), "is not near"), (timedelta(hours=-3), "is not near")])
def test_a_mark_of_another_day_is_a_slip(
    cast: Cast, broadcast: schedule.Broadcast, away: timedelta, words: str
) -> None:
    with pytest.raises(air.UnableToCut, match=words):
        air.mark(broadcast=broadcast, edge="start", at=BEGAN + away, by=cast.editor)


@pytest.mark.parametrize(
    ("field", "value"),
    [("is_recorded", False), ("recorded_since", NOW)],
)
def test_what_is_not_marked_or_was_over_before_it_was_is_not_recorded(
    broadcast: schedule.Broadcast, archive: Archive, field: str, value: object
) -> None:
    archive()
    schedule.Program.objects.update(**{field: value})
    assert record() == []
    assert not Recording.objects.exists()


def test_one_program_on_two_services_at_once_is_one_episode(
    cast: Cast, broadcast: schedule.Broadcast, program: schedule.Program, archive: Archive
) -> None:
    Chain.objects.create(service=cast.music)
    schedule.Broadcast.objects.create(service=cast.music, program=program, title="Owl Talk", starts=BEGAN, ends=ENDED)
    archive()
    archive(service="music")
    (episode,) = record()
    assert episode.service == cast.news


def test_a_second_broadcast_of_the_day_has_an_address_of_its_own(
    cast: Cast, broadcast: schedule.Broadcast, program: schedule.Program, archive: Archive
) -> None:
    schedule.Broadcast.objects.create(
        service=cast.news, program=program, title="Owl Talk Extra", starts=ENDED, ends=ENDED + timedelta(minutes=5)
    )
    archive()
    assert [(one.name, one.title) for one in record()] == [
        ("2026-11-24", "Owl Talk, November 24, 2026"),
        ("2026-11-24-2", "Owl Talk Extra"),
    ]


@pytest.mark.parametrize(
    ("about", "public"),
    [
        ({"on_demand": "forever"}, True),
        ({"on_demand": "never"}, False),
        ({"needs_producer": True}, False),
    ],
)
def test_the_program_says_whether_it_is_public_at_once(
    broadcast: schedule.Broadcast, program: schedule.Program, archive: Archive, about: dict[str, object], public: bool
) -> None:
    archive()
    for name, value in about.items():
        setattr(program, name, value)
    program.save()
    (episode,) = record()
    assert (episode.verdict(at=NOW) is air.Verdict.HEARD) is public
    assert bool(air.episodes(program=program, at=NOW).episodes) is public


def test_what_was_playing_makes_the_chapters(cast: Cast, broadcast: schedule.Broadcast, archive: Archive) -> None:
    archive()
    for at, artist, title in (
        (BEGAN - timedelta(hours=2), "Long Gone", "Before"),
        (BEGAN - timedelta(minutes=5), "The Herons", "Fog"),
        (BEGAN + timedelta(minutes=10), "The Herons", "Owls"),
        (ENDED + timedelta(minutes=1), "Next Band", "After"),
    ):
        Track.objects.create(service=cast.news, origin=1, at=at, artist=artist, title=title)
    (episode,) = record()
    assert [(one.at, one.title) for one in episode.listed_chapters] == [
        (0, "The Herons: Fog"),
        (600, "The Herons: Owls"),
    ]


def test_what_lies_around_it_is_kept_when_the_archive_has_passed_that_too(
    broadcast: schedule.Broadcast, archive: Archive
) -> None:
    archive(end=ENDED + timedelta(minutes=1))
    (episode,) = record()
    assert takes.keep_takes(at=ENDED + timedelta(minutes=2)) == 0
    archive(begin=ENDED, end=ENDED + timedelta(minutes=3))
    assert takes.keep_takes(at=ENDED + timedelta(minutes=3)) == 1
    take = Take.objects.get(episode=episode)
    assert (take.starts, take.ends) == (BEGAN - noticing.ROLL, ENDED + noticing.ROLL)
    assert takes.keep_takes(at=ENDED + timedelta(minutes=3)) == 0


def test_the_mp3_comes_by_itself_with_how_loud_it_is(
    broadcast: schedule.Broadcast, archive: Archive, home: Home
) -> None:
    archive(begin=ENDED - timedelta(minutes=1))
    schedule.Broadcast.objects.filter(pk=broadcast.pk).update(starts=ENDED - 20 * SECOND)
    (episode,) = record()
    end = time.monotonic() + 60
    while not Episode.objects.exclude(mp3="").exists():
        assert time.monotonic() < end
        transcoding.step(at=NOW)
        time.sleep(0.05)
    episode.refresh_from_db()
    assert episode.mp3.name.endswith(".mp3")
    assert episode.mp3_bytes > 20 * 16_000
    assert episode.loudness is None, "silence has no loudness"
    with av.open(episode.mp3.path) as file:
        assert file.metadata["title"] == episode.title
    assert transcoding.step(at=NOW) is None, "and there is nothing more to do"
    assert not list((home.run / "recordings").iterdir())


def test_sound_that_has_gone_is_told_and_not_tried_for_ever(broadcast: schedule.Broadcast, archive: Archive) -> None:
    archive()
    (episode,) = record()
    storing.remove(episode.sound.name)
    for _ in range(5):
        assert transcoding.step(at=NOW) is None
    work = transcoding.Mp3Work.objects.get()
    assert (work.attempts, "cannot be read" in work.trouble) == (3, True)


def test_rights_that_change_change_for_the_past_too(
    broadcast: schedule.Broadcast,
    program: schedule.Program,
    archive: Archive,
    home: Home,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    archive()
    with django_capture_on_commit_callbacks(execute=True):
        (episode,) = record()
    ticket = home.episodes / "owl-talk" / "2026-11-24.json"
    assert '"until": "2026-12-08T19:20:00+00:00"' in ticket.read_text()
    program.refresh_from_db()
    program.on_demand = "never"
    with django_capture_on_commit_callbacks(execute=True):
        program.save()
    episode.refresh_from_db()
    assert episode.verdict(at=NOW) is air.Verdict.NO_RIGHTS
    assert '"never": true' in ticket.read_text()
    with pytest.raises(air.UnableToPublish, match="may not be heard"):
        air.publish(episode=episode, by=None, at=NOW)


def test_sql_and_the_single_question_say_the_same(program: schedule.Program) -> None:
    hour, moments = timedelta(hours=1), (None, NOW - timedelta(hours=1), NOW, NOW + timedelta(hours=1))
    rows = [
        Episode(
            program=program, on=NOW.date(), number=number, aired_from=NOW, aired_until=NOW, starts=NOW, ends=NOW,
            title="x", is_on_demand=demand, published_at=published, available_until=until, taken_back_at=taken,
        )
        for number, (demand, published, until, taken) in enumerate(
            (d, p, u, t) for d in (True, False) for p in moments for u in moments for t in moments
        )
    ]  # fmt: skip
    Episode.objects.bulk_create(rows)
    for at in (NOW - hour, NOW, NOW + hour):
        said = {one.number for one in Episode.objects.all() if one.verdict(at=at) is air.Verdict.HEARD}
        assert set(Episode.objects.public(at=at).values_list("number", flat=True)) == said


def test_the_worker_does_all_of_it_by_itself(
    broadcast: schedule.Broadcast, archive: Archive, home: Home, at_now: datetime
) -> None:
    archive()
    tasks.notice_recordings()
    tasks.record()
    tasks.write_tickets()
    assert (home.episodes / "owl-talk" / "2026-11-24.json").exists()
    Episode.objects.all().delete()
    with clock.standing_at(NOW + SECOND):
        tasks.write_tickets()
    assert not (home.episodes / "owl-talk" / "2026-11-24.json").exists()


def test_one_that_cannot_be_cut_does_not_keep_the_others_waiting(
    cast: Cast, broadcast: schedule.Broadcast, program: schedule.Program, archive: Archive
) -> None:
    Chain.objects.create(service=cast.music)
    schedule.Broadcast.objects.create(
        service=cast.music, program=None, title="Night", starts=BEGAN, ends=ENDED - SECOND
    )
    other = schedule.Program.objects.create(title="Mill", slug="mill", is_recorded=True)
    schedule.Program.objects.update(recorded_since=NOW - timedelta(days=30))
    schedule.Broadcast.objects.filter(title="Night").update(program=other)
    archive()
    live = archive(service="music")
    (live / "init.mp4").write_bytes(b"\0\0\0\x10moov\0\0\0\x08trak")
    assert [one.program for one in record()] == [program]
    assert "initialization segment" in Recording.objects.get(episode=None).trouble


def test_what_a_crash_left_half_made_goes_after_a_day(
    broadcast: schedule.Broadcast, archive: Archive, home: Home
) -> None:
    archive()
    old, new = home.run / "recordings" / "old", home.run / "recordings" / "new"
    for room in (old, new):
        room.mkdir(parents=True)
    os.utime(old, (0, (NOW - timedelta(days=2)).timestamp()))
    os.utime(new, (0, NOW.timestamp()))
    record()
    assert (old.exists(), new.exists()) == (False, True)


def test_all_of_it_goes_where_media_lie_in_a_bucket(
    cast: Cast, broadcast: schedule.Broadcast, archive: Archive, settings: Any
) -> None:
    """A storage whose files are on no disk of ours."""
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "tests.rooms.air.bucket.Bucket"}}
    archive(begin=ENDED - timedelta(minutes=1))
    schedule.Broadcast.objects.filter(pk=broadcast.pk).update(starts=ENDED - 20 * SECOND)
    (episode,) = record()
    takes.keep_takes(at=NOW)
    end = time.monotonic() + 60
    while not Episode.objects.exclude(mp3="").exists():
        assert time.monotonic() < end
        transcoding.step(at=NOW)
        time.sleep(0.05)
    episode.refresh_from_db()
    begin = episode.starts + 5 * SECOND
    trimming.trim(episode=episode, begin=begin, end=episode.ends, by=cast.editor, at=NOW)
    with av.open(episode.sound.open("rb")) as file:
        assert abs((file.duration or 0) / av.time_base - 15) < 0.001


def test_the_doctor_is_told_what_was_not_recorded(cast: Cast, broadcast: schedule.Broadcast, archive: Archive) -> None:
    archive(begin=ENDED + SECOND * 10)
    record()
    (news,) = air.health(at=NOW)
    assert news.recorded == 0
    assert [one.partition(":")[0] for one in news.unrecorded] == ["Owl Talk"]
    assert not news.wants_srt
    air.put_on_air(service="news", location="srt://studio.example:9010")
    assert [one.wants_srt for one in air.health(at=NOW)] == [True]


def test_the_engine_is_told_to_keep_what_is_still_to_be_cut(broadcast: schedule.Broadcast, archive: Archive) -> None:
    archive()
    news = broadcast.service
    during, after = BEGAN + timedelta(minutes=5), ENDED + timedelta(seconds=1)
    assert noticing.still_to_cut(news, at=BEGAN - timedelta(minutes=5)) is None
    assert noticing.still_to_cut(news, at=during) == BEGAN - noticing.ROLL
    noticing.notice(at=after)
    assert noticing.still_to_cut(news, at=after) == BEGAN - noticing.ROLL
    record()
    assert noticing.still_to_cut(news, at=NOW) is None
