"""An old site's address as one name, however it was written, and what its tail says."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

MOST_CHARS: Final = 2_000
# What WordPress answers at its front page: the one parameter that says what is meant.
PARAMETERS: Final = ("p", "page_id", "attachment_id", "cat", "tag", "author", "m", "feed")
_TAIL: Final = re.compile(
    r"/(?:(?P<feed>feed(?:/(?:rss2?|atom|rdf))?|rss)|amp|embed|trackback|(?:page|comment-page)[/-]\d+|\d{1,3})$"
)
_SIZED: Final = re.compile(r"-(?:\d{2,5}x\d{2,5}|scaled|e\d{10,13})(?=\.[a-z]{3,4}$)")
_DATE: Final = re.compile(r"/(?P<year>(?:19|20)\d\d)(?:/(?P<month>[01]\d)(?:/(?P<day>[0-3]\d))?)?")
# First parts that the front answers itself, so that nothing else ever can.
_NEVER_OURS: Final = frozenset({"admin", "healthz", "live", "media", "metrics", "readyz", "static"})


def name_of(url: str) -> str:
    """The address without host and without what does not matter: `/2019/05/a-story`, `/?p=12`; empty for none.

    >>> name_of("https://old.example/2019/05/Caf%C3%A9/?utm_source=x#top")
    '/2019/05/café'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    path = unquote(parts.path, errors="replace")
    path = path.strip("/")
    if path == "index.php" or path.endswith("/index.php"):
        path = path.removesuffix("index.php").strip("/")
    path = unicodedata.normalize("NFC", f"/{path}").casefold()
    if len(path) > MOST_CHARS or any(character < " " for character in path):
        return ""
    given = dict(parse_qsl(parts.query[:4_000])) if parts.query else {}
    for name in PARAMETERS:
        if path == "/" and (value := given.get(name, "").strip().casefold()):
            return f"/?{name}={value[:200]}"
    return path


def key_of(name: str) -> str:
    """Under which it is looked up, whatever its length."""
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()


def is_answerable(name: str) -> bool:
    """Whether the station can answer it at all; the front keeps some first parts to itself."""
    return bool(name) and name[1:].split("/", 1)[0] not in _NEVER_OURS and "//" not in name and "\\" not in name


class Shorter(NamedTuple):
    """The same address without its tail; `feed` when the tail asked for a feed."""

    name: str
    feed: bool


def shorter(name: str) -> Shorter | None:
    """A story's feed of comments, its second page, its printed form: the story itself."""
    found = _TAIL.search(name)
    if found is None:
        return None
    return Shorter(name[: found.start()] or "/", found["feed"] is not None)


def unsized(name: str) -> str | None:
    """The picture itself, for one of the sizes that WordPress made of it."""
    bare = _SIZED.sub("", name)
    return bare if bare != name else None


def days_of(name: str) -> tuple[str, str] | None:
    """First and last day (ISO) of an archive by date: `/2019`, `/2019/05`, `/2019/05/12`, `/?m=201905`."""
    if name.startswith("/?m=") and name[4:].isdigit() and len(name) in (8, 10, 12):
        digits = name[4:]
        name = "/" + "/".join(filter(None, (digits[:4], digits[4:6], digits[6:8])))
    found = _DATE.fullmatch(name)
    if found is None:
        return None
    year, month, day = found["year"], found["month"], found["day"]
    if month and not 1 <= int(month) <= 12:
        return None
    if day:
        return (f"{year}-{month}-{day}",) * 2 if 1 <= int(day) <= _days_in(int(year), int(month)) else None
    if month:
        return f"{year}-{month}-01", f"{year}-{month}-{_days_in(int(year), int(month)):02}"
    return f"{year}-01-01", f"{year}-12-31"


def _days_in(year: int, month: int) -> int:
    import calendar

    return calendar.monthrange(year, month)[1]
