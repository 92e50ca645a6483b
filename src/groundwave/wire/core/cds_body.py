"""The body of a CDS story: its layout in order, each link resolved among its assets."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from groundwave.kit.html import MAX_HTML_CHARS, UnableToClean, pieces
from groundwave.wire.core.addresses import document_id, web_address
from groundwave.wire.core.bounds import MAX_BLOCKS, MAX_BODY_CHARS, MAX_TEASER_CHARS
from groundwave.wire.core.cds_document import Asset, CdsDocument, Fields, link_of, links_of, raw_text
from groundwave.wire.core.cds_media import audio_of, photo_of, premium_hrefs
from groundwave.wire.core.item import (
    AudioBlock,
    Block,
    LinkCard,
    Paragraphs,
    PhotoBlock,
    PullQuote,
    RelatedRef,
)
from groundwave.wire.core.outcome import Refused

# Places around the text: NPR's own page furniture.
ZONES = frozenset({"topareastories", "subnav", "footer", "rail", "alt"})
_CONTAINERS = frozenset({"image-gallery", "list", "inset", "area", "resource-container", "container"})
_DEEPEST_CONTAINER = 4


def body_of(document: CdsDocument, *, shown_above: frozenset[str]) -> tuple[Block, ...]:
    """The blocks of the story. `shown_above` are the ids of the lead photo and audio, which are not shown twice.

    Raises Refused when the body is absurdly long.
    """
    blocks = tuple(_joined(_Body(document, shown_above).blocks(document.fields, depth=0)))
    if len(blocks) > MAX_BLOCKS:
        raise Refused("layout", f"{len(blocks):,} blocks; at most {MAX_BLOCKS:,} are read")
    return blocks


def text_pieces(html: str, *, base: str | None, field: str) -> Iterator[Block]:
    """HTML as paragraphs; a page that it embeds becomes a link card in its place. Raises Refused."""
    if len(html) > MAX_HTML_CHARS:
        raise Refused(field, f"{len(html):,} characters; at most {MAX_HTML_CHARS:,} are read")
    try:
        found = pieces(html, base=base)
    except UnableToClean as wrong:
        raise Refused(field, str(wrong)) from wrong
    for piece in found:
        if isinstance(piece, str):
            yield Paragraphs(piece)
        elif address := web_address(piece.src):
            yield LinkCard(address, piece.title or address)


def _joined(blocks: Iterator[Block]) -> Iterator[Block]:
    """Texts that follow each other become one, as an editor would have written them."""
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraphs):
            texts.append(block.html)
            continue
        if texts:
            yield Paragraphs("".join(texts))
            texts.clear()
        yield block
    if texts:
        yield Paragraphs("".join(texts))


class _Body:
    def __init__(self, document: CdsDocument, shown_above: frozenset[str]) -> None:
        self.document = document
        self.shown_above = shown_above
        self.premium = premium_hrefs(document)
        self.taken = 0
        self.chars = 0
        self.known: dict[str, Callable[[Asset], Iterator[Block]]] = {
            "text": self._text,
            "html-block": self._html_block,
            "image": self._image,
            "audio": self._audio,
            "pull-quote": self._pull_quote,
            "internal-link": self._link,
            "external-link": self._link,
            "promo-card": self._link,
            "youtube-video": self._youtube,
        }

    def blocks(self, holder: Fields, *, depth: int) -> Iterator[Block]:
        for link in links_of(holder, "layout", self.document.notes):
            # Counts every link, since containers may hold each other.
            self.taken += 1
            if self.taken > MAX_BLOCKS:
                raise Refused("layout", f"more than {MAX_BLOCKS:,} parts")
            if zones := ZONES & {rel.removeprefix("zone-") for rel in link.rels}:
                self.document.notes.add(f"layout: what stands beside the text was left out ({min(zones)})")
                continue
            if link.href in self.premium:
                continue
            asset = self.document.asset(link, where="layout")
            if asset is None or asset.key in self.shown_above:
                continue
            if asset.kind in self.known:
                yield from self.known[asset.kind](asset)
            elif asset.kind in _CONTAINERS and depth < _DEEPEST_CONTAINER:
                yield from self.blocks(asset.fields, depth=depth + 1)
            else:
                self._skipped(asset, f"of type “{asset.kind[:40]}”" if asset.kind else "without a type")

    def _skipped(self, asset: Asset, what: str) -> None:
        self.document.notes.add(f"layout: part “{asset.key[:80]}” {what} was left out")

    def _pieces(self, asset: Asset, field: str) -> Iterator[Block]:
        html = raw_text(asset.fields, field)
        self.chars += len(html)
        if self.chars > MAX_BODY_CHARS:
            raise Refused("layout", f"the text has more than {MAX_BODY_CHARS:,} characters")
        return text_pieces(html, base=self.document.canonical_url, field=field)

    def _text(self, asset: Asset) -> Iterator[Block]:
        if not raw_text(asset.fields, "text"):
            self._skipped(asset, "without text")
        return self._pieces(asset, "text")

    def _html_block(self, asset: Asset) -> Iterator[Block]:
        found = list(self._pieces(asset, "html"))
        if not found:
            self._skipped(asset, "with nothing that we can show")
        title = self.document.line(asset.fields, "title")
        for block in found:
            named = title and isinstance(block, LinkCard) and block.title == block.url
            yield LinkCard(block.url, title) if named and isinstance(block, LinkCard) else block

    def _image(self, asset: Asset) -> Iterator[Block]:
        if photo := photo_of(self.document, asset, where="layout"):
            yield PhotoBlock(photo)

    def _audio(self, asset: Asset) -> Iterator[Block]:
        if audio := audio_of(self.document, asset, where="layout"):
            yield AudioBlock(audio)

    def _pull_quote(self, asset: Asset) -> Iterator[Block]:
        quote = self.document.line(asset.fields, "quote", limit=MAX_TEASER_CHARS)
        if not quote:
            self._skipped(asset, "without a quote")
            return
        who = self.document.line(asset.fields, "attributionParty")
        yield PullQuote(quote, who, self.document.line(asset.fields, "attributionContext"))

    def _link(self, asset: Asset) -> Iterator[Block]:
        title = self.document.line(asset.fields, "linkText") or self.document.line(asset.fields, "title")
        story, page = link_of(asset.fields.get("documentLink")), link_of(asset.fields.get("externalLink"))
        external_id = document_id(story.href) if story else None
        address = web_address(page.href) if page else None
        if external_id:
            yield RelatedRef(external_id, None, title)
        elif address:
            yield LinkCard(address, title or address)
        else:
            self._skipped(asset, "whose link leads nowhere")

    def _youtube(self, asset: Asset) -> Iterator[Block]:
        video = raw_text(asset.fields, "videoId")
        address = web_address(f"https://www.youtube.com/watch?v={video}") if video.isascii() else None
        if not address or not all(sign.isalnum() or sign in "-_" for sign in video) or not video:
            self._skipped(asset, "without a video")
            return
        yield LinkCard(address, self.document.line(asset.fields, "headline") or address)
