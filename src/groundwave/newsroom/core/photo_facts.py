"""What a picture file says of itself: IPTC-IIM, XMP and EXIF, read with bounds and put into a photo's own words.

IPTC Photo Metadata Standard 2025.1. Where the three differ XMP is asked first, IIM next, EXIF last, as the standard's
mapping guidelines say. A credit is never split into photographer and agency.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from PIL import Image, ImageFile, IptcImagePlugin

from groundwave.kit import html

_MOST_XMP: Final = 512 * 1024
_MOST_CHARS: Final = 4_000
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_XMP: Final = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/xap/1.0/rights/": "rights",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "iptc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
}
_UTF8: Final = b"\x1b%G"
_DAY = re.compile(r"(\d{4})[-:/]?(\d{2})[-:/]?(\d{2})")
_CC = re.compile(r"creativecommons\.org/(licenses|publicdomain)/", re.IGNORECASE)


@dataclass(frozen=True)
class PhotoFacts:
    """What was found, empty where the file says nothing. `license` is a value of `Photo.License`, or "".

    `notes` say what could not be read and why, in sentences for the desk.
    """

    title: str = ""
    alt_text: str = ""
    caption: str = ""
    photographer: str = ""
    agency: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    taken_on: date | None = None
    license: str = ""
    notes: tuple[str, ...] = ()

    @property
    def found(self) -> list[str]:
        """The names of what the file says."""
        return [
            field.name for field in fields(self) if field.name not in {"license", "notes"} and getattr(self, field.name)
        ]


def read(data: bytes, *, own_names: Iterable[str] = ()) -> PhotoFacts:
    """The facts of a picture file. Never fails: what is broken is left out and said in `notes`.

    `own_names` are those under which the station signs; a copyright in one of them makes the license "own".
    """
    notes: list[str] = []
    try:
        with Image.open(io.BytesIO(data)) as image:
            xmp = _part("XMP", notes, lambda: _xmp(image))
            iptc = _part("IPTC", notes, lambda: _iptc(image))
            exif = _part("EXIF", notes, lambda: _exif(image))
    except Exception as error:
        return PhotoFacts(notes=(f"The file could not be read for its caption and credit ({error}).",))

    def said(*names: str) -> str:
        return next((value for name in names for source in (xmp, iptc, exif) if (value := source.get(name, ""))), "")

    photographer = said("creator")
    credit, source = said("credit"), said("source")
    copyright_notice, terms, instructions = said("copyright"), said("terms"), said("instructions")
    license = _license(
        marked=xmp.get("marked", ""),
        words=" ".join((xmp.get("statement", ""), terms, copyright_notice)),
        holders=(copyright_notice, credit, source),
        own_names=[name for name in own_names if name],
    )
    return PhotoFacts(
        title=said("headline", "title"),
        alt_text=said("alt"),
        caption=said("caption"),
        photographer=photographer,
        agency=credit if credit and credit != photographer else source,
        copyright_notice=copyright_notice,
        usage_terms="\n".join(dict.fromkeys(filter(None, (terms, instructions)))),
        taken_on=_day(said("created"), notes),
        license=license,
        notes=tuple(notes),
    )


def _license(*, marked: str, words: str, holders: tuple[str, ...], own_names: list[str]) -> str:
    """Only what the file says in so many words; anything of somebody else's is for the desk to settle."""
    if found := _CC.search(words):
        return "cc" if found[1].lower() == "licenses" else "public"
    if marked.lower() == "false":
        return "public"
    named = " ".join(holders).casefold()
    if not named.strip():
        return ""
    return "own" if any(name.casefold() in named for name in own_names) else "unknown"


def _part(name: str, notes: list[str], read: Callable[[], dict[str, str]]) -> dict[str, str]:
    try:
        return {key: _clean(value) for key, value in read().items()}
    except Exception as error:  # whatever a broken file makes its readers raise, the picture is still a picture
        notes.append(f"Its {name} could not be read ({type(error).__name__}: {str(error)[:120]}).")
        return {}


def _clean(value: str) -> str:
    return html.printable(value.replace("\x00", ""))[:_MOST_CHARS].strip()


