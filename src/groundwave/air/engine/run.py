"""The loop of one service: follow the plan, render the time that has passed, publish it, say how it is."""

import json
import logging
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from groundwave.air.engine.archive import Archive, said, write_whole
from groundwave.air.engine.asrun import AsRun
from groundwave.air.engine.clock import Clock
from groundwave.air.engine.encode import PREROLL
from groundwave.air.engine.feed import FileFeed, Stopping
from groundwave.air.engine.ident import Idents
from groundwave.air.engine.lineup import Lineup
from groundwave.air.engine.loudness import Leveler
from groundwave.air.engine.marks import Marks
from groundwave.air.engine.meter import Meter
from groundwave.air.engine.mix import FADE, TICK, Change, Limits, Mixer, Voice
from groundwave.air.engine.plan import Plan
from groundwave.air.engine.plan_file import PlanFile
from groundwave.air.engine.publish import Publisher
from groundwave.air.engine.timeline import RATE, SEGMENT, first_sample, instant, number_of, starts_at

BACKFILL: Final = 6
"""Segments rendered late after a restart or a stall; a longer hole stays one."""
_CATCH_UP: Final = 3 * RATE
_STREAM_START: Final = 2 * RATE
_PLAN_EVERY: Final = RATE // 2
_SWEEP_EVERY: Final = 60 * RATE
_SWEEP_SOON: Final = 4 * RATE
_AHEAD_LIMIT: Final = 3 * SEGMENT

log = logging.getLogger(__name__)


