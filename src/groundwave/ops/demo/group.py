"""The demo's licensee, call signs and services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from groundwave.ops.demo.copy import group as words
from groundwave.ops.demo.copy import shapes
from groundwave.stations import api as stations


@dataclass(frozen=True)
class Made:
    """A service in the database and the key of the bed that it plays."""

    service: stations.Service
    sound: str


def build() -> dict[str, Made]:
    """The services by slug."""
    licensee = stations.Licensee.objects.create(
        legal_name=words.LEGAL_NAME,
        brand_name=words.BRAND,
        tagline="Public radio and television for the Cascara coast",
        about=(
            "Juniper Public Media, its towns, its people and the state of Cascara are invented. "
            "They show what a station on Groundwave can be."
        ),
        copyright_owner=words.BRAND,
        time_zone=words.TIME_ZONE,
        founded=1971,
        address=words.STREET,
        phone=words.MAIN_CONTACT.phone,
        email=words.MAIN_CONTACT.email,
        public_file_contact=words.PUBLIC_FILE_CONTACT.name,
        public_file_email=words.PUBLIC_FILE_CONTACT.email,
        public_file_phone=words.PUBLIC_FILE_CONTACT.phone,
        caption_contact=words.CAPTION_CONTACT.name,
        caption_email=words.CAPTION_CONTACT.email,
        caption_phone=words.CAPTION_CONTACT.phone,
    )
    call_signs = {station.call_sign: _station(station, licensee, place) for place, station in enumerate(words.STATIONS)}
    return {service.slug: _service(service, call_signs, place) for place, service in enumerate(words.SERVICES)}


def _station(given: shapes.Station, licensee: stations.Licensee, place: int) -> stations.Station:
    is_fm = given.kind == "FM"
    return stations.Station.objects.create(
        licensee=licensee,
        call_sign=given.call_sign,
        kind=given.kind.lower(),
        facility_id=given.facility_id,
        community=given.community,
        state=words.STATE,
        frequency=Decimal(given.place) if is_fm else None,
        channel=None if is_fm else int(given.place),
        latitude=Decimal(str(given.latitude)),
        longitude=Decimal(str(given.longitude)),
        license_expires=date.fromisoformat(given.license_expires),
        atsc3=given.call_sign == "WJPA-TV",
        position=place,
    )


def _service(given: shapes.Service, call_signs: dict[str, stations.Station], place: int) -> Made:
    service = stations.Service.objects.create(
        name=given.name,
        slug=given.slug,
        kind=given.kind,
        tagline=given.tagline,
        description=given.description,
        time_zone=words.TIME_ZONE,
        position=place,
    )
    for call_sign in given.stations:
        station = call_signs[call_sign]
        subchannel = f"{station.channel}.1" if station.channel else ""
        stations.Carriage.objects.create(service=service, station=station, subchannel=subchannel)
    return Made(service, given.sound)
