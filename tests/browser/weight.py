"""What a page costs a reader on a phone: bytes on the wire, requests, the largest picture, what moves while loading.

`python -m tests.browser.weight URL…` prints the figures, with the time of the largest paint on slow 4G; timings are
measured here and held by no test, since a busy machine would make them a coin's toss.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

PHONE: dict[str, Any] = {
    "viewport": {"width": 412, "height": 823},
    "device_scale_factor": 1.75,
    "is_mobile": True,
    "has_touch": True,
}
KB = 1024
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}

WATCH = """(() => {
  window.seen = { shift: 0, largest: null };
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.seen.shift += one.value;
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const { element, url, startTime } of list.getEntries()) {
      const natural = element?.naturalWidth ?? 0, shown = element?.clientWidth ?? 0;
      window.seen.largest = { tag: element?.tagName ?? "", url, natural, shown, at: startTime };
    }
  }).observe({ type: "largest-contentful-paint", buffered: true });
})()"""


@dataclass
class Weight:
    """Bytes as transferred, headers included, by the kind of thing that the browser asked for."""

    kinds: dict[str, int] = field(default_factory=dict)
    requests: int = 0
    addresses: list[str] = field(default_factory=list)
    shift: float = 0.0
    largest: dict[str, Any] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.kinds.values())

    def __str__(self) -> str:
        kinds = ", ".join(f"{kind} {size / KB:.1f}" for kind, size in sorted(self.kinds.items()))
        return (
            f"{self.total / KB:.1f} KB in {self.requests} requests ({kinds}), CLS {self.shift:.3f}, "
            f"largest {self.largest.get('tag')} {self.largest.get('url', '')} "
            f"{self.largest.get('natural')} px for {self.largest.get('shown')} px at {self.largest.get('at', 0):.0f} ms"
        )


def weigh(browser: Browser, url: str, *, conditions: dict[str, Any] | None = None) -> Weight:
    """Load a page with an empty cache as a phone does, until the network is quiet."""
    context = browser.new_context(**PHONE)
    try:
        return _weigh(context.new_page(), url, conditions)
    finally:
        context.close()


def _weigh(page: Page, url: str, conditions: dict[str, Any] | None) -> Weight:
    found = Weight()
    kinds: dict[str, str] = {}
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    if conditions:
        wire.send("Network.emulateNetworkConditions", conditions)
        wire.send("Emulation.setCPUThrottlingRate", {"rate": 1})

    def asked(event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith(("data:", "blob:")):
            kinds[event["requestId"]] = event.get("type", "Other")
            found.requests += 1
            found.addresses.append(event["request"]["url"])

    def came(event: dict[str, Any]) -> None:
        if kind := kinds.get(event["requestId"]):
            found.kinds[kind] = found.kinds.get(kind, 0) + int(event["encodedDataLength"])

    wire.on("Network.requestWillBeSent", asked)
    wire.on("Network.loadingFinished", came)
    page.add_init_script(WATCH)
    page.goto(url, wait_until="networkidle")
    seen = page.evaluate("seen")
    found.shift, found.largest = seen["shift"], seen["largest"] or {}
    return found


def main() -> None:
    from tests.browser.conftest import CHROMIUM, FLAGS

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for url in sys.argv[1:]:
            print(f"{url}\n  as it is    {weigh(browser, url)}")  # noqa: T201
            print(f"  on slow 4G  {weigh(browser, url, conditions=SLOW_4G)}")  # noqa: T201
        browser.close()


if __name__ == "__main__":
    main()
