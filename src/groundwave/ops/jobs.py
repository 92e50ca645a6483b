"""What the worker does again and again. A job is named by where it lives, so that this list loads nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """`call` is `module.path:function`, called without arguments every `every_seconds`.

    Of several machines on one database one alone does it, unless what it does is for `each_machine`.
    """

    name: str
    every_seconds: float
    call: str
    each_machine: bool = False


JOBS: tuple[Job, ...] = (
    Job("publish what is due", 20, "groundwave.ops.jobs:publish_scheduled"),
    Job("put away photos whose rights have ended", 5, "groundwave.newsroom.api:hide_what_must_not_be_seen"),
    Job("move old files that can be guessed", 3_600, "groundwave.newsroom.api:hide_files_that_can_be_guessed"),
    Job("fill the schedule ahead", 3_600, "groundwave.schedule.tasks:expand_all"),
    Job("tell the engines their plans", 60, "groundwave.air.tasks:write_plans", each_machine=True),
    Job("ask what is playing", 5, "groundwave.air.tasks:ask_what_is_playing"),
    Job("tell the engines what is playing", 5, "groundwave.air.tasks:hear_what_is_playing", each_machine=True),
    Job("read in what was on the air", 10, "groundwave.air.tasks:read_in_evidence", each_machine=True),
    Job("confirm what has aired", 30, "groundwave.air.tasks:confirm_broadcasts"),
    Job("see what is to be recorded", 10, "groundwave.air.tasks:notice_recordings"),
    Job("cut recordings", 10, "groundwave.air.tasks:record", each_machine=True),
    Job("make MP3s of recordings", 10, "groundwave.air.tasks:make_mp3s", each_machine=True),
    Job("delete recordings whose time is over", 3_600, "groundwave.air.tasks:delete_expired_recordings"),
    Job("tell the front of episodes", 30, "groundwave.air.tasks:write_tickets", each_machine=True),
    Job("read what partners pushed", 1, "groundwave.wire.tasks:read_arrivals", each_machine=True),
    Job("pull the wire's sources", 10, "groundwave.wire.tasks:pull_sources"),
    Job("publish what the wire desk's rules kept back", 10, "groundwave.wire.tasks:publish_due"),
    Job("bring what is at NPR in line", 10, "groundwave.wire.tasks:send_to_npr"),
    Job("let go of old wire documents", 3_600, "groundwave.wire.tasks:tidy"),
    Job("take in counts of downloads", 60, "groundwave.air.tasks:take_in_downloads", each_machine=True),
    Job("fetch photos of wire stories", 60, "groundwave.wire.tasks:fetch_pending_photos"),
    Job("make the sizes of new photos", 20, "groundwave.web.tasks:make_sizes_of_new_photos"),
)


def publish_scheduled() -> None:
    """Pages whose time to appear or to go has come."""
    from django.core.management import call_command

    call_command("publish_scheduled", verbosity=0)
