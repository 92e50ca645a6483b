"""What a picture file says of itself, in the words of a photo: written by us in every place that the standard names."""

from __future__ import annotations

import io
import struct
from datetime import date
from typing import Any

import pytest
from PIL import Image

from groundwave.newsroom.core.photo_facts import PhotoFacts, read

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "rights": "http://ns.adobe.com/xap/1.0/rights/",
    "iptc": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
}


def xmp(inner: str = "", **attributes: str) -> bytes:
    spaces = " ".join(f'xmlns:{short}="{space}"' for short, space in SPACES.items())
    said = " ".join(f'{name.replace("__", ":")}="{value}"' for name, value in attributes.items())
    return (
        f'<?xpacket begin="" id="W5M0"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}" {spaces}>'
        f'<rdf:Description rdf:about="" {said}>{inner}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def languages(name: str, **said: str) -> str:
    lines = "".join(f'<rdf:li xml:lang="{lang.replace("_", "-")}">{words}</rdf:li>' for lang, words in said.items())
    return f"<{name}><rdf:Alt>{lines}</rdf:Alt></{name}>"


def iptc(*datasets: tuple[int, int, bytes]) -> bytes:
    """An APP13 segment as Photoshop writes it."""
    body = b"".join(
        struct.pack(">BBBH", 0x1C, record, number, len(value)) + value for record, number, value in datasets
    )
    body += b"\x00" * (len(body) % 2)
    resource = b"8BIM" + struct.pack(">H", 0x0404) + b"\x00\x00" + struct.pack(">I", len(body)) + body
    payload = b"Photoshop 3.0\x00" + resource
    return b"\xff\xed" + struct.pack(">H", len(payload) + 2) + payload


def picture(form: str = "JPEG", *, segment: bytes = b"", **saved: Any) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 30)).save(data, form, **saved)
    made = data.getvalue()
    return made[:2] + segment + made[2:] if segment else made


def exif(**tags: Any) -> Image.Exif:
    made = Image.Exif()
    for name, number in {"description": 270, "artist": 315, "copyright": 33432}.items():
        if name in tags:
            made[number] = tags[name]
    if "taken" in tags:
        made.get_ifd(0x8769)[36867] = tags["taken"]
    return made


EVERYTHING = xmp(
    languages("dc:description", es="Una lechuza.", x_default="A barn owl at the mill.")
    + languages("dc:rights", x_default="© 2026 Lantern Wire")
    + languages("iptc:AltTextAccessibility", x_default="An owl on a beam.")
    + languages("rights:UsageTerms", x_default="Editorial use only.")
    + "<dc:creator><rdf:Seq><rdf:li>Ana Ruiz</rdf:li><rdf:li>Ned Barn</rdf:li></rdf:Seq></dc:creator>",
    photoshop__Headline="Owls return",
    photoshop__Credit="Lantern Wire",
    photoshop__DateCreated="2026-11-23T18:04:00-05:00",
    photoshop__Instructions="NO SALES",
)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_everything_that_xmp_says_is_found_in_every_format(form: str) -> None:
    if form == "PNG":
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", EVERYTHING.decode())
        data = picture(form, pnginfo=info)
    else:
        data = picture(form, xmp=EVERYTHING)
    assert read(data) == PhotoFacts(
        title="Owls return",
        alt_text="An owl on a beam.",
        caption="A barn owl at the mill.",
        photographer="Ana Ruiz, Ned Barn",
        agency="Lantern Wire",
        copyright_notice="© 2026 Lantern Wire",
        usage_terms="Editorial use only.\nNO SALES",
        taken_on=date(2026, 11, 23),
        license="unknown",
    )


