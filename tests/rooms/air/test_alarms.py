"""People are called once when the air fails and once when it is well again, by real mail and real webhooks."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import django
import pytest

from groundwave.air import alarms, calling
from groundwave.air import api as air
from groundwave.air.core.calls import signature, to_do
from groundwave.air.models import AlarmPlan, Chain, Notice, Outage, Recipient
from groundwave.kit.home import Home
from tests.cast import NOW, Cast
from tests.mail_server import MailServer
from tests.recording_server import Asked, RecordingServer

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


def says(home: Home, at: datetime, slug: str = "news", **state: object) -> None:
    path = home.engine_state(slug)
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
    assert [calling.send_notices(at=later) for _ in range(3)] == [1, 1, 0]
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


# ------------------------------------------------------------------ each fault, by both ways
ONE = {"index": 0, "label": "https://one.example/", "ready": False, "trouble": "no connection: refused"}
TWO = {"index": 1, "label": "https://two.example/", "ready": True, "trouble": None}
CLOCK = {"clock_step_seconds": -3600.0, "clock_set_at": (NOW + timedelta(minutes=1)).isoformat()}


@pytest.mark.parametrize(
    ("fault", "state", "name", "words"),
    [
        ("silence", {"silence_seconds": 40.0}, "silence on the air", "cannot be heard"),
        ("fallback", {"on_fallback": True, "last_error": "one: stalled"}, "no source", "one: stalled"),
        ("source", {"source_index": 1, "sources": [ONE, TWO]}, "a source is lost",
         "Source 1, https://one.example/: no connection: refused. Source 2 is on the air."),
        ("stale", None, "nothing goes out", "The newest segment is from 19:30:46 UTC."),
        ("clock", CLOCK, "the clock is off", "The clock was set back by 60 min"),
        ("disk", {}, "the disk is low", "GB are free."),
    ],
)  # fmt: skip
def test_each_fault_and_its_end_are_told_once_by_mail_and_by_webhook(
    chain: Chain, home: Home, mail: MailServer, fault: str, state: dict[str, object] | None, name: str, words: str
) -> None:
    def disk_below(megabytes: int) -> None:
        if fault == "disk":
            AlarmPlan.objects.update(disk_below=megabytes)

    with RecordingServer() as server:
        calls(chain, "email", "chief@owl.example")
        calls(chain, "webhook", f"{server.url}/hooks/air")
        assert looks(home, begin=0, end=1) == []
        disk_below(9_000_000)
        assert looks(home, begin=1, end=4, alive=state is not None, **(state or {})) == [f"raise {fault}"]
        for minutes in (4, 4.1):
            calling.send_notices(at=NOW + timedelta(minutes=minutes), private_hosts=LOCAL)
        assert (len(mail.letters), len(server.asked)) == (1, 1)
        disk_below(0)
        assert looks(home, begin=4.2, end=6) == [f"clear {fault}"]
        for minutes in (6, 6.1):
            calling.send_notices(at=NOW + timedelta(minutes=minutes), private_hosts=LOCAL)
        alarm, clear = mail.letters
        said, over = (json.loads(asked.body) for asked in server.asked)
    assert alarm["Subject"].startswith("Alarm: ")
    assert alarm["Subject"].endswith(f": {name}")
    assert clear["Subject"] == alarm["Subject"].replace("Alarm", "All clear")
    for text in (alarm.get_content().replace("\r\n", "\n"), said["text"]):
        assert words in text
        assert f"What to do: {to_do(fault)}" in text
    assert (said["fault"], said["what"], said["ended"]) == (fault, "alarm", None)
    assert (over["fault"], over["what"], over["outage"]) == (fault, "all clear", said["outage"])
    assert said["began"] == over["began"] < over["ended"]
    assert "Nothing needs to be done." in over["text"]


def test_each_fault_says_something_else_to_do() -> None:
    assert len({to_do(fault) for fault in Outage.Fault.values} | {to_do("another")}) == len(Outage.Fault.values) + 1


def test_what_comes_and_goes_all_night_calls_nobody_every_other_minute(
    chain: Chain, home: Home, mail: MailServer
) -> None:
    calls(chain, "email", "chief@owl.example")
    turns: list[str] = []
    for minute in range(0, 16, 2):  # half a minute of fallback, a minute and a half of sound
        turns += looks(home, begin=minute, end=minute + 0.5, on_fallback=True)
        turns += looks(home, begin=minute + 0.5, end=minute + 2)
        calling.send_notices(at=NOW + timedelta(minutes=minute + 2))
    assert turns == ["raise fallback", "clear fallback", "raise fallback"]
    assert len(mail.letters) == 3
    assert "It happened 2 times within two hours" in mail.letters[2].get_content()


def test_a_disk_that_two_services_share_is_told_of_once(chain: Chain, cast: Cast, home: Home, mail: MailServer) -> None:
    other = Chain.objects.create(service=cast.music)
    AlarmPlan.objects.create(chain=other, disk_below=9_000_000)
    AlarmPlan.objects.update(disk_below=9_000_000)
    for one in (chain, other):
        calls(one, "email", "chief@owl.example")
    calls(other, "email", "music@owl.example")

    def both(minutes: float) -> list[str]:
        at = NOW + timedelta(minutes=minutes)
        for slug in ("news", "music"):
            says(home, at, slug=slug)
        return sorted(f"{turn.value} {outage.fault}" for outage, turn in alarms.watch(at=at))

    assert both(0) == ["raise disk", "raise disk"]
    calling.send_notices(at=NOW + timedelta(minutes=1))
    assert sorted(one["To"] for one in mail.letters) == ["chief@owl.example", "music@owl.example"]
    AlarmPlan.objects.update(disk_below=0)
    assert (both(1), both(3)) == ([], ["clear disk", "clear disk"])
    calling.send_notices(at=NOW + timedelta(minutes=4))
    assert len(mail.letters) == 4


def test_a_source_that_comes_and_goes_by_wish_is_no_alarm(chain: Chain, home: Home) -> None:
    AlarmPlan.objects.update(source_lost_after=None)
    assert looks(home, begin=0, end=5, source_index=1, sources=[ONE, TWO]) == []


# ------------------------------------------------------------------ machines
def test_a_machine_is_sent_signed_json(chain: Chain, home: Home, socket_enabled: None) -> None:
    with RecordingServer() as server:
        calls(chain, "webhook", f"{server.url}/hooks/air")
        looks(home, begin=0, end=2, on_fallback=True)
        later = NOW + timedelta(minutes=3)
        assert calling.send_notices(at=later, private_hosts=LOCAL) == 1
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
        assert calling.send_notices(at=later, private_hosts=LOCAL) == 0
        assert "answered 500" in Notice.objects.get().trouble
        server.status = 200
        assert calling.send_notices(at=later + timedelta(seconds=10), private_hosts=LOCAL) == 0
        assert calling.send_notices(at=later + timedelta(seconds=20), private_hosts=LOCAL) == 1


class Deaf(RecordingServer):
    """Takes a request and does not answer it before it is let go; the alarm is answered with 500 after that."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = threading.Event()

    def answer(self, asked: Asked) -> tuple[int, dict[str, str], bytes]:
        self.let_go.wait(20)
        return super().answer(asked)


