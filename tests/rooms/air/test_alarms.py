"""People are called once when the air fails and once when it is well again, by real mail and real webhooks."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import django
import pytest

from groundwave.air import alarms
from groundwave.air import api as air
from groundwave.air.core.alarms import signature
from groundwave.air.models import AlarmPlan, Chain, Notice, Outage, Recipient
from groundwave.kit.home import Home
from tests.cast import NOW, Cast
from tests.mail_server import MailServer
from tests.recording_server import RecordingServer

pytestmark = pytest.mark.usefixtures("at_now")
LOCAL = frozenset({"127.0.0.1"})
Minutes = float


@pytest.fixture
def chain(cast: Cast, home: Home) -> Chain:
    chain = Chain.objects.create(service=cast.news)
    AlarmPlan.objects.create(chain=chain, disk_below=0)
    return chain


@pytest.fixture
def mail(settings: Any, socket_enabled: None) -> Iterator[MailServer]:
    with MailServer() as server:
        backend = "django.core.mail.backends.smtp.EmailBackend"
        if django.VERSION >= (6, 1):
            options = {"host": "127.0.0.1", "port": server.port, "timeout": 20}
            settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
        else:
            settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = backend, "127.0.0.1", server.port
        yield server


def calls(chain: Chain, kind: str, address: str) -> None:
    Recipient.objects.create(plan=chain.alarm_plan, kind=kind, address=address, secret="owl secret", sort_order=1)


def says(home: Home, at: datetime, **state: object) -> None:
    path = home.engine_state("news")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"newest_segment_at": (at - timedelta(seconds=4)).isoformat(), **state}))


def looks(home: Home, *, begin: Minutes, end: Minutes, alive: bool = True, **state: object) -> list[str]:
    """A look every ten seconds between two minutes after now; what was raised and cleared."""
    found = []
    for second in range(round(begin * 60), round(end * 60), 10):
        at = NOW + timedelta(seconds=second)
        if alive:
            says(home, at, **state)
        found += [f"{turn.value} {outage.fault}" for outage, turn in alarms.watch(at=at)]
    return found


def test_a_fault_is_told_by_mail_once_and_so_is_its_end(chain: Chain, home: Home, mail: MailServer) -> None:
    calls(chain, "email", "chief@owl.example")
    assert looks(home, begin=0, end=1) == []
    assert looks(home, begin=1, end=4, on_fallback=True, last_error="studio: stalled") == ["raise fallback"]
    assert looks(home, begin=4, end=4.5) == []  # a flap
    assert looks(home, begin=4.5, end=5, on_fallback=True) == []
    assert looks(home, begin=5, end=7) == ["clear fallback"]
    later = NOW + timedelta(minutes=8)
    assert (alarms.send_notices(at=later), alarms.send_notices(at=later)) == (2, 0)
    alarm, clear = mail.letters
    assert alarm["To"] == "chief@owl.example"
    assert alarm["Subject"] == "Alarm: Owl News: no source"
    text = alarm.get_content()
    assert "Tuesday, November 24, 14:31:00" in text
    assert "studio: stalled" in text
    assert "/admin/control-room/news/" in text
    assert clear["Subject"] == "All clear: Owl News: no source"
    outage = Outage.objects.get()
    assert (outage.began, outage.ended) == (NOW + timedelta(minutes=1), NOW + timedelta(minutes=5))
    assert outage.notices.exclude(sent_at=None).count() == 2


def test_a_dead_engine_is_noticed_and_its_last_words_are_not_believed(chain: Chain, home: Home) -> None:
    assert looks(home, begin=0, end=2, silence_seconds=40.0) == ["raise silence"]
    assert looks(home, begin=2, end=8, alive=False) == ["raise stale"]
    assert [one.fault for one in alarms.active()] == ["silence", "stale"]
    assert looks(home, begin=8, end=10) == ["clear stale", "clear silence"]
    assert alarms.active() == []


def test_a_service_that_never_ran_here_is_another_machine_s(chain: Chain, home: Home) -> None:
    assert looks(home, begin=0, end=5, alive=False) == []


def test_a_low_disk_is_told(chain: Chain, home: Home) -> None:
    free = shutil.disk_usage(home.path).free
    AlarmPlan.objects.update(disk_below=free // 1_000_000 + 1_000_000)
    assert looks(home, begin=0, end=1) == ["raise disk"]
    AlarmPlan.objects.update(disk_below=0)
    assert looks(home, begin=1, end=3) == ["clear disk"]


def test_a_machine_is_sent_signed_json(chain: Chain, home: Home, socket_enabled: None) -> None:
    with RecordingServer() as server:
        calls(chain, "webhook", f"{server.url}/hooks/air")
        looks(home, begin=0, end=2, on_fallback=True)
        later = NOW + timedelta(minutes=3)
        assert alarms.send_notices(at=later, private_hosts=LOCAL) == 1
        (asked,) = server.asked
    stamp = int(asked.headers["x-groundwave-timestamp"])
    assert stamp == int(later.timestamp())
    assert asked.headers["x-groundwave-signature"] == f"sha256={signature('owl secret', stamp, asked.body)}"
    assert json.loads(asked.body)["fault"] == "fallback"


def test_what_cannot_be_sent_is_tried_again(chain: Chain, home: Home, socket_enabled: None) -> None:
    with RecordingServer() as server:
        server.status = 500
        calls(chain, "webhook", f"{server.url}/hooks/air")
        looks(home, begin=0, end=2, on_fallback=True)
        later = NOW + timedelta(minutes=3)
        assert alarms.send_notices(at=later, private_hosts=LOCAL) == 0
        assert "answered 500" in Notice.objects.get().trouble
        server.status = 200
        assert alarms.send_notices(at=later + timedelta(seconds=10), private_hosts=LOCAL) == 0
        assert alarms.send_notices(at=later + timedelta(seconds=20), private_hosts=LOCAL) == 1


def test_a_webhook_does_not_reach_into_the_station_s_own_network(
    chain: Chain, home: Home, socket_enabled: None
) -> None:
    with RecordingServer() as server:
        calls(chain, "webhook", f"{server.url}/hooks/air")
        looks(home, begin=0, end=2, on_fallback=True)
        alarms.send_notices(at=NOW + timedelta(minutes=3))
        assert server.asked == []
    assert "not on the public internet" in Notice.objects.get().trouble


@pytest.mark.parametrize(
    ("kind", "address"),
    [("email", "chief"), ("webhook", "ftp://owl.example/"), ("webhook", "chief@owl.example"), ("email", "https://a.example")],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(kind: str, address: str) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="This is not an"):
        air.Recipient(kind=kind, address=address).clean()
