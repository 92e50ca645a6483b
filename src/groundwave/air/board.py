"""What the control room shows of a service at one look, put together from the engine's files and our rows."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from groundwave.air import alarms, last_minutes
from groundwave.air.core import following, waveform
from groundwave.air.core.calls import lasting
from groundwave.air.core.following import Asked, Said
from groundwave.air.holding import held_index, hold_of
from groundwave.air.last_minutes import MINUTES, WIDTH, Strip, Tick
from groundwave.air.models import AsRunEvent, Chain, Hold, Outage
from groundwave.air.readings import Fact, readings
from groundwave.air.states import EngineState, state_of
from groundwave.kit import clock
from groundwave.kit.home import Home
from groundwave.kit.period import Period

__all__ = ["Board", "look_at"]

_TOLD: Final = 12
_MOST_PLAN: Final = 4_000_000


@dataclass(frozen=True)
class SourceLine:
    """A source of the list: `state` is "on", "ready", "trouble" or "" where the engine does not say.

    `is_held` is by the rows, `is_asked_for` while the engine has not taken that up.
    """

    index: int
    number: int
    name: str
    state: str
    words: str
    is_held: bool
    is_asked_for: bool


@dataclass(frozen=True)
class Told:
    at: datetime
    words: str


@dataclass(frozen=True)
class Board:
    """`differences` is what the engine does not do as it was asked; `is_as_asked`: it holds what the rows say."""

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
    is_as_asked: bool
    differences: tuple[str, ...]
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
    asked, said = _asked(home, chain), _said(state, on_source)
    as_asked = following.is_as_asked(asked, said)
    is_in_force = as_asked and on_source == asked.held
    mood, headline, under = _status(state, hold if is_in_force else None, at)
    if hold and not is_in_force and mood == "good":
        mood = "warn"
    span = Period(at - timedelta(minutes=MINUTES), at)
    return Board(
        chain=chain,
        at=at,
        mood=mood,
        headline=headline,
        under=under,
        level=round(waveform.share(level) * WIDTH, 1),
        level_words=f"{level:.0f} dBFS" if level is not None and level > -100 else _("no level"),
        peak=round(waveform.share(20 * math.log10(peak) if peak > 0 else None) * WIDTH, 1),
        wave=last_minutes.wave(home, slug, span),
        strips=tuple(last_minutes.strips(chain, span)),
        ticks=tuple(last_minutes.ticks(span, chain)),
        sources=tuple(_sources(chain, state, on_source, hold, as_asked)),
        facts=tuple(readings(home, chain, state, at)),
        outages=tuple(alarms.active(chain)),
        told=tuple(_events(chain)),
        hold=hold,
        is_as_asked=as_asked,
        differences=tuple(following.differences(asked, said, at=at)),
        on_source=on_source,
    )


def _asked(home: Home, chain: Chain) -> Asked:
    path = home.plan(chain.service.slug)
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_PLAN)
        written_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return Asked(held_index(chain))
    return Asked(held_index(chain), hashlib.sha256(data).hexdigest()[:16], written_at)


def _said(state: EngineState, on_source: int | None) -> Said:
    held = state.number("held")
    return Said(
        is_fresh=state.is_fresh,
        plan=state.text("plan", 64) or None,
        held=int(held) if held is not None and 0 <= held < 1_000 else None,
        on=on_source,
        trouble=state.text("plan_trouble"),
    )


def _status(state: EngineState, hold: Hold | None, at: datetime) -> tuple[str, str, str]:
    if state.newest_segment_at is None:
        return "bad", _("Not on the air"), _("Its engine has never made a sound. Is the station being served?")
    if not state.is_fresh:
        for_long = lasting(at - state.newest_segment_at)
        return "bad", _("Nothing goes out"), _("The engine has made no sound for %(long)s.") % {"long": for_long}
    since = state.moment("since")
    lasts = " " + _("for %(long)s") % {"long": lasting(at - since)} if since and since < at else ""
    silence = state.number("silence_seconds") or 0.0
    if silence >= 5:
        told = _("Nothing can be heard for %(seconds)s s.") % {"seconds": f"{silence:.0f}"}
        return "bad", _("Silence"), f"{told} {state.source or ''}".strip()
    if state.on_fallback:
        return "bad", _("On the fallback"), f"{_('No source gives sound')}{lasts}. {state.last_error or ''}".strip()
    if hold:
        said = {"source": hold.label, "who": hold.taken_by, "long": lasting(at - hold.taken_at)}
        told = (
            _("%(source)s, taken by %(who)s %(long)s ago.") if hold.taken_by else _("%(source)s, taken %(long)s ago.")
        )
        return "held", _("On the air, held"), told % said
    place = state.number("source_index")
    if place:
        why = state.last_error or ""
        told = _("From source %(number)s%(lasts)s; a better one is away.") % {
            "number": f"{place + 1:.0f}",
            "lasts": lasts,
        }
        return "warn", _("On the air"), f"{told} {why}"
    return "good", _("On the air"), f"{_('From its first source')}{lasts}."


def _sources(
    chain: Chain, state: EngineState, on_source: int | None, hold: Hold | None, is_as_asked: bool
) -> list[SourceLine]:
    said = state.said.get("sources")
    by_index: dict[int, dict[str, Any]] = {}
    for at, one in enumerate(said[:32] if isinstance(said, list) and state.is_fresh else ()):
        if isinstance(one, dict):
            place = one.get("index", at)
            by_index[place if isinstance(place, int) else at] = one
    lines = []
    for index, source in enumerate(chain.sources.order_by("sort_order", "pk")):
        word, words = _source_state(by_index.get(index), is_on=index == on_source)
        words = words or (_("In reserve") if state.is_fresh else _("Not known"))
        is_held = bool(hold and hold.source_id == source.pk)
        lines.append(SourceLine(index, index + 1, str(source), word, words, is_held, is_held and not is_as_asked))
    return lines


def _source_state(said: dict[str, Any] | None, *, is_on: bool) -> tuple[str, str]:
    if is_on:
        return "on", _("On the air")
    if said is None:
        return "", ""
    trouble = next((said[key] for key in ("trouble", "reason", "error") if isinstance(said.get(key), str)), "")
    flags = [said[key] for key in ("is_healthy", "healthy", "ready", "ok") if isinstance(said.get(key), bool)]
    well = flags[0] if flags else None
    if trouble or well is False:
        return "trouble", " ".join((trouble or _("Gives no sound")).split())[:200]
    state = said.get("state")
    if isinstance(state, str) and well is None:
        good = state in ("ready", "healthy", "on", "playing")
        return ("ready", _("Ready")) if good else ("trouble", state[:80].capitalize())
    return ("ready", _("Ready")) if well else ("", "")


def _events(chain: Chain) -> list[Told]:
    found = []
    rows = AsRunEvent.objects.filter(service=chain.service).exclude(name="title").order_by("-at", "-pk")
    for row in rows[:_TOLD]:
        event = row.event
        place = event.number("index") if row.name in ("held", "released") else None
        said = (event.text(key, 120) for key in ("source", "text", "reason"))
        about = f"source {place + 1:.0f}" if place is not None else " ".join(filter(None, said))
        found.append(Told(row.at, f"{row.name}{': ' if about else ''}{about}"))
    return found