def test_a_machine_that_hangs_holds_up_no_mail_and_its_all_clear_waits_for_the_alarm(
    chain: Chain, home: Home, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "_SECONDS", 0.5)
    with Deaf() as server:
        calls(chain, "webhook", f"{server.url}/hooks/air")
        calls(chain, "email", "chief@owl.example")
        looks(home, begin=0, end=2, on_fallback=True)
        looks(home, begin=2, end=4)

        def send(seconds: float, kind: str | None = None) -> int:
            return calling.send_notices(at=NOW + timedelta(minutes=4, seconds=seconds), kind=kind, private_hosts=LOCAL)

        assert send(0, "email") == 1  # before anybody waits for the machine
        assert (len(server.asked), len(mail.letters)) == (0, 1)
        assert send(1) == 1  # the all-clear by mail; the machine hangs
        assert "took too long" in Notice.objects.get(kind="webhook", what="alarm").trouble
        assert [one["Subject"].partition(":")[0] for one in mail.letters] == ["Alarm", "All clear"]
        server.let_go.set()
        server.status = 500
        assert send(20, "webhook") == 0
        server.status = 200
        assert (send(60, "webhook"), send(61, "webhook")) == (1, 1)
    assert [json.loads(one.body)["what"] for one in server.asked] == ["alarm", "alarm", "alarm", "all clear"]


def test_an_all_clear_is_sent_when_its_alarm_was_given_up(chain: Chain, home: Home, socket_enabled: None) -> None:
    with RecordingServer() as server:
        calls(chain, "webhook", f"{server.url}/hooks/air")
        server.status = 500
        looks(home, begin=0, end=2, on_fallback=True)
        looks(home, begin=2, end=4)
        Notice.objects.update(attempts=11)
        at = NOW + timedelta(minutes=4)
        assert calling.send_notices(at=at, private_hosts=LOCAL) == 0
        assert Notice.objects.get(what="alarm").next_try_at is None
        server.status = 200
        assert calling.send_notices(at=at, private_hosts=LOCAL) == 1
        assert calling.send_notices(at=at + timedelta(days=1), private_hosts=LOCAL) == 0
    assert [json.loads(one.body)["what"] for one in server.asked] == ["alarm", "all clear"]


def test_a_clock_that_is_set_back_delays_no_notice(chain: Chain, home: Home, mail: MailServer) -> None:
    calls(chain, "email", "chief@owl.example")
    looks(home, begin=0, end=2, on_fallback=True)
    assert calling.send_notices(at=NOW - timedelta(hours=1)) == 1


def test_a_webhook_does_not_reach_into_the_station_s_own_network(
    chain: Chain, home: Home, socket_enabled: None
) -> None:
    with RecordingServer() as server:
        calls(chain, "webhook", f"{server.url}/hooks/air")
        looks(home, begin=0, end=2, on_fallback=True)
        calling.send_notices(at=NOW + timedelta(minutes=3))
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
