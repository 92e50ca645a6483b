"""What the engines are told, through air's door."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from groundwave.air import api as air
from groundwave.air.engine.mounts.settings import FILE, matches, read_mounts
from groundwave.air.engine.plan import MOST_SOURCES, parse_plan
from groundwave.kit.home import Home
from groundwave.schedule import api as schedule
from groundwave.stations.api import NoSuchService
from tests.cast import NOW, Cast

pytestmark = pytest.mark.usefixtures("at_now")


@pytest.fixture(autouse=True)
def home(settings: object, tmp_path: Path) -> Home:
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    return Home(tmp_path)


def plan(home: Home, service: str = "news") -> dict[str, object]:
    return json.loads(home.plan(service).read_text())


def test_a_stream_goes_before_the_sources_that_were_there(cast: Cast, home: Home) -> None:
    air.put_on_air(service="news", location="https://one.example/live.mp3")
    air.put_on_air(service="news", location="https://two.example/live.mp3")
    air.put_on_air(service="news", location="https://one.example/live.mp3")
    assert plan(home)["sources"] == [
        {"url": "https://one.example/live.mp3", "kind": "http"},
        {"url": "https://two.example/live.mp3", "kind": "http"},
    ]


def test_a_file_is_told_by_its_whole_path(
    cast: Cast, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bed.mp3").write_bytes(b"sound")
    monkeypatch.chdir(tmp_path)
    air.put_on_air(service="news", location="bed.mp3")
    assert plan(home)["sources"] == [{"url": str(tmp_path / "bed.mp3"), "kind": "file"}]


def test_a_mount_has_a_password_that_is_shown_once(cast: Cast, home: Home) -> None:
    with pytest.raises(air.UnableToUseSource, match="groundwave air mount studio-a"):
        air.put_on_air(service="news", location="mount:studio-a")
    password = air.open_mount(name="studio-a", home=home)
    air.put_on_air(service="news", location="mount:/studio-a")
    assert plan(home)["sources"] == [{"url": "/studio-a", "kind": "mount"}]
    assert parse_plan(home.plan("news").read_bytes(), service="news", home=home.path).sources[0].kind == "mount"
    kept = read_mounts(home.path / FILE)["/studio-a"]
    assert matches(password, kept)
    assert not matches(password + "x", kept)
    assert password not in (home.path / FILE).read_text()
    assert (home.path / FILE).stat().st_mode & 0o777 == 0o600
    assert air.open_mount(name="studio-a", home=home) != password
    assert not matches(password, read_mounts(home.path / FILE)["/studio-a"])
    with pytest.raises(air.UnableToUseSource, match="no name of a mount"):
        air.open_mount(name="Studio A", home=home)
    air.close_mount(name="studio-a", home=home)
    assert not (home.path / FILE).exists()


def test_an_unknown_service_is_refused_and_nothing_is_told(cast: Cast, home: Home) -> None:
    with pytest.raises(NoSuchService, match="jazz"):
        air.put_on_air(service="jazz", location="https://one.example/")
    assert not home.air.exists()


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("/no/such/file.mp3", "is not there"),
        ("rtsp://one.example/", "rtsp:// is not read"),
        ("http://", "names no host"),
        ("https://one.example:port/", "names no host"),
        ("", "Give the address"),
        ("bad\nname.mp3", "characters"),
        ("https://one.example/two words.mp3", "holds a blank"),
        ("https://one.example/año.mp3", "letter that no address has"),
        ("/dev/zero", "is a device"),
        ("mount:Studio A", "is no mount"),
    ],
)
def test_what_is_no_source_is_refused_in_words(cast: Cast, home: Home, location: str, words: str) -> None:
    with pytest.raises(air.UnableToUseSource, match=words):
        air.put_on_air(service="news", location=location)
    assert not home.air.exists()


def test_the_plan_names_the_programs_of_the_day(cast: Cast, home: Home) -> None:
    program = schedule.Program.objects.create(title="Night Owl", slug="night-owl", hosts="Rosa Quill")
    schedule.Override.objects.create(
        service=cast.news, program=program, starts=NOW + timedelta(hours=1), ends=NOW + timedelta(hours=2)
    )
    air.put_on_air(service="news", location="https://one.example/")
    assert [(p["title"], p["host"], p["starts"]) for p in plan(home)["programs"]] == [  # type: ignore[attr-defined]
        ("Night Owl", "Rosa Quill", "2026-11-24T20:30:00Z")
    ]


def test_a_plan_that_says_nothing_new_is_not_written_again(cast: Cast, home: Home) -> None:
    air.put_on_air(service="news", location="https://one.example/")
    assert air.write_plans() == []
    air.Chain.objects.update(renditions="128")
    assert air.write_plans() == [home.plan("news")]


def test_a_chain_edited_in_the_admin_is_told_after_the_commit(
    cast: Cast, home: Home, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        air.Chain.objects.create(service=cast.music, fallback="sounds/slate.flac")
    assert plan(home, "music")["fallback"] == "sounds/slate.flac"


@pytest.mark.parametrize(
    ("said", "fresh", "fallback"),
    [
        (None, False, False),
        ("not json", False, False),
        ({"newest_segment_at": "2026-11-24T19:29:58Z", "source": "x", "on_fallback": False}, True, False),
        ({"newest_segment_at": "2026-11-24T19:29:58Z", "source": "y", "on_fallback": True}, True, True),
        ({"newest_segment_at": "2026-11-24T19:20:00Z", "source": "x", "on_fallback": False}, False, False),
    ],
)
def test_the_state_of_an_engine_is_its_own_last_word(
    cast: Cast, home: Home, said: object, fresh: bool, fallback: bool
) -> None:
    air.put_on_air(service="news", location="https://one.example/")
    if said is not None:
        home.engine_state("news").write_text(said if isinstance(said, str) else json.dumps(said))
    (state,) = air.engine_states()
    assert (state.is_fresh, state.on_fallback) == (fresh, fallback)


def test_a_password_in_an_address_is_told_to_the_engine_and_to_nobody_else(cast: Cast, home: Home) -> None:
    made = air.put_on_air(service="news", location="https://owl:secret@one.example:8443/live")
    assert str(made) == "https://one.example:8443/live"
    assert "owl:secret" in home.plan("news").read_text()


def test_many_sources_one_after_the_other_are_a_plan_that_the_engine_takes(cast: Cast, home: Home) -> None:
    for number in range(MOST_SOURCES + 2):
        air.put_on_air(service="news", location=f"https://one.example/{number}.mp3")
    told = parse_plan(home.plan("news").read_bytes(), service="news", home=home.path)
    assert len(told.sources) == MOST_SOURCES
    assert told.sources[0].url == f"https://one.example/{MOST_SOURCES + 1}.mp3"
