"""What the command asks for: look at an old site's export, or bring it over."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from groundwave.kit import clock
from groundwave.kit.home import Home
from groundwave.newsroom import api as newsroom
from groundwave.stations import api as stations
from groundwave.wire.core.old_site import LeftOut, OldItem, Picture, Sound
from groundwave.wire.giving.sending import outlet_in_use
from groundwave.wire.models import Move, Moved
from groundwave.wire.models import Source as WireSource
from groundwave.wire.models.source import NPR_KEY
from groundwave.wire.moving import run
from groundwave.wire.moving.cds import Cds
from groundwave.wire.moving.feed import Feed
from groundwave.wire.moving.files import Files
from groundwave.wire.moving.ghost import Ghost
from groundwave.wire.moving.places import Places
from groundwave.wire.moving.source import Source
from groundwave.wire.moving.wordpress import WordPressExport


@dataclass(frozen=True)
class Wishes:
    """How a site is to come over. `sections` maps categories to sections; `section` is one for all."""

    section: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)
    files: Path | None = None
    fetches: bool = True
    retries: bool = False
    private_hosts: frozenset[str] = frozenset()


def wordpress(path: Path, *, zone: str = "", types: Iterable[str] = ()) -> Source:
    """An export of WordPress (WXR, also gzipped), looked through. Raises UnableToRead."""
    folder = _folder()
    index = folder / f"{_short(str(path.resolve()))}.index.sqlite3"
    return WordPressExport(path, index=index, zone=zone_of(zone), types=frozenset(types))


def ghost(path: Path, *, url: str) -> Source:
    """An export of Ghost (JSON, also gzipped) of the site at `url`. Raises UnableToRead, ValueError."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"“{url}” is no address of a site. Give it as --url https://www.example.org")
    return Ghost(path, url=url)


def feed(url: str, *, private_hosts: frozenset[str] = frozenset()) -> Source:
    """What a feed still tells of a site. Raises UnableToRead."""
    return Feed(url, private_hosts=private_hosts)


def cds(
    query: str,
    *,
    services: Iterable[str] = (),
    address: str = "",
    key: str = "",
    private_hosts: frozenset[str] = frozenset(),
    progress: run.Progress = lambda done, total, what: None,
) -> Source:
    """The station's own stories at NPR's CDS that a query gives. What is not said is as the way to NPR has it
    (Wire → NPR). Raises UnableToRead, ValueError."""
    outlet = outlet_in_use()
    ours = [*services] or ([outlet.service] if outlet else [])
    if not ours:
        raise ValueError("Say which service of NPR's is yours: --our-service s123. Only its stories come over.")
    partner = WireSource(
        name="CDS",
        kind=WireSource.Kind.NPR_CDS,
        address=address or (outlet.address if outlet else ""),
        token_name=key or (outlet.token_name if outlet else NPR_KEY),
        our_services=" ".join(ours),
    )
    spool = _folder() / f"cds-{_short(query)}.jsonl"
    return Cds(query, source=partner, spool=spool, private_hosts=private_hosts, progress=progress)


def zone_of(name: str) -> ZoneInfo:
    """The zone of dates that name none: as given, else the licensee's. Raises ValueError for a name nobody knows."""
    licensee = stations.licensee()
    wanted = name or (licensee.time_zone if licensee else "UTC")
    try:
        return ZoneInfo(wanted)
    except (KeyError, OSError, ValueError) as wrong:
        raise ValueError(f"There is no time zone “{wanted}”. Give one as America/Los_Angeles.") from wrong


def bring(source: Source, wishes: Wishes, *, progress: run.Progress) -> run.Outcome:
    """Bring it over. Raises NoSuchSection."""
    move = move_of(source)
    places = Places(move, source.site, mapped=wishes.sections, only=wishes.section)
    files = Files(move, wishes.files, wishes.fetches, wishes.retries, wishes.private_hosts)
    return run.move_in(source, places=places, files=files, progress=progress)


