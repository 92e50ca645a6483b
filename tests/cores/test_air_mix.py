"""Which source is heard, tick by tick, with feeds written by hand."""

import numpy as np
import pytest

from groundwave.air.engine.feed import FileFeed, StreamFeed
from groundwave.air.engine.mix import FADE, PATIENCE, TICK, Limits, Mixer, Role, Voice
from groundwave.air.engine.ring import Samples
from groundwave.air.engine.timeline import RATE
from groundwave.air.engine.tone import Tone

NOON = 1_795_392_000 * RATE // TICK * TICK


def level(value: float, seconds: float) -> Samples:
    return np.full((int(seconds * RATE), 2), value, np.float32)


class Desk:
    """A stream, a standby stream, a fallback file and the tone, and a clock that is moved by rendering."""

    def __init__(self) -> None:
        self.main, self.standby = StreamFeed("main"), StreamFeed("standby")
        self.slate = FileFeed("slate", 8 * RATE)
        self.slate.ring.write(0, level(0.125, 8))
        roles: list[tuple[StreamFeed | FileFeed, Role, int | None]] = [
            (self.main, "source", 0),
            (self.standby, "source", 1),
            (self.slate, "fallback", None),
        ]
        self.voices = [Voice(feed, role, place) for feed, role, place in roles]
        self.voices.append(Voice(Tone(), "tone"))
        self.mixer = Mixer(self.voices)
        self.at = NOON

    def run(self, seconds: float, *, main: bool = False, standby: bool = False) -> Samples:
        """Let time pass; the named streams send in real time, half a second ahead."""
        blocks = []
        for _ in range(round(seconds * RATE / TICK)):
            for feed, value, sends in ((self.main, 0.5, main), (self.standby, 0.25, standby)):
                if sends:
                    begin = max(feed.ring.end, self.at)
                    feed.ring.write(begin, level(value, (self.at + RATE - begin) / RATE))
            blocks.append(self.mixer.render(self.at))
            self.at += TICK
        return np.concatenate(blocks)

    @property
    def taken(self) -> list[str]:
        return [change.taken.sound.label for change in self.mixer.changes]


def test_the_first_healthy_source_wins() -> None:
    desk = Desk()
    sound = desk.run(1, main=True, standby=True)
    assert desk.taken == ["main"]
    assert np.all(sound[FADE:] == 0.5)


def test_a_source_that_runs_dry_is_left_for_the_next() -> None:
    desk = Desk()
    desk.run(2, main=True, standby=True)
    desk.main.trouble = "the connection broke"
    sound = desk.run(4, standby=True)
    assert desk.taken == ["main", "standby"]
    assert desk.mixer.changes[1].lost == "the connection broke"
    assert sound.min() > 0.2, "there is no hole at the change"
    desk.run(2)
    assert desk.taken[2:] == ["slate"]
    desk.run(9)
    assert desk.taken[3:] == ["built-in tone"]


def test_a_change_takes_twenty_milliseconds_and_never_clips() -> None:
    desk = Desk()
    desk.run(2, main=True, standby=True)
    sound = desk.run(2, standby=True)[:, 0]
    between = np.flatnonzero((sound != 0.5) & (sound != 0.25))
    assert 0 < len(between) <= FADE
    assert np.ptp(between) < FADE
    assert np.abs(np.diff(sound)).max() < 0.01
    assert np.abs(sound).max() <= 1


def test_a_better_source_returns_when_it_was_good_for_three_seconds() -> None:
    desk = Desk()
    desk.run(1, main=True)
    desk.run(3)
    assert desk.taken == ["main", "slate"]
    back = desk.at
    desk.run(2.9, main=True)
    assert desk.taken == ["main", "slate"]
    desk.run(0.5, main=True)
    assert desk.taken == ["main", "slate", "main"]
    assert PATIENCE <= desk.mixer.changes[-1].at - back <= PATIENCE + TICK


def test_a_source_that_comes_and_goes_is_not_heard_to() -> None:
    desk = Desk()
    desk.run(1, main=True)
    desk.run(2)
    for _ in range(5):
        desk.run(1, main=True)
        desk.run(1.5)
    assert desk.taken[:2] == ["main", "slate"]
    assert "main" not in desk.taken[2:]


def test_nothing_is_waited_for_before_the_first_source_was_heard() -> None:
    desk = Desk()
    desk.run(1)
    assert desk.taken == ["slate"]
    desk.run(0.2, main=True)
    assert desk.taken == ["slate", "main"]


def test_a_fallback_starts_from_its_beginning_each_time() -> None:
    desk = Desk()
    desk.run(1)
    desk.run(1, main=True)
    assert desk.slate.visit == 1
    assert desk.slate.lead(desk.at) == 0
    ramp = np.linspace(0.1, 0.2, 4 * RATE, dtype=np.float32)[:, None].repeat(2, axis=1)
    desk.slate.ring.write(0, ramp)
    sound = desk.run(2)
    change = desk.mixer.changes[-1].at
    begin = len(sound) - (desk.at - change)
    np.testing.assert_allclose(sound[begin + FADE : begin + 9600], ramp[FADE:9600], atol=1e-6)


