"""What the control room shows of a service at one look, put together from the engine's files and our rows."""

from __future__ import annotations

import json
import math
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from groundwave.air import alarms, evidence
from groundwave.air.core import waveform
from groundwave.air.core.calls import lasting
from groundwave.air.core.coverage import Kind
from groundwave.air.engine.timeline import SEGMENT_SECONDS, hour_folder, number_at
from groundwave.air.models import AsRunEvent, Chain, Hold, LegalId, Outage
from groundwave.air.states import EngineState, state_of
from groundwave.kit import clock
from groundwave.kit.home import Home
from groundwave.kit.period import Period

__all__ = ["Board", "UnableToTake", "held_index", "hold_of", "look_at", "release", "take"]

MINUTES: Final = 10
WIDTH, HEIGHT, BARS = 1_000, 120, 400
_TOLD: Final = 12


class UnableToTake(ValueError):
    """The source cannot be taken; the message says why and what to do."""


# ------------------------------------------------------------------ the buttons
def hold_of(chain: Chain) -> Hold | None:
    """The hold that is in force; None in automatic."""
    return Hold.objects.filter(chain=chain, released_at=None).exclude(source=None).select_related("taken_by").first()


def held_index(chain: Chain) -> int | None:
    """The place of the held source in the list as the engine is told it."""
    hold = hold_of(chain)
    keys = list(chain.sources.order_by("sort_order", "pk").values_list("pk", flat=True))
    return keys.index(hold.source_id) if hold and hold.source_id in keys else None


def take(*, chain: Chain, index: int, by: Any, at: datetime) -> Hold:
    """Put the source of this place on the air and keep it there until someone lets go. Raises UnableToTake."""
    sources = list(chain.sources.order_by("sort_order", "pk"))
    if not 0 <= index < len(sources):
        raise UnableToTake(f"There is no source {index + 1} any more. Look at the list and choose again.")
    with transaction.atomic():
        Chain.objects.select_for_update().get(pk=chain.pk)
        Hold.objects.filter(chain=chain, released_at=None).update(released_at=at, released_by=by)
        return Hold.objects.create(
            chain=chain, source=sources[index], label=str(sources[index])[:300], taken_at=at, taken_by=by
        )


def release(*, chain: Chain, by: Any, at: datetime) -> bool:
    """Back to automatic: the first healthy source wins. False when nothing was held."""
    return bool(Hold.objects.filter(chain=chain, released_at=None).update(released_at=at, released_by=by))


# ------------------------------------------------------------------ one look
@dataclass(frozen=True)
class SourceLine:
    """A source of the list: `state` is "on", "ready", "trouble" or "" where the engine does not say."""

    index: int
    number: int
    name: str
    state: str
    words: str
    is_held: bool


@dataclass(frozen=True)
class Strip:
    """A stretch of the last minutes under the waveform; `x` and `width` in its units."""

    kind: str
    x: float
    width: float
    title: str


@dataclass(frozen=True)
class Tick:
    """A time on the waveform; `share` is how far along it is, in percent."""

    x: float
    share: float
    words: str


@dataclass(frozen=True)
class Fact:
    name: str
    value: str
    is_bad: bool = False


@dataclass(frozen=True)
class Told:
    at: datetime
    words: str


@dataclass(frozen=True)
class Board:
    chain: Chain
    at: datetime
    mood: str
    headline: str
    under: str
    level: float
    level_words: str
    peak: float
    wave: str
    strips: tuple[Strip, ...]
    ticks: tuple[Tick, ...]
    sources: tuple[SourceLine, ...]
    facts: tuple[Fact, ...]
    outages: tuple[Outage, ...]
    told: tuple[Told, ...]
    hold: Hold | None
    on_source: int | None


def look_at(chain: Chain) -> Board:
    """Everything on the page of the service, as of now."""
    at, home = clock.now(), Home(Path(settings.HOME))
    slug = chain.service.slug
    state, hold = state_of(slug), hold_of(chain)
    place = state.number("source_index")
    on_source = int(place) if state.is_fresh and place is not None and place >= 0 and not state.on_fallback else None
    peaks = [one for one in state.said.get("peaks") or () if isinstance(one, int | float)][:100] \
        if isinstance(state.said.get("peaks"), list) else []  # fmt: skip
    level = state.number("level_dbfs") if state.is_fresh else None
    peak = max(peaks, default=0.0) if state.is_fresh else 0.0
    mood, headline, under = _status(chain, state, hold, at)
    span = Period(at - timedelta(minutes=MINUTES), at)
    return Board(
        chain=chain,
        at=at,
        mood=mood,
        headline=headline,
        under=under,
        level=round(waveform.share(level) * WIDTH, 1),
        level_words=f"{level:.0f} dBFS" if level is not None and level > -100 else "no level",
        peak=round(waveform.share(20 * math.log10(peak) if peak > 0 else None) * WIDTH, 1),
        wave=waveform.path(waveform.bars(_peaks(home, slug, span), BARS), width=WIDTH, height=HEIGHT),
        strips=tuple(_strips(chain, span)),
        ticks=tuple(_ticks(span, chain)),
        sources=tuple(_sources(chain, state, on_source, hold)),
        facts=tuple(_facts(home, chain, state, at)),
        outages=tuple(alarms.active(chain)),
        told=tuple(_events(chain)),
        hold=hold,
        on_source=on_source,
    )


