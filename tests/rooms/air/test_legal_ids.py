"""Station identifications: checked against the licenses, brought to the engine with their sound, every hour."""

from __future__ import annotations

import json
import math
import struct
import wave
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from groundwave.air import api as air
from groundwave.air.engine.plan import parse_plan
from groundwave.kit.home import Home
from groundwave.stations import api as stations
from tests.cast import NOW, Cast

pytestmark = pytest.mark.usefixtures("at_now")


def tone(seconds: float) -> bytes:
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
        turns = (math.sin(n / 6) * 8_000 for n in range(round(seconds * 8_000)))
        file.writeframes(b"".join(struct.pack("<h", round(one)) for one in turns))
    return out.getvalue()


@pytest.fixture
def chain(cast: Cast, home: Home) -> air.Chain:
    return air.Chain.objects.create(service=cast.news)


def legal_id(chain: air.Chain, *, data: bytes | None = None, **given: Any) -> air.LegalId:
    sound = SimpleUploadedFile("owl id.wav", tone(1) if data is None else data)
    return air.LegalId(**{"chain": chain, "text": "KOWL-FM, Owl Hollow", "sound": sound, **given})


def planned(home: Home) -> Any:
    return json.loads(home.plan("news").read_text())["ids"]


def test_it_is_told_to_the_engine_for_the_hours_to_come_and_its_sound_lies_beside(chain: air.Chain, home: Home) -> None:
    made = legal_id(chain)
    made.full_clean()
    made.save()
    air.write_plans()
    first, second, *rest = planned(home)
    assert (first["at"], second["at"]) == ("2026-11-24T18:00:00Z", "2026-11-24T19:00:00Z")
    assert len(rest) == 28
    assert first["text"] == "KOWL-FM, Owl Hollow"
    assert (home.path / first["file"]).read_bytes() == tone(1)
    parse_plan(home.plan("news").read_bytes(), service="news", home=home.path)
    assert air.write_plans() == []

    made.sound = SimpleUploadedFile("other.wav", tone(2))
    made.save()
    air.write_plans()
    assert (home.path / planned(home)[0]["file"]).read_bytes() == tone(2)
    assert len(list((home.air / "news" / "ids").iterdir())) == 1
    made.is_on = False
    made.save()
    air.write_plans()
    assert planned(home) == []


def test_a_sound_that_is_gone_stops_no_plan(chain: air.Chain, home: Home) -> None:
    made = legal_id(chain)
    made.save()
    made.sound.storage.delete(made.sound.name)
    air.write_plans()
    assert planned(home) == []


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"text": "The owls of Owl Hollow"}, "text", "For example: KOWL-FM, Owl Hollow."),
        ({"text": "KOWL-FM in Owl Hollow"}, "text", "“In” may not stand between"),
        ({"minutes": "20"}, "minutes", "within 5 minutes"),
        ({"data": b"not a sound"}, "sound", "cannot be played"),
        ({"data": b""}, "sound", "empty|cannot be played"),
        ({"data": tone(61)}, "sound", "61 s long"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(chain: air.Chain, given: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        legal_id(chain, **given).full_clean()
    assert list(refused.value.message_dict) == [field]
    assert any(part in " ".join(refused.value.message_dict[field]) for part in words.split("|"))


def test_a_simulcast_names_all_its_stations(chain: air.Chain, cast: Cast) -> None:
    other = stations.Station.objects.create(
        licensee=cast.licensee,
        call_sign="KBRN",
        kind="fm",
        facility_id=9_990_103,
        community="Barnaby",
        state="Cascara",
        license_expires=cast.fm.license_expires,
    )
    made = legal_id(chain)
    assert made.faults == []
    stations.Carriage.objects.create(service=cast.news, station=other)
    assert made.faults == ["The call letters KBRN are missing: say “KBRN, Barnaby”."]
    made.text = "KOWL-FM, Owl Hollow, and KBRN, Barnaby"
    assert made.in_order == "in order"
    made.text = "K-O-W-L-F-M de Owl Hollow, y K-B-R-N, Barnaby"
    with translation.override("es"):
        assert made.in_order.startswith("“De” no puede ir entre KOWL-FM y Owl Hollow")


def test_the_hour_without_one_is_counted_from_the_record(chain: air.Chain, cast: Cast, home: Home) -> None:
    from groundwave.air import alarms
    from groundwave.air.models import AlarmPlan, AsRunEvent

    AlarmPlan.objects.create(chain=chain, wants_legal_id=True, disk_below=0)
    AsRunEvent.objects.create(service=cast.news, at=NOW, name="legal id", digest="1")

    def looks(minutes: int) -> list[str]:
        at = NOW + timedelta(minutes=minutes)
        home.engine_state("news").parent.mkdir(parents=True, exist_ok=True)
        home.engine_state("news").write_text(json.dumps({"newest_segment_at": at.isoformat()}))
        return [f"{turn.value} {outage.fault}" for outage, turn in alarms.watch(at=at)]

    assert (looks(60), looks(66)) == ([], ["raise legal id"])
    AsRunEvent.objects.create(service=cast.news, at=NOW + timedelta(minutes=67), name="legal id", digest="2")
    assert (looks(68), looks(70)) == ([], ["clear legal id"])