def move_of(source: Source) -> Move:
    found, _ = Move.objects.get_or_create(
        system=source.site.system, url=source.site.url[:500], defaults={"began_at": clock.now()}
    )
    return found


@dataclass
class Survey:
    """What a dry run found. Nothing was written."""

    stories: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    sections: Counter[str] = field(default_factory=Counter)
    new_sections: set[str] = field(default_factory=set)
    authors: set[str] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)
    pictures: int = 0
    sounds: int = 0
    library: int = 0
    comments: int = 0
    left_out: list[LeftOut] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)
    known: int = 0


def survey(source: Source, wishes: Wishes, *, progress: run.Progress) -> Survey:
    """Read everything and write nothing. Raises NoSuchSection."""
    if newsroom.homes():
        return _surveyed(source, wishes, progress)
    with transaction.atomic():  # a station without a page gets one to hold the rest, as in a real run, and loses it
        found = _surveyed(source, wishes, progress)
        transaction.set_rollback(True)
    return found


def _surveyed(source: Source, wishes: Wishes, progress: run.Progress) -> Survey:
    move = Move(system=source.site.system, url=source.site.url, began_at=clock.now())
    places = Places(move, source.site, mapped=wishes.sections, only=wishes.section)
    existing = set(places.known_sections)
    before = Move.objects.filter(system=move.system, url=move.url).first()
    known = set(Moved.objects.filter(move=before, kind="item").values_list("source_id", flat=True)) if before else set()
    found = Survey()
    for number, waiting in enumerate(source.items(), start=1):
        item = waiting.read()
        found.known += waiting.source_id in known
        if isinstance(item, LeftOut):
            found.comments += item.comments
            found.left_out.append(item)
        elif item is not None:
            _count(found, item, places, existing)
        if number % 200 == 0:
            progress(number, source.total, "items")
    found.library = sum(1 for _ in source.files())
    return found


def _count(found: Survey, item: OldItem, places: Places, existing: set[str]) -> None:
    found.comments += item.comments
    found.notes.update(re.sub(r"\d+", "…", note) for note in item.notes)
    if item.kind == "page":
        found.pages += 1
        return
    found.stories[str(item.standing)] += 1
    slug = places.goes_to(item)
    found.sections[slug] += 1
    if slug not in existing:
        found.new_sections.add(slug)
    found.authors.update(name for name in item.authors if name)
    found.topics.update(places.topics(item))
    found.pictures += sum(isinstance(piece, Picture) for piece in item.body) + (item.lead is not None)
    found.sounds += sum(isinstance(piece, Sound) for piece in item.body)


def report(source: Source) -> Path:
    """Write down, in the home, everything that did not come over or not whole, and each address that leads nowhere."""
    move = move_of(source)
    path = _folder() / f"{source.site.system}-{_short(source.site.url)}-report.txt"
    making = path.with_suffix(".part")
    with making.open("w", encoding="utf-8") as out:
        out.write(f"What did not come over from {move.url} ({move.system}), or not whole.\n")
        out.write("Written anew by each run; what is not in this list came over.\n\n")
        rows = Moved.objects.filter(move=move).exclude(words="", urls="").order_by("pk")
        for row in rows.iterator(500):
            out.write(f"{'CAME    ' if row.came else 'NOT HERE'} {row.kind} {row.source_id}  {row.title}\n")
            for words in filter(None, row.words.split("; ")):
                out.write(f"    {words}\n")
            for url in filter(None, row.urls.split("\n")):
                out.write(f"    address without an answer: {url}\n")
        comments = sum(Moved.objects.filter(move=move, comments__gt=0).values_list("comments", flat=True))
        if comments:
            out.write(f"\n{comments:,} readers' comments were left out: Groundwave has none.\n")
            for row in Moved.objects.filter(move=move, comments__gt=0).order_by("pk").iterator(500):
                out.write(f"    {row.comments:>6}  {row.title or row.source_id}\n")
    making.rename(path)
    return path


def _folder() -> Path:
    folder = Home(Path(settings.HOME)).imports
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