def _day(value: str, notes: list[str]) -> date | None:
    if not value:
        return None
    try:
        year, month, day = (int(part) for part in _DAY.match(value).groups())  # type: ignore[union-attr]
        return date(year, month, day)
    except (AttributeError, ValueError):
        if value.strip(" 0:-/"):  # cameras without a clock write zeros
            notes.append(f"“{value[:40]}” is no date on which it can have been taken.")
        return None


# ------------------------------------------------------------------ XMP
def _xmp(image: Image.Image) -> dict[str, str]:
    packet: Any = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    data = packet.encode() if isinstance(packet, str) else bytes(packet)
    if not data.strip(b"\x00 \r\n\t"):
        return {}
    if len(data) > _MOST_XMP:
        raise ValueError(f"{len(data):,} bytes; at most {_MOST_XMP:,} are read")
    said: dict[str, str] = {}
    for about in fromstring(data.strip(b"\x00 \r\n\t"), forbid_dtd=True).iter(f"{_RDF}Description"):
        for name, value in about.attrib.items():
            said.setdefault(_short(name), value)
        for entry in about:
            said.setdefault(_short(entry.tag), _value(entry))
    return {ours: said.get(theirs, "") for ours, theirs in _OF_XMP.items()}


_OF_XMP: Final = {
    "headline": "photoshop:Headline",
    "title": "dc:title",
    "caption": "dc:description",
    "alt": "iptc:AltTextAccessibility",
    "creator": "dc:creator",
    "credit": "photoshop:Credit",
    "source": "photoshop:Source",
    "copyright": "dc:rights",
    "terms": "rights:UsageTerms",
    "statement": "rights:WebStatement",
    "marked": "rights:Marked",
    "instructions": "photoshop:Instructions",
    "created": "photoshop:DateCreated",
}


def _short(name: str) -> str:
    space, _, local = name.removeprefix("{").partition("}")
    return f"{_XMP.get(space, space)}:{local}"


def _value(entry: Element) -> str:
    """A text, the default of several languages, or the entries of a list."""
    lines = list(entry.iter(f"{_RDF}li"))
    if not lines:
        return "".join(entry.itertext())
    if entry.find(f"{_RDF}Alt") is not None:
        lines.sort(key=lambda line: line.get(_LANG) != "x-default")
        return "".join(lines[0].itertext())
    return ", ".join(filter(None, ("".join(line.itertext()).strip() for line in lines[:20])))


# ------------------------------------------------------------------ IPTC-IIM
_OF_IIM: Final = {
    "headline": (2, 105),
    "title": (2, 5),
    "caption": (2, 120),
    "creator": (2, 80),
    "credit": (2, 110),
    "source": (2, 115),
    "copyright": (2, 116),
    "instructions": (2, 40),
    "created": (2, 55),
}


def _iptc(image: ImageFile.ImageFile) -> dict[str, str]:
    known: Any = IptcImagePlugin.getiptcinfo(image) or {}
    is_utf8 = _first(known.get((1, 90))) == _UTF8

    def text(place: tuple[int, int]) -> str:
        given = known.get(place)
        values = given if isinstance(given, list) else [given] if given else []
        return ", ".join(_decoded(bytes(value), is_utf8) for value in values[:20])

    return {name: text(place) for name, place in _OF_IIM.items()}


def _first(value: Any) -> bytes:
    return bytes(value[0] if isinstance(value, list) else value or b"")


def _decoded(value: bytes, is_utf8: bool) -> str:
    """Few programs say their encoding, and most write UTF-8 or the Windows one."""
    if is_utf8:
        return value.decode("utf-8", "replace")
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace")


# ------------------------------------------------------------------ EXIF
_EXIF_IFD, _ORIGINALLY, _DESCRIPTION, _ARTIST, _COPYRIGHT = 0x8769, 36867, 270, 315, 33432


def _exif(image: Image.Image) -> dict[str, str]:
    exif = image.getexif()
    said = {
        "caption": exif.get(_DESCRIPTION),
        "creator": exif.get(_ARTIST),
        "copyright": exif.get(_COPYRIGHT),
        "created": exif.get_ifd(_EXIF_IFD).get(_ORIGINALLY),
    }
    return {name: _repaired(str(value)) for name, value in said.items() if value}


def _repaired(value: str) -> str:
    """EXIF text is ASCII by the standard; cameras write UTF-8, which Pillow reads byte by byte."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return value
