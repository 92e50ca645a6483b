"""The sound of episodes whose time is over: kept for a week, then deleted, and never another one's."""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from groundwave.air import expiring, noticing, publishing, recorder, takes, tickets
from groundwave.air.models import Episode, EpisodeEvent, Take
from groundwave.kit.home import Home
from groundwave.people import api as people
from groundwave.schedule import api as schedule
from tests.cast import NOW, Cast
from tests.rooms.air.conftest import ENDED, Archive

pytestmark = pytest.mark.usefixtures("at_now")

OVER = ENDED + timedelta(days=14)
DUE = OVER + expiring.KEPT_AFTER
SECOND = timedelta(seconds=1)


@pytest.fixture
def episode(broadcast: schedule.Broadcast, archive: Archive) -> Episode:
    """Public, with an MP3, and with what is kept around it."""
    archive()
    noticing.notice(at=NOW)
    (made,) = recorder.record(at=NOW)
    assert takes.keep_takes(at=NOW) == 1
    made.mp3 = default_storage.save(made.sound.name.replace(".m4a", ".mp3"), ContentFile(b"sound"))
    made.save()
    return made


def files(home: Home) -> list[Path]:
    return [path for path in (home.path / "media" / "recordings").rglob("*") if path.is_file()]


def test_a_week_after_its_time_is_over_its_sound_is_deleted(
    episode: Episode, home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    assert len(files(home)) == 3
    assert expiring.delete_expired(at=DUE - SECOND) == 0
    assert len(files(home)) == 3
    with caplog.at_level(logging.INFO, "groundwave.air.expiring"):
        assert expiring.delete_expired(at=DUE) == 1
    assert files(home) == []
    assert "the sound of /programs/owl-talk/2026-11-24" in caplog.text
    assert "its time was over on 2026-12-08" in caplog.text
    episode.refresh_from_db()
    assert (episode.sound.name, episode.mp3.name, episode.sound_bytes) == ("", "", 0)
    assert episode.is_gone(at=DUE)
    assert not Take.objects.exists()
    assert episode.events.filter(what=EpisodeEvent.What.DELETED, by=None, at=DUE).count() == 1
    tickets.write_all(at=DUE)
    assert '"gone": true' in (home.episodes / "owl-talk" / "2026-11-24.json").read_text()
    assert expiring.delete_expired(at=DUE + SECOND) == 0, "once"


@pytest.mark.parametrize("rights", [("forever", 14), ("never", 14), ("days", 15)])
def test_rights_that_were_set_anew_keep_it(
    episode: Episode, program: schedule.Program, home: Home, rights: tuple[str, int]
) -> None:
    program.on_demand, program.on_demand_days = rights
    program.save()
    publishing.apply_rights(program)
    assert expiring.delete_expired(at=DUE) == 0
    assert len(files(home)) == 3


def test_rights_that_come_too_late_show_nothing(episode: Episode, program: schedule.Program) -> None:
    expiring.delete_expired(at=DUE)
    program.on_demand = "forever"
    program.save()
    publishing.apply_rights(program)
    assert not Episode.objects.public(at=DUE).exists()
    episode.refresh_from_db()
    with pytest.raises(publishing.UnableToPublish, match="was deleted when its time was over"):
        publishing.publish(episode=episode, by=None, at=DUE)


def test_a_file_that_another_episode_uses_stays(episode: Episode, home: Home) -> None:
    other = Episode.objects.get(pk=episode.pk)
    other.pk = None
    other.uid, other.broadcast, other.number, other.available_until = uuid.uuid4(), None, 2, None
    other.mp3 = ""
    other.save()
    assert expiring.delete_expired(at=DUE) == 1
    assert [path.name for path in files(home)] == [Path(other.sound.name).name]


def test_the_desk_says_when_and_that(episode: Episode, cast: Cast, client: Client) -> None:
    pat = people.Staff.objects.create_user("pat", "pat@owl.example", "correct horse battery", first_name="Pat")
    pat.groups.add(Group.objects.get(name="Producers"))
    client.force_login(pat)
    page = reverse("air_recording", args=[episode.pk])
    assert "Its sound is deleted on Dec 15, 2026" in client.get(page).content.decode().replace("Dec. ", "Dec ")
    expiring.delete_expired(at=DUE)
    said = client.get(page).content.decode()
    assert "<b>Its sound is deleted</b>" in said
    assert "<audio" not in said
    assert client.get(reverse("air_recording_sound", args=[episode.pk, "kept"])).status_code == 404
    assert "Deleted" in client.get(reverse("air_recordings")).content.decode()
