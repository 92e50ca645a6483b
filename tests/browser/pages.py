"""The addresses of the demo, one for each type of page and each state that looks different.

A story's address has the day on which the demo was made: here it is “…/slug”, and `path` finds the whole of it.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode, urlsplit

from tests.browser.station import Station

LEAD = "…/fourth-ferry-stays-through-winter"
SPANISH_LEAD = "…/el-cuarto-transbordador-sigue-en-invierno"
CORRECTED = "…/autumn-storms-cut-power"
SYNDICATED = "…/sleeper-train-study"

EVERY_TYPE = (
    "/",
    "/es",
    "/news",
    "/environment",
    "/es/noticias",
    "/about",
    "/privacy",
    "/contact",
    "/corrections",
    "/atsc-3",
    "/es/atsc-3-es",
    "/authors/imani-castellane",
    "/search",
    "/search?q=ferry",
    "/search?q=zzzz",
    "/es/search?q=transbordador",
    "/listen",
    "/es/listen",
    "/schedule",
    "/schedule/news",
    "/schedule/music/week",
    "/es/schedule/news/week",
    "/schedule/tv",
    "/programs",
    "/programs/first-light",
    "/es/programs/la-marea",
    "/programs/first-light/…",
    "/es/programs/la-marea/…",
    "/stations",
    "/stations/wjpa-fm",
    "/stations/wjpa-tv",
    "/public-files",
    "/public-files/wjpa-fm",
    "/es/public-files/wjpm-tv",
    "/newsletters",
    "/es/newsletters",
    "/support",
    "/es/support",
    "/newsletters/first-light",
    "/topics/…",
    "…/fourth-ferry-stays-through-winter",
    "…/el-cuarto-transbordador-sigue-en-invierno",
    "…/autumn-storms-cut-power",
    "…/orchestra-plays-a-tide-table",
    "…/salmon-return-to-mill-creek",
    "…/sleeper-train-study",
)
MISSING = ("/no-such-page", "/es/no-hay-tal-pagina", "/text/no-such-page")
REPRESENTATIVE = ("/", LEAD, "/es", "/listen", "/schedule/music/week", "/newsletters", "/public-files/wjpa-fm")

_found: dict[tuple[str, str], str] = {}
_sitemaps: dict[str, tuple[str, ...]] = {}


def path(station: Station, name: str) -> str:
    """The whole path of one of the names above."""
    if "…" not in name:
        return name
    if (station.url, name) not in _found:
        _found[station.url, name] = _look_up(station, name)
    return _found[station.url, name]


def _look_up(station: Station, name: str) -> str:
    if name == "/topics/…":
        found = re.search(r'href="(/topics/[-\w]+)"', station.get(path(station, LEAD)).text)
        assert found, "The lead story has no topic."
        return found[1]
    if name.endswith("/…"):
        program = name.removesuffix("/…")
        found = re.search(rf'href="({program}/\d{{4}}-\d\d-\d\d)"', station.get(program).text)
        assert found, f"{program} has no episode."
        return found[1]
    slug = name.removeprefix("…/")
    for known in published(station):
        if known.endswith(f"/{slug}"):
            return known
    # A partner's story is in no sitemap of ours; readers find it all the same.
    answer = station.get("/search?" + urlencode({"q": slug.replace("-", " ")})).text
    found = re.search(rf'href="([^"]+/{slug})"', answer)
    assert found, f"No story {slug} in the demo."
    return found[1]


def published(station: Station) -> tuple[str, ...]:
    """Every path that the sitemaps name."""
    if not (known := _sitemaps.get(station.url)):
        places = [place for file in _named(station, "/sitemap.xml") for place in _named(station, file)]
        known = _sitemaps[station.url] = tuple(places)
    return known


def _named(station: Station, sitemap: str) -> list[str]:
    places = re.findall(r"<loc>([^<]+)</loc>", station.get(sitemap).text)
    return [urlsplit(place).path for place in places]


def stories(station: Station) -> list[str]:
    return [one for one in published(station) if re.search(r"/\d{4}-\d\d-\d\d/", one)]


def twin(path: str) -> str:
    """The address of the text-only twin."""
    return "/text" + path