@pytest.mark.parametrize(
    ("declared", "written"), [(b"\x1b%G", "Búho".encode()), (b"", "Búho".encode()), (b"", "Búho".encode("cp1252"))]
)
def test_iim_is_read_in_the_encodings_that_agencies_use(declared: bytes, written: bytes) -> None:
    head = [(1, 90, declared)] if declared else []
    segment = iptc(
        *head,
        (2, 105, b"Owls return"),
        (2, 120, written),
        (2, 80, b"Ana Ruiz"),
        (2, 110, b"LANTERN"),
        (2, 116, b"(c) Lantern Wire"),
        (2, 40, b"MANDATORY CREDIT"),
        (2, 55, b"20261123"),
    )
    facts = read(picture(segment=segment))
    assert facts == PhotoFacts(
        title="Owls return",
        caption="Búho",
        photographer="Ana Ruiz",
        agency="LANTERN",
        copyright_notice="(c) Lantern Wire",
        usage_terms="MANDATORY CREDIT",
        taken_on=date(2026, 11, 23),
        license="unknown",
    )


def test_exif_fills_what_the_others_leave_open() -> None:
    tags = exif(description="From the camera", artist="Ana Ruiz", taken="2026:11:22 08:15:00")
    facts = read(picture(exif=tags, xmp=xmp(photoshop__Credit="Lantern Wire", photoshop__Headline="Owls")))
    assert (facts.caption, facts.photographer, facts.taken_on) == ("From the camera", "Ana Ruiz", date(2026, 11, 22))
    assert facts.agency == "Lantern Wire"


def test_a_credit_that_repeats_the_photographer_is_no_agency() -> None:
    facts = read(picture(xmp=xmp(photoshop__Credit="Ana Ruiz", photoshop__Source="Lantern", dc__creator="Ana Ruiz")))
    assert (facts.photographer, facts.agency) == ("Ana Ruiz", "Lantern")


@pytest.mark.parametrize(
    ("said", "license"),
    [
        ({}, ""),
        ({"dc__rights": "© Owl Hollow Public Media"}, "own"),
        ({"dc__rights": "© Lantern Wire"}, "unknown"),
        ({"photoshop__Credit": "Lantern Wire"}, "unknown"),
        ({"rights__WebStatement": "https://creativecommons.org/licenses/by/4.0/", "dc__rights": "© Ned Barn"}, "cc"),
        ({"rights__WebStatement": "http://creativecommons.org/publicdomain/zero/1.0/"}, "public"),
        ({"rights__Marked": "False"}, "public"),
    ],
)
def test_the_license_is_only_what_the_file_says_in_so_many_words(said: dict[str, str], license: str) -> None:
    assert read(picture(xmp=xmp(**said)), own_names=["Owl Hollow Public Media", ""]).license == license


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (b"", "could not be read"),
        (b"<html>not a picture</html>", "could not be read"),
        (picture(xmp=BOMB), "XMP"),
        (picture(xmp=b"<x:xmpmeta"), "XMP"),
        (picture("WEBP", xmp=b"<a>" + b" " * 600_000 + b"</a>"), "at most"),
        (picture(exif=exif(taken="2026:13:45 00:00:00")), "no date"),
    ],
    ids=["empty", "no picture", "entities", "half", "huge", "no day"],
)
def test_what_cannot_be_read_is_said_and_breaks_nothing(data: bytes, note: str) -> None:
    facts = read(data)
    assert note in " ".join(facts.notes)
    assert not facts.caption


def test_a_clock_that_was_never_set_is_no_trouble() -> None:
    assert read(picture(exif=exif(taken="0000:00:00 00:00:00"))) == PhotoFacts()


def test_texts_are_bounded_and_without_control_characters() -> None:
    facts = read(picture(exif=exif(description="a\x01b" + "c" * 9_000)))
    assert facts.caption.startswith("abc")
    assert len(facts.caption) <= 4_000


def test_no_cut_of_a_picture_breaks_the_reading() -> None:
    whole = picture(
        xmp=EVERYTHING, exif=exif(description="x", taken="2026:11:23 10:00:00"), segment=iptc((2, 120, b"c"))
    )
    for length in range(0, len(whole), 37):
        read(whole[:length])
        read(whole[:length] + bytes(255 - byte for byte in whole[length : length + 40]) + whole[length + 40 :])
