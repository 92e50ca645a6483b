"""What an address means to the page store: which stored page it names, if any, and in which file that page lies.

Pure. The front, the website and the configurations in `deploy/` say the same; docs/contracts/page-store.md has it in
words. Nothing but path and the few known parameters is ever part of a page's name, so nobody can fill the disk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode

_DEEPEST: Final = 8
_LONGEST: Final = 600  # bytes of the whole path
_LONGEST_PART: Final = 180  # bytes; a file system takes 255, and endings are added
_PART: Final = re.compile(r"[^\x00-\x20\x7f/\\@?#%:*\"<>|.][^\x00-\x1f\x7f/\\@?#%:*\"<>|]*")
_TAKEN_ENDINGS: Final = (".html", ".json", ".br", ".gz", ".head", ".part", ".gone")
_OWN_ENDINGS: Final = (".xml", ".txt")
_LANGUAGES: Final = frozenset({"es"})
_NEVER: Final = frozenset({"admin", "healthz", "index", "live", "media", "metrics", "readyz", "static"})
# Links to the front page of a language are written with and without it; one of the two is the page.
_WITH_A_SLASH: Final = frozenset({"/es/", "/text/", "/text/es/"})
_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER: Final = re.compile(r"[1-9][0-9]?")
_DEEPEST_PAGE: Final = 50
# `/?p=12` and the like name stories of a site that moved here; the website knows which.
_OF_OLD_SITES: Final = frozenset({"p", "page_id", "attachment_id", "cat", "tag", "author", "m", "feed"})
MARKETING: Final = frozenset(
    {
        *("fbclid", "gclid", "gclsrc", "gbraid", "wbraid", "dclid", "msclkid", "twclid", "ttclid", "li_fat_id"),
        *("igshid", "igsh", "yclid", "srsltid", "epik", "rdt_cid", "mc_cid", "mc_eid", "mkt_tok", "vero_id"),
        *("_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsctatracking", "_ga", "_gl", "s_cid", "ncid", "cmpid"),
        *("ref", "ref_src", "ref_url", "source", "src", "campaign", "sc_cid", "wt_mc", "oly_anon_id", "oly_enc_id"),
    }
)


@dataclass(frozen=True)
class Page:
    """A stored page, or one that may be stored. `key` is its address: path, then the one known parameter if any."""

    key: str


@dataclass(frozen=True)
class Clean:
    """A page asked for with parameters that it does not know: refused, and the reader is sent to `url`."""

    url: str


@dataclass(frozen=True)
class Unstored:
    """What the website answers anew each time: the admin, a search, a link from a mail."""


Meaning = Page | Clean | Unstored


def meaning(path: str, query: str) -> Meaning:
    """The meaning of a percent-decoded path and a raw query string, for a GET or HEAD."""
    if path in _WITH_A_SLASH:
        return Clean(path.removesuffix("/"))
    parts = path[1:].split("/") if path != "/" else []
    if not path.startswith("/") or len(parts) > _DEEPEST or len(path.encode(errors="replace")) > _LONGEST:
        return Unstored()
    # A feed's file has its very address, so nothing can lie below it.
    if not all(map(_storable, parts)) or any(part.endswith(_OWN_ENDINGS) for part in parts[:-1]):
        return Unstored()
    place = _without_twin_and_language(parts)
    if _is_never_stored(place):
        return Unstored()
    if not query:
        return Page(path)
    return _with_query(path, place, query)


def _with_query(path: str, place: list[str], query: str) -> Meaning:
    known = _parameter(place)
    value, strange = "", False
    for name, given in parse_qsl(query[:4000], keep_blank_values=True, max_num_fields=None, errors="replace"):
        if (place == ["search"] and name == "q") or (path in ("/", "/index.php") and name in _OF_OLD_SITES):
            return Unstored()
        if name == known and not value and _is_value(name, given):
            value = given
        elif not _is_marketing(name):
            strange = True
    if known == "page" and value == "1":
        value = ""
    key = f"{path}?{known}={value}" if value else path
    if strange:
        return Clean(quote(path, safe="/-._~!$&'()+,;=") + (f"?{urlencode({known: value})}" if value else ""))
    return Page(key)


def _parameter(place: list[str]) -> str:
    """The one parameter that this kind of page knows, or "". Lists have pages, schedules have days."""
    match place:
        case ["schedule", _] | ["api", "v1", "services", _, "schedule" | "tracks"]:
            return "day"
        case ["schedule", _, "week"]:
            return "of"
        case ["authors" | "topics" | "programs", _]:
            return "page"
        case [section] if not section.endswith(_OWN_ENDINGS):
            return "page"
        case _:
            return ""


def _is_value(name: str, given: str) -> bool:
    if name == "page":
        return bool(_NUMBER.fullmatch(given)) and int(given) <= _DEEPEST_PAGE
    return bool(_ISO_DAY.fullmatch(given))


def _is_marketing(name: str) -> bool:
    lower = name.lower()
    return lower in MARKETING or lower.startswith(("utm_", "pk_", "mtm_", "hsa_"))


def _storable(part: str) -> bool:
    return (
        bool(_PART.fullmatch(part))
        and len(part.encode(errors="replace")) <= _LONGEST_PART
        and not part.endswith(_TAKEN_ENDINGS)
        and part.isprintable()
    )


def _without_twin_and_language(parts: list[str]) -> list[str]:
    if parts[:1] == ["text"]:
        parts = parts[1:]
    return parts[1:] if parts and parts[0] in _LANGUAGES else parts


def _is_never_stored(place: list[str]) -> bool:
    match place:
        case [first, *_] if first in _NEVER:
            return True
        case ["api", "v1", "composer", *_]:  # its readers send parameters of their own, which mean nothing to us
            return True
        case ["newsletters", "confirm" | "unsubscribe", *_]:
            return True
        case _:
            return False


def stem(key: str) -> str:
    """Where the files of a page lie in the tree, without their ending: `/news?page=2` is `news@page=2`."""
    path, _, query = key.partition("?")
    name = path.strip("/") or "index"
    return f"{name}@{query}" if query else name


def ending(key: str, *, content_type: str, gone: bool = False) -> str:
    """What is added to the stem for the page itself: "" for feeds and sitemaps, whose address has one already.

    What is gone says so in its name, whatever it was: a web server that knows only the files must answer 410.
    """
    if gone:
        return ".gone.html"
    if key.partition("?")[0].endswith(_OWN_ENDINGS):
        return ""
    return ".json" if content_type.startswith("application/json") else ".html"


def is_sound(key: str) -> bool:
    """Whether a key, from wherever it comes, names a page that may lie in the tree under its own name."""
    path, _, query = key.partition("?")
    return meaning(path, query) == Page(key)
