"""What an engineer reads off: the age of the newest segment, the encoder, listeners, the legal ID, the disk."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from groundwave.air.core.calls import lasting
from groundwave.air.models import AsRunEvent, Chain, LegalId
from groundwave.air.states import EngineState
from groundwave.kit.home import Home

__all__ = ["Fact", "readings"]


@dataclass(frozen=True)
class Fact:
    name: str
    value: str
    is_bad: bool = False


def readings(home: Home, chain: Chain, state: EngineState, at: datetime) -> list[Fact]:
    newest, began = state.newest_segment_at, state.moment("started_at")
    age = at - newest if newest else None
    if age is None:
        old = _("none")
    else:
        exact = age < timedelta(minutes=2)
        old = _("%(long)s old") % {"long": f"{age.total_seconds():.1f} s" if exact else lasting(age)}
    facts = [Fact(_("Newest segment"), old, not state.is_fresh)]
    error = state.last_error if state.is_fresh else None
    health = error or (_("well") if state.is_fresh else _("does not answer"))
    facts.append(Fact(_("Encoder"), health, bool(error) or not state.is_fresh))
    if began and state.is_fresh:
        facts.append(Fact(_("Engine runs"), lasting(at - began)))
    loudness = next((n for key in ("loudness_lufs", "lufs", "loudness") if (n := state.number(key)) is not None), None)
    if loudness is not None:
        facts.append(Fact(_("Loudness"), f"{loudness:.1f} LUFS"))
    facts += _listeners(home, chain.service.slug)
    last = AsRunEvent.objects.filter(service=chain.service, name="legal id").order_by("-at").first()
    facts.append(
        Fact(_("Last legal ID"), _("%(long)s ago") % {"long": lasting(at - last.at)} if last else _("none on record"))
    )
    planned = LegalId.objects.filter(chain=chain, is_on=True).first()
    if planned and planned.faults:
        facts.append(Fact(_("Legal ID's text"), planned.in_order, True))
    try:
        free = shutil.disk_usage(home.path).free
        facts.append(
            Fact(_("Disk"), _("%(size)s GB free") % {"size": f"{free / 1e9:.{0 if free > 1e10 else 1}f}"}, free < 2e9)
        )
    except OSError:
        facts.append(Fact(_("Disk"), _("cannot be asked"), True))
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
        facts.append(Fact(_("Listeners (HLS)"), f"{segments:.0f}"))
    if isinstance(streams, int | float) and not isinstance(streams, bool):
        facts.append(Fact(_("Listeners (streams)"), f"{streams:.0f}"))
    return facts