def _status(chain: Chain, state: EngineState, hold: Hold | None, at: datetime) -> tuple[str, str, str]:
    if state.newest_segment_at is None:
        return "bad", "Not on the air", "Its engine has never made a sound. Is the station being served?"
    if not state.is_fresh:
        for_long = lasting(at - state.newest_segment_at)
        return "bad", "Nothing goes out", f"The engine has made no sound for {for_long}."
    since = state.moment("since")
    lasts = f" for {lasting(at - since)}" if since and since < at else ""
    silence = state.number("silence_seconds") or 0.0
    if silence >= 5:
        return "bad", "Silence", f"Nothing can be heard for {silence:.0f} s. {state.source or ''}".strip()
    if state.on_fallback:
        return "bad", "On the fallback", f"No source gives sound{lasts}. {state.last_error or ''}".strip()
    if hold:
        by = f" by {hold.taken_by}" if hold.taken_by else ""
        return "held", "On the air, held", f"{hold.label}, taken{by} {lasting(at - hold.taken_at)} ago."
    place = state.number("source_index")
    if place:
        why = state.last_error or ""
        return "warn", "On the air", f"From source {place + 1:.0f}{lasts}; a better one is away. {why}"
    return "good", "On the air", f"From its first source{lasts}."


def _sources(chain: Chain, state: EngineState, on_source: int | None, hold: Hold | None) -> list[SourceLine]:
    said = state.said.get("sources")
    by_index: dict[int, dict[str, Any]] = {}
    for at, one in enumerate(said[:32] if isinstance(said, list) and state.is_fresh else ()):
        if isinstance(one, dict):
            place = one.get("index", at)
            by_index[place if isinstance(place, int) else at] = one
    lines = []
    for index, source in enumerate(chain.sources.order_by("sort_order", "pk")):
        word, words = _source_state(by_index.get(index), is_on=index == on_source)
        words = words or ("In reserve" if state.is_fresh else "Not known")
        lines.append(SourceLine(index, index + 1, str(source), word, words, bool(hold and hold.source_id == source.pk)))
    return lines


def _source_state(said: dict[str, Any] | None, *, is_on: bool) -> tuple[str, str]:
    if is_on:
        return "on", "On the air"
    if said is None:
        return "", ""
    trouble = next((said[key] for key in ("trouble", "reason", "error") if isinstance(said.get(key), str)), "")
    flags = [said[key] for key in ("is_healthy", "healthy", "ready", "ok") if isinstance(said.get(key), bool)]
    well = flags[0] if flags else None
    if trouble or well is False:
        return "trouble", " ".join((trouble or "Gives no sound").split())[:200]
    state = said.get("state")
    if isinstance(state, str) and well is None:
        good = state in ("ready", "healthy", "on", "playing")
        return ("ready", "Ready") if good else ("trouble", state[:80].capitalize())
    return ("ready", "Ready") if well else ("", "")


def _facts(home: Home, chain: Chain, state: EngineState, at: datetime) -> list[Fact]:
    newest, began = state.newest_segment_at, state.moment("started_at")
    age = at - newest if newest else None
    facts = [
        Fact("Newest segment", f"{age.total_seconds():.1f} s old" if age and age < timedelta(minutes=2)
             else f"{lasting(age)} old" if age else "none", not state.is_fresh),
    ]  # fmt: skip
    error = state.last_error if state.is_fresh else None
    health = error or ("well" if state.is_fresh else "does not answer")
    facts.append(Fact("Encoder", health, bool(error) or not state.is_fresh))
    if began and state.is_fresh:
        facts.append(Fact("Engine runs", lasting(at - began)))
    loudness = next((n for key in ("loudness_lufs", "lufs", "loudness") if (n := state.number(key)) is not None), None)
    if loudness is not None:
        facts.append(Fact("Loudness", f"{loudness:.1f} LUFS"))
    facts += _listeners(home, chain.service.slug)
    last = AsRunEvent.objects.filter(service=chain.service, name="legal id").order_by("-at").first()
    facts.append(Fact("Last legal ID", f"{lasting(at - last.at)} ago" if last else "none on record"))
    planned = LegalId.objects.filter(chain=chain, is_on=True).first()
    if planned and planned.faults:
        facts.append(Fact("Legal ID's text", planned.in_order, True))
    try:
        free = shutil.disk_usage(home.path).free
        facts.append(Fact("Disk", f"{free / 1e9:.{0 if free > 1e10 else 1}f} GB free", free < 2e9))
    except OSError:
        facts.append(Fact("Disk", "cannot be asked", True))
    return facts


