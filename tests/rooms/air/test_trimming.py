"""A producer at an episode: its ends, its words, publishing; what is kept and what goes."""

from __future__ import annotations

import io
import shutil
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path
from typing import Any

import av
import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from groundwave.air import api as air
from groundwave.air import noticing, recorder, takes, trimming
from groundwave.air.models import Downloads, Episode, EpisodeEvent, Take
from groundwave.base.ranges import ranged
from groundwave.kit.home import Home
from groundwave.people import api as people
from groundwave.schedule import api as schedule
from tests.cast import NOW, Cast
from tests.rooms.air.conftest import BEGAN, ENDED, Archive

pytestmark = pytest.mark.usefixtures("at_now")


@pytest.fixture
def live(archive: Archive) -> Path:
    found = archive()
    (found / "peaks").mkdir()
    (found / "peaks" / "2026112418.u8").write_bytes(bytes([200]) * 7_500)
    return found


@pytest.fixture
def episode(broadcast: schedule.Broadcast, live: Path) -> Episode:
    noticing.notice(at=NOW)
    (made,) = recorder.record(at=NOW)
    assert takes.keep_takes(at=NOW) == 1
    return made


@pytest.fixture
def producer(cast: Cast, client: Client) -> Client:
    pat = people.Staff.objects.create_user("pat", "pat@owl.example", "correct horse battery", first_name="Pat")
    pat.groups.add(Group.objects.get(name="Producers"))
    client.force_login(pat)
    return client


def save(producer: Client, episode: Episode, **about: Any) -> Any:
    fields = {
        "start": "13:50:00.0",
        "end": "14:20:00.0",
        "title": episode.title,
        "hosts": "",
        "summary": "",
        "chapters": "",
    }
    return producer.post(reverse("air_recording", args=[episode.pk]), fields | about)


def length(episode: Episode) -> float:
    with av.open(episode.sound.path) as file:
        return (file.duration or 0) / av.time_base


@pytest.mark.parametrize("kept", ["archive", "what was kept around it", "the episode itself"])
def test_the_ends_move_and_the_cut_is_on_record(
    episode: Episode,
    live: Path,
    producer: Client,
    home: Home,
    kept: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    if kept != "archive":
        shutil.rmtree(live)
    if kept == "the episode itself":
        Take.objects.all().delete()
    before = Path(episode.sound.path)
    with django_capture_on_commit_callbacks(execute=True):
        answer = save(producer, episode, start="13:50:12.5", end="14:19:00")
    assert answer.status_code == 302
    episode.refresh_from_db()
    assert episode.starts == BEGAN + timedelta(seconds=12.5)
    assert episode.ends == ENDED - timedelta(minutes=1)
    assert abs(length(episode) - (29 * 60 - 12.5)) < 0.001
    assert (episode.revision, episode.holes) == (2, [])
    assert not before.exists(), "what listeners may no longer hear is gone"
    assert Path(episode.sound.name).name in (home.episodes / "owl-talk" / "2026-11-24.json").read_text()
    trimmed = episode.events.get(what=EpisodeEvent.What.TRIMMED)
    assert (trimmed.by.first_name, trimmed.note) == ("Pat", "from 18:50:12 to 19:19:00 UTC")


def test_it_can_be_trimmed_outward_after_the_archive_is_gone(episode: Episode, live: Path, producer: Client) -> None:
    shutil.rmtree(live)
    assert save(producer, episode, start="13:48:30", end="14:21:30").status_code == 302
    episode.refresh_from_db()
    assert episode.holes == []
    assert abs(length(episode) - 33 * 60) < 0.001
    assert save(producer, episode, start="13:30").status_code == 302
    episode.refresh_from_db()
    assert abs(episode.missing_seconds - 18 * 60) < 3, "and what is not kept is told"


def test_chapters_move_with_the_start_unless_they_are_typed(episode: Episode, producer: Client) -> None:
    episode.chapters = [{"at": 0, "title": "Fog"}, {"at": 600, "title": "Owls"}]
    episode.save()
    untouched = "0:00 Fog\r\n10:00 Owls"
    assert save(producer, episode, start="13:51:00", chapters=untouched).status_code == 302
    episode.refresh_from_db()
    assert [(one.at, one.title) for one in episode.listed_chapters] == [(0, "Fog"), (540, "Owls")]
    assert save(producer, episode, start="13:52:00", chapters="1:00 The mill").status_code == 302
    episode.refresh_from_db()
    assert [(one.at, one.title) for one in episode.listed_chapters] == [(60, "The mill")]
    with av.open(episode.sound.path) as file:
        assert [chapter["metadata"]["title"] for chapter in file.chapters()] == ["The mill"]


def test_what_is_only_looked_at_is_not_cut_anew(episode: Episode, producer: Client) -> None:
    same = {"hosts": episode.hosts, "summary": episode.summary}
    assert save(producer, episode, **same).status_code == 302
    episode.refresh_from_db()
    assert (episode.revision, episode.events.count()) == (1, 2)


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"start": "noon"}, "is no time"),
        ({"end": "13:40"}, "not after the start"),
        ({"title": ""}, "needs a title"),
        ({"chapters": "Fog"}, "is no chapter"),
        ({"chapters": "40:00 Fog"}, "after the end"),
        ({"transcript": SimpleUploadedFile("a.exe", b"x")}, "no transcript"),
    ],
)
def test_a_slip_is_told_at_its_field(episode: Episode, producer: Client, about: dict[str, Any], words: str) -> None:
    answer = save(producer, episode, **about)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    episode.refresh_from_db()
    assert episode.revision == 1


