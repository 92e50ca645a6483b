"""What a NewsML-G2 item carries: a text in NITF, XHTML or plain, a picture or a sound in several renditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from groundwave.kit.html import plain_text
from groundwave.wire.core.addresses import mime_type, original_name, web_address
from groundwave.wire.core.bounds import MAX_AUDIO_SECONDS, MAX_PIXELS, MAX_TEASER_CHARS
from groundwave.wire.core.cds_document import Notes
from groundwave.wire.core.feed_text import caption, copyright_owner, expiry, line, terms, words
from groundwave.wire.core.item import Block, WireAudio, WirePhoto
from groundwave.wire.core.json_fields import number
from groundwave.wire.core.markup import NitfText, body_blocks, inner_markup, local_name, nitf_text, plain_blocks
from groundwave.wire.core.newsml_parts import findall, name_of, named, say
from groundwave.wire.core.ninjs_media import Rendition, best_picture
from groundwave.wire.core.ninjs_text import dateline_for, without_by
from groundwave.wire.core.outcome import Refused
from groundwave.wire.core.signals import code_of

# By what IPTC's vocabulary of renditions calls them, and what agencies do.
_RENDITIONS: Final = {
    "highres": "main",
    "web": "large",
    "lowres": "preview",
    "preview": "preview",
    "thumbnail": "thumb",
}


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a story and what its own head says."""

    blocks: tuple[Block, ...]
    headline: str = ""
    byline: str = ""
    dateline: str = ""
    tagline: str = ""


def body_of(entry: Element, notes: Notes) -> Body:
    """The best of the texts that the item carries. Raises Refused when there is one and none can be shown."""
    located = next(iter(findall(entry, "contentMeta/located")), None)
    place = say(entry, "contentMeta/dateline") or (name_of(located) if located is not None else "")
    inline = [*findall(entry, "contentSet/inlineXML"), *findall(entry, "contentSet/inlineData")]
    for part in inline:
        root = part[0] if len(part) else None
        if root is not None and local_name(root) == "nitf":
            return _nitf(nitf_text(root), place, notes)
    for part in inline:
        if any(local_name(element) in {"html", "body", "div", "p", "section", "article"} for element in part):
            return _with_dateline(body_blocks(_html(part), base=None, notes=notes), place)
    for part in inline:
        kind = mime_type(part.get("contenttype") or "") or "text/plain"
        if kind in {"text/html", "application/xhtml+xml"} and words(part):
            return _with_dateline(body_blocks(words(part), base=None, notes=notes), place)
        if kind == "text/plain" and words(part):
            text = "".join(part.itertext())
            return _with_dateline(plain_blocks(text, base=None, notes=notes), place)
    if inline:
        raise Refused("contentSet", "it holds no text in NITF, XHTML, HTML or plain text")
    if findall(entry, "contentSet/remoteContent"):
        notes.hold("its text is in another file, which is not fetched")
    return Body(())


def photo_of(entry: Element, external_id: str, notes: Notes) -> WirePhoto | None:
    """The picture with its best rendition, its credit, caption and rights."""
    best = best_picture([one for one in _renditions(entry) if one.media.partition("/")[0] in {"image", ""}])
    if best is None:
        notes.add(f"picture “{external_id[:80]}” has no file that can be fetched and was left out")
        return None
    about = [(code_of(given.get("role") or ""), given) for given in findall(entry, "contentMeta/description")]
    captions = [given for role, given in about if role == "caption"] + [given for _, given in about]
    written = caption("description", words(captions[0]) if captions else "", is_html=False, base=None, notes=notes)
    by = without_by(line("by", say(entry, "contentMeta/by") or named(entry, "contentMeta/creator"), notes))
    owner = copyright_owner(
        named(entry, "rightsInfo/copyrightHolder") or say(entry, "rightsInfo/copyrightNotice"), notes
    )
    agency = line("creditline", say(entry, "contentMeta/creditline"), notes) or owner
    return WirePhoto(
        external_id=external_id,
        url=best.url,
        original_name=original_name(best.url),
        template=None,
        width=best.width,
        height=best.height,
        caption=written,
        alt=next((line("description", words(given), notes) for role, given in about if role.startswith("alt")), "")
        or plain_text(written),
        photographer=by,
        agency=agency,
        usage_terms=terms(" ".join(words(found) for found in findall(entry, "rightsInfo/usageTerms")[:10]), notes),
        copyright_notice=line(
            "copyrightNotice", say(entry, "rightsInfo/copyrightNotice"), notes, limit=MAX_TEASER_CHARS
        ),
        expires_at=expiry("expires", say(entry, "itemMeta/expires", "rightsInfo/expires"), notes),
    )


def sound_of(entry: Element, external_id: str, notes: Notes) -> WireAudio | None:
    """The sound with one file, MP3 first; it is played where it is."""
    files = [one for one in _renditions(entry) if one.media.startswith("audio/")]
    best = min(files, key=lambda one: one.media != "audio/mpeg", default=None)
    if best is None:
        notes.add(f"sound “{external_id[:80]}” has no file that can be played and was left out")
        return None
    title = line("headline", say(entry, "contentMeta/headline"), notes)
    return WireAudio(external_id, best.url, best.media, best.seconds, title, True, False, False, "")


def _renditions(entry: Element) -> Iterator[Rendition]:
    for remote in findall(entry, "contentSet/remoteContent"):
        if url := web_address(remote.get("href")):
            name = code_of(remote.get("rendition") or "")
            yield Rendition(
                name=_RENDITIONS.get(name, name)[:40],
                url=url,
                media=mime_type(remote.get("contenttype") or ""),
                width=number(remote.attrib, "width", at_most=MAX_PIXELS),
                height=number(remote.attrib, "height", at_most=MAX_PIXELS),
                seconds=number(remote.attrib, "duration", at_most=MAX_AUDIO_SECONDS),
            )


def _html(part: Element) -> str:
    """The body of a page, or the fragment of one."""
    body = next((element for element in part.iter() if local_name(element) == "body"), part)
    return inner_markup(body, without=frozenset({"head"}))


def _nitf(found: NitfText, place: str, notes: Notes) -> Body:
    if found.pictures:
        notes.add(f"pictures inside the text were left out ({found.pictures}): they come as items of their own")
    blocks = body_blocks(found.body, base=None, notes=notes)
    dateline = dateline_for(line("dateline", found.dateline or place, notes, limit=80), blocks)
    return Body(blocks, found.headline, found.byline, dateline, found.tagline)


def _with_dateline(blocks: tuple[Block, ...], place: str) -> Body:
    return Body(blocks, dateline=dateline_for(line("dateline", place, Notes(), limit=80), blocks))