class Engine:
    """One service on the air. ``step`` does what the clock asks for; nothing else moves it."""

    def __init__(self, home: Path, service: str, clock: Clock) -> None:
        self._folder = home / "air" / service
        self._service, self._clock = service, clock
        self._file = PlanFile(self._folder / "plan.json", service=service, home=home)
        self._plan = self._file.plan
        self._archive = Archive(home / "live" / service)
        self._asrun = AsRun(self._folder / "asrun.jsonl")
        self._marks = Marks(home / "live" / service, self._folder / "nowplaying.json")
        self._idents = Idents()
        self._leveler = Leveler(self._plan.loudness)
        self._meter = Meter(self._plan.silence_seconds)
        self._lineup = Lineup(clock, lambda: self._at)
        self._started = clock.now()
        self._at = self._started
        self._wait_until = self._plan_due = self._sweep_due = self._started
        self._since = self._started
        self._last_lost: str | None = None
        self._title = ""
        self._publisher: Publisher
        self._read_plan()
        self._begin()
        self._lineup.follow(self._plan, self._at)
        self._idents.follow(self._plan.idents, self._at)
        self._mixer = self._new_mixer()
        self._asrun.add(
            "started", instant(self._started), pid=os.getpid(), first_segment=self._first, after=self._before
        )
        log.info("on the air from segment %d (%s)", self._first, starts_at(self._first).isoformat())

    @property
    def at(self) -> int:
        """The index that is rendered next."""
        return self._at

    @property
    def heard(self) -> Voice | None:
        """What is on the air."""
        return self._mixer.current

    def run(self, stopping: Stopping) -> None:
        """Keep the service on the air until ``stopping`` is set."""
        while not stopping.is_set():
            self.step()
            self._clock.sleep(TICK / RATE / 2)

    def step(self) -> None:
        """Render and publish everything up to now."""
        now = self._clock.now()
        if now >= self._plan_due or now < self._plan_due - _PLAN_EVERY:
            self._plan_due = now + _PLAN_EVERY
            self._watch_plan()
        behind = now - self._at
        if behind > (BACKFILL + 2) * SEGMENT or -behind > _AHEAD_LIMIT + _STREAM_START + SEGMENT:
            log.warning("the clock went on by %.1f s without the engine; beginning anew", behind / RATE)
            before = self._at
            self._begin()
            if (begins := first_sample(self._first)) > before:  # what was never made did not air
                self._note_gap(before, begins)
            # What was open has its place on a timeline that is gone.
            self._lineup.close()
            self._lineup.follow(self._plan, self._at)
            self._idents.follow(self._plan.idents, self._at)
            self._mixer = self._new_mixer()
        while self._at + TICK <= now and not (now < self._wait_until and self._file_reads_on()):
            self._tick()
        if now >= self._sweep_due or now < self._sweep_due - _SWEEP_EVERY:
            self._sweep_due = now + _SWEEP_EVERY
            self._sweep(instant(now))

    def stop(self) -> None:
        """Close the sources and record the end."""
        self._lineup.close()
        self._asrun.add("stopped", instant(self._clock.now()))
        self._spool()
        log.info("off the air")

    def _begin(self) -> None:
        """Find the segment to go on with: the one after the newest on disk, when that is recent."""
        now = self._clock.now()
        try:
            newest = self._archive.open()
        except OSError as error:
            log.error("cannot read %s: %s", self._archive.folder, said(error))  # noqa: TRY400
            newest = None
        self._before = newest
        wanted = number_of(now)
        goes_on = newest is not None and -_AHEAD_LIMIT // SEGMENT <= wanted - newest <= BACKFILL + 1
        if goes_on and newest is not None:
            first = newest + 1
        elif self._plan.sources and self._plan.sources[0].kind != "file":
            first = number_of(now + _STREAM_START) + 1
        else:
            first = wanted
        self._first = first
        self._at = first_sample(first) - PREROLL
        self._wait_until = now + _CATCH_UP
        self._publisher = Publisher(self._archive, self._at, self._plan.renditions, keep_listed=goes_on)

    def _file_reads_on(self) -> bool:
        """Whether the file to be heard is only not read far enough yet: catching up must not outrun its reader."""
        heard = self._mixer.current
        for voice in [heard] if heard else self._lineup.voices(self._at):
            if voice.sound.lead(self._at) >= TICK + FADE:
                return False
            if isinstance(voice.sound, FileFeed) and voice.sound.trouble is None:
                return True
        return False

    def _tick(self) -> None:
        block = self._idents.over(self._at, self._mixer.render(self._at))
        for event, index, about in self._idents.told:
            self._asrun.add(event, instant(index), **about)
        self._idents.told.clear()
        sent = self._leveler.level(block)
        for change in self._mixer.changes:
            self._record(change)
        if self._mixer.changes:
            self._mixer.changes.clear()
            self._lineup.settle(self._mixer.current)
        if turn := self._meter.measure(block, sent):
            at = instant(self._at)
            self._asrun.add(f"silence {turn}", at, seconds=self._meter.silence_seconds)
            log.warning("silence %s", turn)
        if self._at % SEGMENT == 0:
            self._tell()
        completed = self._publisher.publish(self._at, sent, self._meter.peak)
        self._at += TICK
        if completed:
            for first, behind in self._publisher.gaps:
                self._note_gap(first_sample(first), first_sample(behind))
                log.warning("segments %d to %d are lost: they could not be written for too long", first, behind - 1)
            self._publisher.gaps.clear()
            if self._publisher.trouble:  # a disk that is full has no time to wait for the next look at old hours
                self._sweep_due = min(self._sweep_due, self._at + _SWEEP_SOON)
            self._spool()
            self._write_state()

    def _note_gap(self, begins: int, ends: int) -> None:
        self._asrun.add("gap", instant(ends), **{"from": _iso(instant(begins)), "to": _iso(instant(ends))})

    def _record(self, change: Change) -> None:
        at = instant(change.at)
        self._since = change.at
        if change.left and change.lost:
            self._last_lost = f"{change.left.sound.label}: {change.lost}"
            log.warning("lost %s: %s", change.left.sound.label, change.lost)
            self._asrun.add(
                "source lost", at, source=change.left.sound.label, index=change.left.position, reason=change.lost
            )
        taken = change.taken
        event = "source taken" if taken.role in ("source", "leaving") else "fallback"
        self._asrun.add(event, at, source=taken.sound.label, index=taken.position)
        log.info("%s: %s", "on the air" if event == "source taken" else "fallback", taken.sound.label)

    def _watch_plan(self) -> None:
        before = self._plan
        self._read_plan()
        if self._plan is not before:
            log.info("plan taken: %d sources", len(self._plan.sources))
            self._lineup.follow(self._plan, self._at)
            self._publisher.change_renditions(self._plan.renditions)
            self._idents.follow(self._plan.idents, self._at)
            self._hold(before.held)
        # Every time: a source that left the plan may have had its time.
        self._mixer.arrange(self._lineup.voices(self._at))
        self._lineup.settle(self._mixer.current)

    def _new_mixer(self) -> Mixer:
        mixer = Mixer(self._lineup.voices(self._at), _limits(self._plan))
        mixer.held = self._plan.held
        return mixer

    def _hold(self, before: int | None) -> None:
        """What an operator took, or gave back, is on record."""
        self._mixer.limits, self._mixer.held = _limits(self._plan), self._plan.held
        if self._plan.held != before:
            event = "released" if self._plan.held is None else "held"
            self._asrun.add(event, instant(self._at), index=before if self._plan.held is None else self._plan.held)

    def _read_plan(self) -> None:
        self._file.look()
        self._plan = self._file.plan
        self._meter.silence_seconds_limit = self._plan.silence_seconds
        self._meter.silent_below = self._plan.silence_dbfs
        self._leveler.target = self._plan.loudness

    def _tell(self) -> None:
        heard = self._mixer.current
        title = getattr(heard.sound, "title", "") if heard else ""
        if title and title != self._title:
            self._asrun.add("title", instant(self._at), title=title, source=heard.sound.label if heard else "")
        self._title = title
        try:
            self._marks.look(instant(self._at), plan=self._plan, source_title=title)
        except OSError:
            pass  # The same disk refuses the segments, which is said.
        self._publisher.marks = self._marks.lines

    def _sweep(self, now: datetime) -> None:
        try:
            removed = self._archive.sweep(now, self._plan.retention_hours, self._plan.keep_from)
            lost = self._archive.make_room(round(self._plan.disk_floor_mb * 1_000_000))
        except OSError as error:
            log.error("cannot remove old segments: %s", said(error))  # noqa: TRY400
            return
        if removed:
            log.info("removed %d hours older than %g hours", removed, self._plan.retention_hours)
        if lost:
            log.warning(
                "less than %g MB are free: removed %d hours before their time, from %s on",
                self._plan.disk_floor_mb, len(lost), _iso(lost[0]),
            )  # fmt: skip
            self._asrun.add("disk", now, removed=[_iso(hour) for hour in lost], floor_mb=self._plan.disk_floor_mb)

    def _spool(self) -> None:
        try:
            self._asrun.write()
        except OSError as error:
            if self._publisher.trouble is None:
                log.error("cannot write asrun.jsonl: %s; keeping the records", said(error))  # noqa: TRY400

    def _write_state(self) -> None:
        heard = self._mixer.current
        newest = self._publisher.newest
        source_trouble = None
        if heard is None or heard.position != 0:
            first = self._lineup.voices(self._at)[0]
            source_trouble = f"{first.sound.label}: {first.sound.trouble}" if first.sound.trouble else self._last_lost
        step = self._clock.step
        state = {
            "service": self._service,
            "source": heard.sound.label if heard else None,
            "source_index": heard.position if heard else None,
            "sources": [
                {
                    "index": voice.position,
                    "label": voice.sound.label,
                    "ready": voice is heard or voice.good_since is not None,
                    "trouble": voice.sound.trouble,
                }
                for voice in self._lineup.voices(self._at)
                if voice.role == "source"
            ],
            "on_fallback": heard is None or heard.role in ("fallback", "tone"),
            "since": _iso(instant(self._since)),
            "title": getattr(heard.sound, "title", "") if heard else "",
            "silence_seconds": self._meter.silence_seconds,
            "newest_segment": newest,
            "newest_segment_at": _iso(starts_at(newest)) if newest is not None else None,
            "level_dbfs": self._meter.level_dbfs,
            "loudness_lufs": self._leveler.lufs,
            "gain_db": self._leveler.gain_db,
            "peaks": self._meter.peaks,
            "last_error": self._publisher.trouble or self._file.trouble or source_trouble,
            "plan": self._file.digest,
            "plan_trouble": self._file.trouble,
            "held": self._plan.held,
            "clock_offset_seconds": round(self._clock.offset, 3),
            "clock_step_seconds": round(step[0], 3) if step else None,
            "clock_set_at": _iso(datetime.fromtimestamp(step[1], UTC)) if step else None,
            "pid": os.getpid(),
            "started_at": _iso(instant(self._started)),
        }
        try:
            write_whole(self._folder / "state.json", json.dumps(state).encode())
        except OSError:
            pass  # The same disk refuses the segments, which has been said.


def _limits(plan: Plan) -> Limits:
    return Limits(plan.silence_dbfs, round(plan.silence_seconds * RATE), round(plan.return_seconds * RATE))


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
