"""Keeping processes alive: start, restart with pauses that grow, stop cleanly, leave none behind."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from groundwave.kit.lifeline import end_with_parent

from .core.backoff import Backoff
from .voice import Voice

_LONGEST_LINE = 16 * 1024


@dataclass(frozen=True)
class Part:
    """One process to keep alive. `stop_seconds` is how long it may take to end before it is killed."""

    name: str
    command: tuple[str, ...]
    stop_seconds: float = 8.0
    longest_pause: float = 10.0


class Supervisor:
    """Keeps parts alive in `folder` until `stop`; says what happens through `voice`."""

    def __init__(self, *, folder: Path, environment: Mapping[str, str], voice: Voice) -> None:
        self._folder = folder
        self._environment = {**environment, "PYTHONUNBUFFERED": "1"}
        if voice.color:
            self._environment["FORCE_COLOR"] = "1"  # a part's lines pass through a pipe to our terminal
        self._voice = voice
        self._keepers: dict[str, asyncio.Task[None]] = {}
        self._leaders: dict[str, Process] = {}
        self._parts: dict[str, Part] = {}
        self._stopped: dict[str, asyncio.Event] = {}
        self._readers: set[asyncio.Task[None]] = set()

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._keepers)

    def keep(self, part: Part) -> None:
        """Start a part and keep it alive from now on."""
        self._parts[part.name] = part
        self._stopped[part.name] = asyncio.Event()
        self._keepers[part.name] = asyncio.create_task(self._keep(part))

    async def drop(self, name: str) -> None:
        """End one part: TERM to its leader, KILL to its whole group when its time is up."""
        part, keeper = self._parts.pop(name), self._keepers.pop(name)
        self._stopped[name].set()
        if leader := self._leaders.get(name):
            with suppress(ProcessLookupError):
                # The leader alone: it ends its own workers in order, and a worker that gets two signals aborts.
                leader.terminate()
        try:
            await asyncio.wait_for(asyncio.shield(keeper), part.stop_seconds)
        except TimeoutError:
            self._voice.say(name, f"{name} did not end within {part.stop_seconds:g} s and is killed.", loud=True)
            self._kill(name)
            await keeper

    async def stop(self) -> None:
        """End all parts at the same time and wait until none is left."""
        await asyncio.gather(*(self.drop(name) for name in list(self._keepers)))
        if self._readers:
            await asyncio.wait(self._readers, timeout=1.0)

    def kill(self) -> None:
        """End everything at once, without asking."""
        for name in list(self._leaders):
            self._kill(name)

    async def _keep(self, part: Part) -> None:
        backoff = Backoff(longest=part.longest_pause)
        stopped, clock = self._stopped[part.name], asyncio.get_running_loop().time
        while not stopped.is_set():
            started = clock()
            how = await self._live(part)
            if stopped.is_set():
                return
            pause, backoff = backoff.after_death(lived=clock() - started)
            self._voice.say(part.name, f"{part.name} {how}. Starting it again in {pause:.1f} s.", loud=True)
            with suppress(TimeoutError):
                await asyncio.wait_for(stopped.wait(), pause)

    async def _live(self, part: Part) -> str:
        """One life of a part, from start to end; how it ended, in words."""
        # A pipe of our own: asyncio's would keep us waiting for grandchildren that outlive their leader.
        ours, theirs = os.pipe()
        try:
            leader = await asyncio.create_subprocess_exec(
                *part.command,
                stdin=DEVNULL,
                stdout=theirs,
                stderr=theirs,
                cwd=self._folder,
                env=self._environment,
                start_new_session=True,  # Ctrl-C reaches the supervisor alone
                preexec_fn=partial(end_with_parent, os.getpid()) if sys.platform.startswith("linux") else None,
            )
        except OSError as error:
            os.close(ours)
            return f"could not be started ({error.strerror})"
        finally:
            os.close(theirs)
        self._leaders[part.name] = leader
        reader = asyncio.create_task(self._repeat(part.name, ours))
        self._readers.add(reader)
        reader.add_done_callback(self._readers.discard)
        if self._stopped[part.name].is_set():
            leader.terminate()
        code = await leader.wait()
        self._kill(part.name)  # what the leader left behind would answer beside its successor
        del self._leaders[part.name]
        return f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"

    def _kill(self, name: str) -> None:
        if leader := self._leaders.get(name):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(leader.pid, signal.SIGKILL)

    async def _repeat(self, name: str, descriptor: int) -> None:
        """Print what a part prints, line by line; a line without end is cut, so that no pipe fills up."""
        stream = asyncio.StreamReader()
        with os.fdopen(descriptor, "rb", buffering=0) as pipe:
            transport, _ = await asyncio.get_running_loop().connect_read_pipe(
                lambda: asyncio.StreamReaderProtocol(stream), pipe
            )
            rest = b""
            try:
                while piece := await stream.read(65536):
                    *lines, rest = (rest + piece).split(b"\n")
                    if len(rest) > _LONGEST_LINE:
                        lines, rest = [*lines, rest], b""
                    for line in lines:
                        self._voice.say(name, line.decode(errors="replace"))
                if rest:
                    self._voice.say(name, rest.decode(errors="replace"))
            finally:
                transport.close()


async def until_told_to_stop(supervisor: Supervisor) -> None:
    """Wait for Ctrl-C, TERM or a closed terminal; a second Ctrl-C kills what is still there."""
    loop, told = asyncio.get_running_loop(), asyncio.Event()

    def stop() -> None:
        if told.is_set():
            supervisor.kill()
        told.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup has it
            loop.add_signal_handler(number, stop)
    await told.wait()