def test_a_transcript_is_kept_and_read(episode: Episode, producer: Client) -> None:
    file = SimpleUploadedFile("fog.vtt", b"WEBVTT\n\n00:00.000 --> 00:02.000\nThe fog came in.\n")
    assert save(producer, episode, transcript=file).status_code == 302
    episode.refresh_from_db()
    assert (episode.transcript_ending, episode.transcript_text) == ("vtt", "The fog came in.")
    assert save(producer, episode, forget_transcript="on").status_code == 302
    episode.refresh_from_db()
    assert (episode.transcript.name, episode.transcript_text) == ("", "")


def test_publishing_and_taking_back_are_rows_with_a_name(
    episode: Episode, program: schedule.Program, producer: Client
) -> None:
    url = reverse("air_publication", args=[episode.pk])
    producer.post(url, {"take_back": "1", "reason": ""})
    episode.refresh_from_db()
    assert episode.verdict(at=NOW) is air.Verdict.HEARD, "not without a reason"
    producer.post(url, {"take_back": "1", "reason": "The wrong file."})
    episode.refresh_from_db()
    assert episode.verdict(at=NOW) is air.Verdict.TAKEN_BACK
    save(producer, episode, publish="1")
    episode.refresh_from_db()
    assert episode.verdict(at=NOW) is air.Verdict.HEARD
    told = [(event.what, event.by.first_name if event.by else "", event.note) for event in episode.events.all()]
    assert told[:2] == [("published", "Pat", ""), ("edited", "Pat", "")]
    assert ("taken back", "Pat", "The wrong file.") in told


def test_two_at_once_do_not_write_over_each_other(episode: Episode, cast: Cast) -> None:
    mine, theirs = (Episode.objects.select_related("program__tile", "service").get(pk=episode.pk) for _ in range(2))
    cut = {"begin": BEGAN + timedelta(seconds=5), "end": ENDED, "by": cast.editor, "at": NOW}
    trimming.trim(episode=mine, **cut)
    with pytest.raises(air.UnableToCut, match="Somebody else"):
        trimming.trim(episode=theirs, **cut)
    assert Path(Episode.objects.get().sound.path).exists()


def test_the_page_shows_the_waveform_with_its_data_beside_it(episode: Episode, producer: Client) -> None:
    Downloads.objects.create(episode=episode, day=NOW.date(), counted_by="1-a", count=41)
    page = producer.get(reverse("air_recording", args=[episode.pk])).content.decode()
    assert 'class="desk-wave-bars" d="M0.0 ' in page
    assert "dBFS" in page
    assert 'value="13:50:00.0"' in page
    assert ">41<" in page
    sound = producer.get(reverse("air_recording_sound", args=[episode.pk, "kept"]), headers={"range": "bytes=0-99"})
    assert (sound.status_code, len(b"".join(sound))) == (206, 100)  # type: ignore[arg-type]
    assert sound["content-range"].startswith("bytes 0-99/")