def _listeners(home: Home, service: str) -> list[Fact]:
    """As the front counts them: no address of anybody is in that file."""
    try:
        with (home.run / "listeners.json").open("rb") as file:
            said = json.loads(file.read(200_000))
        own = said.get(service, {"streams": 0, "segments": 0})  # nobody listens
        streams, segments = own.get("streams"), own.get("segments")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []
    facts = []
    if isinstance(segments, int | float) and not isinstance(segments, bool):
        facts.append(Fact("Listeners (HLS)", f"{segments:.0f}"))
    if isinstance(streams, int | float) and not isinstance(streams, bool):
        facts.append(Fact("Listeners (streams)", f"{streams:.0f}"))
    return facts


def _peaks(home: Home, service: str, span: Period) -> list[int | None]:
    """The peaks of the archive in a span, four a segment; None where it has none."""
    first, last = number_at(span.starts.timestamp()), number_at(span.ends.timestamp())
    found: list[int | None] = []
    files: dict[str, tuple[int, bytes]] = {}
    for number in range(first, last):
        hour = hour_folder(number)
        if hour not in files:
            files[hour] = (_first_of_hour(number), _peaks_file(home.live / service / "peaks" / f"{hour}.u8"))
        begins, data = files[hour]
        at = (number - begins) * waveform.PEAKS_A_SEGMENT
        piece = data[at : at + waveform.PEAKS_A_SEGMENT]
        found += [*piece] if len(piece) == waveform.PEAKS_A_SEGMENT else [None] * waveform.PEAKS_A_SEGMENT
    return found


def _first_of_hour(number: int) -> int:
    per_hour = round(3_600 / SEGMENT_SECONDS)
    return number // per_hour * per_hour


def _peaks_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(100_000)
    except OSError:
        return b""


def _x(at: datetime, span: Period) -> float:
    return round((at - span.starts) / span.length * WIDTH, 1)


def _strips(chain: Chain, span: Period) -> list[Strip]:
    begun = evidence.known_since(chain.service)
    if begun is None or begun >= span.ends:
        return []
    told = evidence.was_on_air(service=chain.service, period=Period(max(begun, span.starts), span.ends))
    names = {Kind.SOURCE: "Source", Kind.FALLBACK: "Fallback", Kind.OFF: "Off the air", Kind.UNKNOWN: "Not known"}
    strips = [
        Strip(one.kind.value, _x(one.starts, span), _x(one.ends, span) - _x(one.starts, span),
              f"{names[one.kind]} {one.source}".strip())
        for one in told.stretches
    ]  # fmt: skip
    # What the engine has not told of yet is not "off": its newest segment is some seconds old.
    if strips and strips[-1].kind == Kind.OFF and strips[-1].width < WIDTH * 15 / (MINUTES * 60):
        strips.pop()
    return strips + [
        Strip("silence", _x(one.starts, span), _x(one.ends, span) - _x(one.starts, span), "Silence")
        for one in told.silences
    ]


def _ticks(span: Period, chain: Chain) -> list[Tick]:
    zone = chain.service.zone
    first = span.starts.replace(second=0, microsecond=0)
    minutes = (first + timedelta(minutes=n) for n in range(1, MINUTES + 1))
    even = [(_x(one, span), one) for one in minutes if one.minute % 2 == 0]
    return [
        Tick(x, x / WIDTH * 100, f"{one.astimezone(zone):%H:%M}") for x, one in even if WIDTH / 50 < x < WIDTH * 0.97
    ]


def _events(chain: Chain) -> list[Told]:
    found = []
    rows = AsRunEvent.objects.filter(service=chain.service).exclude(name="title").order_by("-at", "-pk")
    for row in rows[:_TOLD]:
        event = row.event
        about = " ".join(filter(None, (event.text("source", 120), event.text("text", 120), event.text("reason", 120))))
        found.append(Told(row.at, f"{row.name}{': ' if about else ''}{about}"))
    return found
