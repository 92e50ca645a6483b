"""The call signs of the group and their public inspection files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from groundwave.stations import api as stations
from groundwave.web.rendition import show


def every_station(request: HttpRequest) -> HttpResponse:
    found = stations.stations()
    kinds = [
        (_("Radio"), [station for station in found if station.kind == stations.Station.Kind.FM]),
        (_("Television"), [station for station in found if station.kind == stations.Station.Kind.TV]),
    ]
    return show(request, "stations/index.html", {"kinds": [kind for kind in kinds if kind[1]]})


def one_station(request: HttpRequest, call_sign: str) -> HttpResponse:
    station = _station(call_sign)
    if call_sign != station.slug:
        return redirect(f"{request.path.removesuffix(call_sign)}{station.slug}", permanent=True)
    return show(request, "stations/station.html", {"station": station, "others": _neighbors(station)})


def every_public_file(request: HttpRequest) -> HttpResponse:
    return show(request, "stations/public_files.html", {"stations": stations.stations()})


def one_public_file(request: HttpRequest, call_sign: str) -> HttpResponse:
    """47 CFR 73.3527(b): a station's website links to its online public file and names a contact."""
    station = _station(call_sign)
    if call_sign != station.slug:
        return redirect(f"{request.path.removesuffix(call_sign)}{station.slug}", permanent=True)
    return show(request, "stations/public_file.html", {"station": station})


def _station(call_sign: str) -> stations.Station:
    found = stations.station(call_sign=call_sign)
    if found is None:
        raise Http404(f"No station of ours has the call sign {call_sign.upper()}.")
    return found


def _neighbors(station: stations.Station) -> list[stations.Station]:
    """The stations that carry one of the same services."""
    shared = {carriage.service_id for carriage in station.carriages.all()}
    return [
        other
        for other in stations.stations()
        if other.pk != station.pk and shared & {carriage.service_id for carriage in other.carriages.all()}
    ]
