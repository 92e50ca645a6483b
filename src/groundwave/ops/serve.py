"""`groundwave serve`: the whole station under one supervisor."""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import Sequence
from contextlib import suppress

from groundwave.kit.home import Home

from . import parts
from .lock import only_server
from .port import HOST, ensure_free, is_free
from .prepare import ensure_prepared
from .supervise import Part, Supervisor, until_told_to_stop
from .voice import Voice

_POLL_SECONDS = 0.1
_POLL_BROKEN_SECONDS = 3.0
_WORKER_WAITS_SECONDS = 30.0
_PREDECESSOR_SECONDS = 8.0


def serve(
    home: Home,
    *,
    port: int,
    demo: bool = False,
    at_once: Sequence[Part] = (parts.FRONT, parts.WEB, parts.AIR),
    after_the_website: Sequence[Part] = (parts.WORKER,),
) -> None:
    """Serve the home until Ctrl-C, filling it with the demo station first when asked.

    Raises UnableToServe, UnableToUseHome or UnableToPrepare before anything is started.

    The worker waits until the website answers: on a small machine both would load Django at the same time.
    """
    home.ensure_writable()
    with only_server(home):
        _wait_for_a_predecessor(home, port)
        ensure_free(port)
        ensure_prepared(home, demo=demo)
        asyncio.run(_run(home, port, at_once, after_the_website))


async def _run(home: Home, port: int, at_once: Sequence[Part], later: Sequence[Part]) -> None:
    voice = Voice()
    environment = environment_of_parts(home, port)
    supervisor = Supervisor(folder=home.path, environment=environment, voice=voice)
    for part in at_once:
        supervisor.keep(part)
    greeter = asyncio.create_task(_greet(port, environment["GROUNDWAVE_URL"], voice, answered := asyncio.Event()))

    async def start_later() -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(answered.wait(), _WORKER_WAITS_SECONDS)
        for part in later:
            supervisor.keep(part)

    starter = asyncio.create_task(start_later())
    await until_told_to_stop(supervisor)
    voice.say("serve", "Going off the air …")
    for task in (starter, greeter):
        task.cancel()
    await supervisor.stop()
    voice.say("serve", "All parts have ended.")


def _wait_for_a_predecessor(home: Home, port: int) -> None:
    """When the last supervisor was killed, its parts need a moment to end and to leave the port."""
    if home.web_socket.exists():
        end = time.monotonic() + _PREDECESSOR_SECONDS
        while not is_free(port) and time.monotonic() < end:
            time.sleep(_POLL_SECONDS)


def environment_of_parts(home: Home, port: int) -> dict[str, str]:
    """What every part is told: the home as a whole path, the port, and the station's address."""
    return {
        **os.environ,
        "GROUNDWAVE_HOME": str(home.path),
        "PORT": str(port),
        "GROUNDWAVE_URL": os.environ.get("GROUNDWAVE_URL") or f"http://{HOST}:{port}",
    }


async def _greet(port: int, url: str, voice: Voice, answered: asyncio.Event) -> None:
    """Say once that the station is on the air, when front and website both answer; sets `answered` when they do."""
    while (condition := await _condition(port)) != "ready":
        if condition == "broken":
            if not answered.is_set():
                voice.say("serve", "The website answers with errors; see the lines of `web`.", loud=True)
                answered.set()
            await asyncio.sleep(_POLL_BROKEN_SECONDS)
        await asyncio.sleep(_POLL_SECONDS)
    answered.set()
    voice.say("serve", f"On the air at {url}")


async def _condition(port: int) -> str:
    """What the front's /readyz says of the website, "away" when the front itself does not answer."""
    try:
        reader, writer = await asyncio.open_connection(HOST, port)
    except OSError:
        return "away"
    try:
        writer.write(b"GET /readyz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
        answer = await asyncio.wait_for(reader.read(), 10)
        return str(json.loads(answer.partition(b"\r\n\r\n")[2])["website"])
    except (OSError, TimeoutError, ValueError, KeyError):
        return "away"
    finally:
        writer.close()