def test_a_source_that_left_the_plan_goes_on_until_a_new_one_is_ready() -> None:
    desk = Desk()
    desk.run(5, main=True)
    fresh = StreamFeed("fresh")
    desk.voices[0].role = "leaving"
    desk.mixer.arrange([Voice(fresh, "source", 0), desk.voices[0], *desk.voices[2:]])
    desk.run(1, main=True)
    assert desk.taken == ["main"]
    fresh.ring.write(desk.at, level(0.3, 5))
    sound = desk.run(0.2, main=True)
    assert desk.taken == ["main", "fresh"]
    assert desk.mixer.changes[-1].lost is None
    assert sound[-1, 0] == pytest.approx(0.3)


def test_the_tone_is_never_silent_and_never_loud() -> None:
    desk = Desk()
    desk.slate.ring.restart(0)
    sound = desk.run(20)
    assert desk.taken == ["built-in tone"]
    power = np.square(sound[FADE : FADE + 19 * RATE]).reshape(19, -1).mean(axis=1)
    assert np.all((power > 10**-3.6) & (power < 10**-2.0))
    assert np.abs(np.diff(sound[FADE:], axis=0)).max() < 0.02, "the loop has no seam"


def test_sound_beyond_full_scale_is_held_there() -> None:
    desk = Desk()
    desk.main.ring.write(NOON, level(3.0, 5))
    assert np.abs(desk.run(1)).max() == 1.0


# ------------------------------------------------------------------ silence and an operator's hand
def silent(desk: Desk, seconds: float, *, standby: bool = False) -> None:
    """The main stream goes on and says nothing."""
    for _ in range(round(seconds * RATE / TICK)):
        begin = max(desk.main.ring.end, desk.at)
        desk.main.ring.write(begin, level(0.0, (desk.at + RATE - begin) / RATE))
        desk.run(TICK / RATE, standby=standby)


def test_a_source_that_is_silent_for_too_long_is_left_and_taken_back_when_it_is_heard_again() -> None:
    desk = Desk()
    desk.mixer.limits = Limits(silence=5 * RATE)
    desk.run(2, main=True, standby=True)
    silent(desk, 5, standby=True)
    assert desk.taken == ["main"], "a pause is a pause"
    silent(desk, 2, standby=True)
    assert desk.taken == ["main", "standby"]
    assert desk.mixer.changes[1].lost == "it has been silent for 5 s"
    silent(desk, 20, standby=True)
    assert desk.taken == ["main", "standby"]
    desk.run(PATIENCE / RATE + 2, main=True, standby=True)
    assert desk.taken == ["main", "standby", "main"]


def test_when_every_source_is_silent_the_slate_plays_until_one_is_heard() -> None:
    desk = Desk()
    desk.mixer.limits = Limits(silence=2 * RATE)
    desk.run(2, main=True)
    silent(desk, 4)
    assert desk.taken == ["main", "slate"]
    desk.run(PATIENCE / RATE + 2, main=True)
    assert desk.taken == ["main", "slate", "main"]


def test_noise_below_the_threshold_is_silence() -> None:
    desk = Desk()
    desk.mixer.limits = Limits(silent_below=-5.0, silence=2 * RATE)
    desk.run(4, main=True, standby=True)
    assert desk.taken[:2] == ["main", "slate"], "half of full scale is -6 dBFS, and the standby has less"


def test_a_file_that_is_silent_is_left_and_not_tried_again_at_once() -> None:
    desk = Desk()
    quiet = FileFeed("quiet", 60 * RATE)
    quiet.ring.write(0, level(0.0, 60))
    desk.mixer.arrange([Voice(quiet, "source", 0), *desk.voices])
    desk.mixer.limits = Limits(silence=2 * RATE)
    desk.run(6, standby=True)
    assert desk.taken == ["quiet", "standby"]
    quiet.ring.write(0, level(0.0, 60))
    desk.run(12, standby=True)
    assert desk.taken == ["quiet", "standby"]


def test_an_operator_holds_a_source_whatever_the_order_and_silent_or_not() -> None:
    desk = Desk()
    desk.mixer.limits = Limits(silence=2 * RATE)
    desk.run(2, main=True, standby=True)
    desk.mixer.held = 1
    desk.run(6, main=True, standby=True)
    assert desk.taken == ["main", "standby"]
    assert desk.mixer.changes[1].lost is None
    desk.run(3, main=True)
    assert desk.taken[2:] == ["main"], "one that is dead is not held"
    desk.run(2, main=True, standby=True)
    assert desk.taken[3:] == ["standby"]
    desk.mixer.held = None
    desk.run(PATIENCE / RATE + 1, main=True, standby=True)
    assert desk.taken[4:] == ["main"]
    desk.mixer.held = 0
    silent(desk, 8, standby=True)
    assert desk.taken[5:] == []
