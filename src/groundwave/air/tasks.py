"""What the worker does for air."""

from __future__ import annotations

from groundwave.air import (
    alarms,
    api,
    calling,
    downloads,
    evidence,
    expiring,
    hearing,
    noticing,
    recorder,
    takes,
    tickets,
    tracks,
    transcoding,
)
from groundwave.kit import clock


def write_plans() -> None:
    """Keep every engine's plan as the schedule and the chains say."""
    api.write_plans()


def notice_recordings() -> None:
    """Write down each broadcast that is over and is to become an episode."""
    noticing.notice(at=clock.now())


def record() -> None:
    """Cut what this machine's archive has of them, and keep what is around them."""
    recorder.record(at=clock.now())
    takes.keep_takes(at=clock.now())


def delete_expired_recordings() -> None:
    """Delete the sound of episodes whose time was over a week ago."""
    expiring.delete_expired(at=clock.now())


def make_mp3s() -> None:
    """See to the one MP3 that is being made; begin the next."""
    transcoding.step(at=clock.now())


def write_tickets() -> None:
    """Keep what the front of this machine knows of episodes as the database says."""
    tickets.write_all(at=clock.now())


def read_in_evidence() -> None:
    """Read this machine's as-run records in."""
    evidence.read_in()


def confirm_broadcasts() -> None:
    """Put on record how the broadcasts that are over really aired."""
    evidence.confirm(at=clock.now())


def take_in_downloads() -> None:
    """Put into rows what the front of this machine counted."""
    downloads.take_in(at=clock.now())


def watch_the_air() -> None:
    """Look at every service of this machine, and write down whom to call."""
    alarms.watch(at=clock.now())


def send_mails() -> None:
    """Call people by e-mail."""
    calling.send_notices(at=clock.now(), kind="email")


def send_webhooks() -> None:
    """Call machines; those that hang hold up no mail."""
    calling.send_notices(at=clock.now(), kind="webhook")


def hear_what_is_playing() -> None:
    """Take in the titles of this machine's sources, and tell its engines what is playing."""
    hearing.follow_streams(at=clock.now())
    tracks.tell_engines(at=clock.now())


def ask_what_is_playing() -> None:
    """Ask the addresses that say what is playing."""
    hearing.poll_due(at=clock.now())
