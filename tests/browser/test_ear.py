"""From the studio to the ear: a beep goes in over HTTP, and a real browser hears it."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from statistics import median

import pytest
from playwright.sync_api import Page, expect

from groundwave.air.engine.clock import SteadyClock
from groundwave.air.engine.timeline import RATE
from tests.browser.station import Station, until
from tests.browser.test_listening import ON
from tests.rooms.air_engine.bench import encoded, sine
from tests.rooms.air_engine.sender import Sender

ROUND, BEEP_AT = 10.0, 5.0  # seconds
GENEROUS = 20.0  # seconds; 8 is promised on a machine that does nothing else, which a test cannot ask for
# Notes when a tone of 1 kHz begins.
LISTEN = """async () => {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const { element } = await import(loaded.find((name) => name.includes("player-sound")));
  const listening = new AudioContext();
  const ears = Object.assign(listening.createAnalyser(), { fftSize: 1024, smoothingTimeConstant: 0 });
  listening.createMediaElementSource(element).connect(ears).connect(listening.destination);
  const strength = new Float32Array(ears.frequencyBinCount);
  const bin = Math.round((1000 * ears.fftSize) / listening.sampleRate);
  window.beeps = [];
  let quiet = 0;
  setInterval(() => {
    ears.getFloatFrequencyData(strength);
    if (strength[bin] < -60) quiet += 1;
    else {
      if (quiet > 50) beeps.push(Date.now() / 1000);
      quiet = 0;
    }
  }, 10);
}"""


class Studio(Sender):
    began = 0.0
    """When it began to send to whoever listens now, Unix time."""

    def _send(self, connection: socket.socket) -> None:
        self.began = time.time()
        super()._send(connection)


@pytest.fixture
def studio(station: Station) -> Iterator[Studio]:
    """Sends a beep each ten seconds, and nothing between that is louder than a breath."""
    quiet = sine(300, ROUND, amplitude=0.01)
    quiet[int(BEEP_AT * RATE) : int((BEEP_AT + 0.4) * RATE)] = sine(1_000, 0.4)
    data = encoded(quiet, codec="libmp3lame", container="mp3")
    sending = Studio(SteadyClock(), data, len(data) / ROUND)
    try:
        yield sending
    finally:
        station.run("air", "source", "music", str(station.home / "sounds" / "music.flac"))
        sending.close()


def test_what_is_said_is_heard_within_seconds(page: Page, station: Station, studio: Studio) -> None:
    station.run("air", "source", "music", studio.url)
    until(lambda: station.engine("music")["source"] == studio.url, what="the studio on the air", seconds=20)
    page.goto("/listen")
    page.locator("main").get_by_role("button", name="Play Juniper Music").click()
    expect(page.locator(ON)).to_be_visible(timeout=15_000)
    page.evaluate(LISTEN)
    until(lambda: page.evaluate("beeps.length >= 2"), what="two beeps", seconds=60, every=0.2)

    late = [(heard - studio.began - BEEP_AT) % ROUND for heard in page.evaluate("beeps")]
    print(f"source to ear: {median(late):.2f} s")  # noqa: T201  `pytest -rP` shows it
    assert median(late) < GENEROUS
