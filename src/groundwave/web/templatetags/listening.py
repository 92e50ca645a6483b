"""What templates of the player and the listening pages ask for: what is on, times on a service's clock, drawings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from groundwave.air import api as air
from groundwave.schedule import api as schedule
from groundwave.stations.api import Service, Station
from groundwave.web import moments
from groundwave.web.chart import Place, dots
from groundwave.web.on_air import Earlier, Outlet

register = template.Library()

NBSP = "\N{NO-BREAK SPACE}"
SPEEDS = (("0.8", "0.8"), ("1", "1"), ("1.25", "1.25"), ("1.5", "1.5"), ("1.75", "1.75"), ("2", "2"))


@register.simple_tag(takes_context=True, name="dock")
def _dock(context: template.Context) -> dict[str, Any]:
    """What the player shows: `services`, the `first` that can be heard, and `state` for the script."""
    chrome = context["chrome"]
    found = [Outlet(service) for service in chrome.services]
    first = next((one for one in found if one.stream), found[0] if found else None)
    return {
        "services": found,
        "first": first,
        "speeds": SPEEDS,
        "state": {
            "prefix": chrome.prefix,
            "services": [one.for_player() for one in found],
            "words": _words(chrome.brand),
        },
    }


def _words(brand: str) -> dict[str, str]:
    """What the script says; `{what}` is filled in there."""
    return {
        "brand": brand,
        "play": _("Play Live Radio"),
        "stop": _("Stop"),
        "pause": _("Pause"),
        "resume": _("Resume"),
        "retry": _("Try again"),
        "listen": _("Listen"),
        "play_story": _("Play"),
        "on_now": _("What is on now"),
        "story": _("From the story"),
        "connecting": _("Connecting…"),
        "reconnecting": _("The sound broke off. Connecting again…"),
        "offline": _("You are offline. The sound comes back with the connection."),
        "failed": _("No sound is coming."),
        "playing": _("Playing: {what}"),
        "now_on": _("Now on {what}"),
        "with_host": _("with {what}"),
        "at_live": _("Live"),
        "behind": _("{what} behind live"),
    }


@register.filter
def tracks_in(broadcast: schedule.Broadcast, played: Mapping[int, Sequence[air.Track]]) -> Sequence[air.Track]:
    """What was played in it, the earliest first."""
    return played.get(broadcast.pk, ())


@register.filter
def as_aired(broadcast: schedule.Broadcast, confirmed: Mapping[int, schedule.Confirmation]) -> str:
    """What a listener is told of how it aired, of those of which it is known; "" unless something was missing."""
    found = confirmed.get(broadcast.pk)
    return found.for_readers if found else ""


@register.simple_tag
def earlier_of(earlier: dict[str, list[Earlier]], service: Service) -> list[Earlier]:
    """What of a service can be heard again."""
    return earlier.get(service.slug, [])


@register.filter
def clock_in(at: datetime | None, zone: ZoneInfo) -> str:
    """The time on the wall there, as on all pages: "6:30 p.m.", "noon", in Spanish "6:30 p. m."; "" for none."""
    return moments.said(at, zone=zone, language=get_language() or "en", how="clock") if at else ""


@register.filter
def wall(value: time) -> str:
    """A time of the wall clock itself, written as `clock_in` does."""
    return moments.wall(value, language=get_language() or "en")


@register.filter
def seconds_of(seconds: float | None) -> str:
    """How long sound is, to the second: "29:58"."""
    return moments.length(round(seconds)) if seconds else ""


@register.filter
def chapter_clock(seconds: float) -> str:
    """Where a chapter begins: "0:00", "1:02:05"."""
    return moments.length(int(seconds))


@register.filter
def unlocalized(value: float) -> str:
    """A number for machines, and for both languages: "12.5", without what is nothing."""
    return f"{value:.1f}".removesuffix(".0")


@register.filter
def decibels(value: float) -> str:
    """ "−16.4", with the sign that readers know and never a comma."""
    return f"{value:.1f}".replace("-", "−")


@register.filter
def in_zone(at: datetime, zone: ZoneInfo) -> datetime:
    """The same instant on the wall there, for `date:`. Naive, since `date:` would move it back to UTC."""
    return at.astimezone(zone).replace(tzinfo=None)


@register.filter
def zone_name(zone: str) -> str:
    """What people call a time zone: "Eastern Time"; for one that has no such name its city."""
    names = {
        "America/New_York": _("Eastern Time"),
        "America/Chicago": _("Central Time"),
        "America/Denver": _("Mountain Time"),
        "America/Phoenix": _("Arizona time"),
        "America/Los_Angeles": _("Pacific Time"),
        "America/Anchorage": _("Alaska Time"),
        "Pacific/Honolulu": _("Hawaii Time"),
        "America/Puerto_Rico": _("Atlantic Time"),
    }
    return names.get(zone) or zone.rpartition("/")[2].replace("_", " ")


@register.filter
def iso(at: datetime) -> str:
    """For the `datetime` of a `<time>`."""
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


@register.filter
def on_at(broadcast: Any, at: datetime) -> bool:
    """Whether the broadcast is on at that instant."""
    return bool(broadcast and broadcast.starts <= at < broadcast.ends)


@register.simple_tag
def coordinates(station: Station) -> str:
    """Latitude and longitude as people write them: 41.2000° N, 70.1000° W; west is "O" in Spanish."""
    west = "O" if get_language() == "es" else "W"
    return f"{_degrees(station.latitude, 'N', 'S')}, {_degrees(station.longitude, 'E', west)}"


def _degrees(value: Decimal | None, positive: str, negative: str) -> str:
    return "" if value is None else f"{abs(value):.4f}°{NBSP}{positive if value >= 0 else negative}"


@register.inclusion_tag("stations/dial.html")
def fm_dial(megahertz: Decimal, words: str) -> dict[str, Any]:
    """The FM band as a drawing, 88 to 108 MHz, with the needle where the station is."""

    def across(value: float) -> str:  # a string, since a number would be written with a comma in Spanish
        return f"{20 + (value - 88) * 28:.1f}"

    ticks = [{"x": across(88 + n / 2), "long": n % 4 == 0, "label": 88 + n // 2} for n in range(41)]
    return {"ticks": ticks, "needle": across(float(megahertz)), "words": words}


@register.inclusion_tag("stations/chart.html")
def station_chart(station: Station, stations: Sequence[Station]) -> dict[str, Any]:
    """Where the group's transmitters of one kind stand to each other: a sketch, north up, not a coverage map."""
    placed = [
        one for one in stations if one.kind == station.kind and one.latitude is not None and one.longitude is not None
    ]
    if station.latitude is None or len(placed) < 2:
        return {"dots": []}
    places = [Place(one.community, float(one.longitude or 0), float(one.latitude or 0)) for one in placed]
    made = [
        # Strings, since a number would be written with a comma in Spanish.
        {"x": str(dot.x), "y": str(dot.y), "label_y": str(dot.label_y), "station": one, "is_this": one.pk == station.pk}
        for one, dot in zip(placed, dots(places), strict=True)
    ]
    return {"dots": sorted(made, key=lambda dot: bool(dot["is_this"])), "station": station}