def test_the_list_shows_what_is_running_and_takes_marks(
    cast: Cast, broadcast: schedule.Broadcast, program: schedule.Program, producer: Client
) -> None:
    assert "Owl Talk" in producer.get(reverse("air_recordings")).content.decode()
    url = reverse("air_mark", args=[broadcast.pk])
    producer.post(url, {"edge": "start", "time": "13:51:02.5"})
    producer.post(url, {"edge": "end", "time": ""})
    producer.post(url, {"edge": "start", "time": "soon"})
    assert [(one.edge, one.at, one.set_by.first_name) for one in air.Mark.objects.all() if one.set_by] == [
        ("start", BEGAN + timedelta(seconds=62.5), "Pat"),
        ("end", NOW, "Pat"),
    ]
    page = producer.get(reverse("air_recordings")).content.decode()
    assert "13:51:02.5" in page
    assert "is no time" in page


def test_what_failed_is_on_the_list_with_its_reason(
    broadcast: schedule.Broadcast, home: Home, producer: Client
) -> None:
    (home.live / "news").mkdir(parents=True)
    noticing.notice(at=NOW)
    recorder.record(at=NOW + timedelta(minutes=5))
    page = producer.get(reverse("air_recordings")).content.decode()
    assert "Nothing of it is in the archive" in page


@pytest.mark.parametrize(("role", "status"), [("Producers", 200), ("Reporters", 302), ("Program directors", 200)])
def test_who_may_see_recordings(cast: Cast, client: Client, episode: Episode, role: str, status: int) -> None:
    who = people.Staff.objects.create_user("ned", "ned@owl.example", "correct horse battery")
    who.groups.add(Group.objects.get(name=role))
    client.force_login(who)
    for url in (reverse("air_recordings"), reverse("air_recording", args=[episode.pk])):
        assert client.get(url).status_code == status


def test_the_podcast_of_a_program_is_edited_and_never_added(episode: Episode, producer: Client) -> None:
    podcast = air.podcast(program=episode.program)
    assert podcast is not None
    assert producer.get(reverse("wagtailsnippets_air_podcast:edit", args=[podcast.pk])).status_code == 200
    assert producer.get(reverse("wagtailsnippets_air_podcast:add")).status_code == 302


def test_ranges_of_a_stored_file() -> None:
    def asked(range_: str, method: str = "GET") -> tuple[int, bytes, str]:
        request = RequestFactory().generic(method, "/", headers={"range": range_} if range_ else {})
        answer = ranged(request, io.BytesIO(b"0123456789"), 10, content_type="audio/mp4")
        return answer.status_code, b"".join(answer), answer.get("Content-Range", "")  # type: ignore[call-overload]

    assert asked("") == (200, b"0123456789", "")
    assert asked("bytes=2-4") == (206, b"234", "bytes 2-4/10")
    assert asked("bytes=7-") == (206, b"789", "bytes 7-9/10")
    assert asked("bytes=-3") == (206, b"789", "bytes 7-9/10")
    assert asked("bytes=10-") == (416, b"", "bytes */10")
    assert asked("bytes=0-1,3-4")[0] == 200
    assert asked("bytes=2-4", "HEAD") == (206, b"", "bytes 2-4/10")


@pytest.mark.parametrize(
    ("license_", "url", "good"),
    [
        ("", "", True),
        ("cc-by-4.0", "", True),
        ("Our own terms", "", False),
        ("Our own terms", "https://owl.example", True),
    ],
)
def test_a_license_of_one_s_own_has_an_address(episode: Episode, license_: str, url: str, good: bool) -> None:
    podcast = air.podcast_of(episode.program)
    podcast.license, podcast.license_url = license_, url
    with nullcontext() if good else pytest.raises(ValidationError, match="no SPDX name"):
        podcast.full_clean()
