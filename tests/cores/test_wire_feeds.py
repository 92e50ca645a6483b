"""RSS 2.0 with its modules and Atom 1.0: one item each, with rights, credits and withdrawals."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from groundwave.wire.core.document import parse_document
from groundwave.wire.core.item import LinkCard, Paragraphs, WireByline, WireItem, WireRef
from groundwave.wire.core.outcome import Outcome, Parsed, Rejected

SAMPLES = Path(__file__).parent.parent / "samples" / "wire"
NAMESPACES = (
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)
NEEDED = "<title>T</title><guid>g-1</guid><pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate>"


def rss(item: str, channel: str = "<link>https://p.example/n/</link>") -> Outcome:
    text = f'<rss version="2.0" {NAMESPACES}><channel>{channel}<item>{item}</item></channel></rss>'
    (outcome,) = parse_document(text.encode(), filename="feed.xml")
    return outcome


def rss_item(item: str, channel: str = "<link>https://p.example/n/</link>") -> WireItem:
    outcome = rss(NEEDED + item, channel)
    assert isinstance(outcome, Parsed), outcome
    return outcome.item


def atom(entry: str, feed: str = "") -> Outcome:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" '
        f'xmlns:at="http://purl.org/atompub/tombstones/1.0">{feed}{entry}</feed>'
    )
    (outcome,) = parse_document(text.encode(), filename="feed.xml")
    return outcome


def atom_item(entry: str, feed: str = "") -> WireItem:
    needed = "<id>e-1</id><title>T</title><updated>2026-11-20T10:00:00Z</updated>"
    outcome = atom(f"<entry>{needed}{entry}</entry>", feed)
    assert isinstance(outcome, Parsed), outcome
    return outcome.item


def read(name: str) -> tuple[Outcome, ...]:
    return parse_document((SAMPLES / name).read_bytes(), filename=name)


def test_an_rss_item_is_read_whole() -> None:
    first, withdrawn, zoneless = read("partner.rss.xml")
    assert isinstance(first, Parsed)
    item = first.item
    assert (item.format, item.external_id) == ("rss", "capitol-301")
    assert item.headline == "Ferry board votes to keep the winter boat"
    assert item.teaser == "The boat runs until March."
    assert item.body == (
        Paragraphs(
            '<p>The boat runs until March, the <a href="https://capitol.example/people/board" rel="noopener">board</a>'
            " said.</p>"
        ),
        LinkCard("https://maps.example.org/ferry", "The route"),
        Paragraphs("<p>It costs $2.</p>"),
    )
    assert item.canonical_url == "https://capitol.example/news/ferry-board"
    assert item.published_at == datetime(2026, 11, 19, 21, 30, tzinfo=UTC)
    assert item.modified_at == datetime(2026, 11, 20, 14, tzinfo=UTC)
    assert item.bylines == (WireByline("Mona Reyes-Clark"), WireByline("Ike Tran"))
    assert [ref.title for ref in item.topics] == ["Transportation", "Coast"]
    assert (item.language, item.provider_name) == ("en-us", "Cascara Capitol Desk")
    assert (item.copyright_owner, item.usage_terms) == ("Cascara Capitol Desk", "Use whole, with credit.")
    assert "pictures inside the text were left out (1): they carry no credit" in item.notes
    assert isinstance(withdrawn, Parsed)
    assert (withdrawn.item.withdrawn, withdrawn.item.withdrawn_reason) == (True, "The source asked us to")
    assert isinstance(zoneless, Rejected)
    assert (zoneless.document_id, zoneless.field) == ("capitol-280", "pubDate")


def test_the_lead_photo_is_the_default_picture_with_its_credits() -> None:
    first, *_ = read("partner.rss.xml")
    assert isinstance(first, Parsed)
    photo = first.item.lead_photo
    assert photo
    assert photo.url == "https://capitol.example/i/boat.jpg"
    assert (photo.photographer, photo.agency) == ("Ike Tran", "Harbor Photo")
    assert photo.caption == "The <i>Winter Gull</i> at dock."
    assert photo.alt == "a small white ferry"
    assert (photo.width, photo.height) == (1600, 1067)


def test_sound_keeps_its_query_string_and_has_a_length() -> None:
    first, *_ = read("partner.rss.xml")
    assert isinstance(first, Parsed)
    (sound,) = first.item.audio
    assert (sound.url, sound.seconds) == ("https://capitol.example/a/boat.mp3?src=rss&n=1", 185)
    assert (sound.playable, sound.downloadable, sound.embeddable) == (True, True, False)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("236", 236), ("3:56", 236), ("1:03:56", 3836), ("0", None), ("soon", None), ("9999999", None), ("12.6", 13)],
)
def test_how_long_a_sound_lasts(text: str, seconds: int | None) -> None:
    (sound,) = rss_item(
        f'<enclosure url="https://p.example/a.mp3" type="audio/mpeg"/><itunes:duration>{text}</itunes:duration>'
    ).audio
    assert sound.seconds == seconds


@pytest.mark.parametrize(
    "status",
    [
        '<media:status state="deleted"/>',
        '<media:status state="BLOCKED" reason="why"/>',
        '<media:content url="https://p.example/i.jpg"><media:status state="deleted"/></media:content>',
        '<media:group><media:content url="i.jpg"><media:status state="deleted"/></media:content></media:group>',
    ],
)
def test_a_withdrawal_needs_nothing_but_the_id(status: str) -> None:
    outcome = rss(f"<guid>g-9</guid><pubDate>never</pubDate><description>secret</description>{status}")
    assert isinstance(outcome, Parsed)
    assert outcome.item.withdrawn
    assert outcome.item.withdrawn_reason
    assert outcome.item.published_at is None
    assert "secret" not in repr(outcome.item)


def test_one_picture_that_is_withdrawn_does_not_withdraw_the_story() -> None:
    item = rss_item(
        '<media:content url="https://p.example/1.jpg" medium="image"><media:status state="blocked"/></media:content>'
        '<media:content url="https://p.example/2.jpg" medium="image"/>'
    )
    assert not item.withdrawn
    assert item.lead_photo
    assert item.lead_photo.url == "https://p.example/2.jpg"


def test_a_withdrawal_wins_over_the_item_in_the_same_file() -> None:
    text = (
        f"<rss {NAMESPACES}><channel><item>{NEEDED}</item>"
        '<item><guid>g-1</guid><media:status state="deleted"/></item></channel></rss>'
    )
    story, kill = parse_document(text.encode(), filename="f")
    assert isinstance(story, Rejected)
    assert isinstance(kill, Parsed)
    assert kill.item.withdrawn


@pytest.mark.parametrize(
    ("item", "field"),
    [
        ("<title>T</title><pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate>", "guid"),
        ("<guid>g</guid><pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate>", "title"),
        ("<guid>g</guid><title>T</title>", "pubDate"),
        ("<guid>g</guid><title>T</title><pubDate>Fri, 20 Nov 2026 10:00:00</pubDate>", "pubDate"),
        ("<guid>g</guid><title>T</title><pubDate>Fri, 20 Nov 2026 10:00:00 CEST</pubDate>", "pubDate"),
        (f"<guid>g</guid><title>{'x' * 2001}</title>", "title"),
        (f"<guid>{'x' * 501}</guid><title>T</title>", "guid"),
        (NEEDED + f"<description>{'&lt;div&gt;' * 200}</description>", "body"),
    ],
)
def test_a_refusal_names_its_field(item: str, field: str) -> None:
    outcome = rss(item)
    assert isinstance(outcome, Rejected)
    assert outcome.field == field


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("<guid>g</guid><link>https://p.example/a</link>", ("g", "https://p.example/a")),
        ("<link>https://p.example/a</link>", ("https://p.example/a", "https://p.example/a")),
        ("<guid>https://p.example/b</guid>", ("https://p.example/b", "https://p.example/b")),
        ('<guid isPermaLink="false">https://p.example/b</guid>', ("https://p.example/b", None)),
        ('<guid>g</guid><atom:link href="c"/>', ("g", "https://p.example/n/c")),
        ("<guid>g</guid><link>javascript:x</link>", ("g", None)),
    ],
)
def test_the_id_is_the_guid_or_the_link(item: str, expected: tuple[str, str | None]) -> None:
    outcome = rss(f"<title>T</title><pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate>{item}")
    assert isinstance(outcome, Parsed)
    assert (outcome.item.external_id, outcome.item.canonical_url) == expected


@pytest.mark.parametrize(
    ("item", "names"),
    [
        ("<author>desk@p.example (Lee Park)</author>", ["Lee Park"]),
        ("<author>Lee Park &lt;desk@p.example&gt;</author>", ["Lee Park"]),
        ("<author>desk@p.example</author>", []),
        ("<dc:creator>Lee Park / Pool</dc:creator><author>x@p.example</author>", ["Lee Park / Pool"]),
        ("<dc:creator>A</dc:creator><dc:creator>A</dc:creator>", ["A"]),
    ],
)
def test_a_byline_is_a_name_and_never_a_mailbox(item: str, names: list[str]) -> None:
    assert [byline.name for byline in rss_item(item).bylines] == names


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Copyright 2026 Partner Example", "Partner Example"),
        ("© 2024-2026 by Partner Example. All rights reserved.", "Partner Example"),
        ("(c) Partner Example", "Partner Example"),
        ("Bytown Radio", "Bytown Radio"),
        ("2026", ""),
    ],
)
def test_a_copyright_line_names_its_owner(text: str, owner: str) -> None:
    assert rss_item("", f"<copyright>{text}</copyright>").copyright_owner == owner


def test_a_period_of_validity_holds_and_expires() -> None:
    item = rss_item(
        "<dcterms:valid>start=2026-12-01T00:00:00Z; end=2027-01-01T00:00:00Z; scheme=W3C-DTF</dcterms:valid>"
    )
    assert item.hold_until == item.visible_from == datetime(2026, 12, 1, tzinfo=UTC)
    assert item.expires_at == datetime(2027, 1, 1, tzinfo=UTC)


def test_without_content_the_description_is_the_body() -> None:
    item = rss_item("<description>&lt;p&gt;One &amp;amp; two.&lt;/p&gt;&lt;script&gt;x&lt;/script&gt;</description>")
    assert item.body == (Paragraphs("<p>One &amp; two.</p>"),)
    assert item.teaser == "One & two."


def test_a_namespace_may_be_written_loosely() -> None:
    text = (
        '<rss xmlns:m="https://search.yahoo.com/mrss"><channel><item><guid>g</guid>'
        '<m:status state="deleted"/></item></channel></rss>'
    )
    (outcome,) = parse_document(text.encode(), filename="f")
    assert isinstance(outcome, Parsed)
    assert outcome.item.withdrawn


def test_the_fingerprint_changes_with_the_item_only() -> None:
    one, other = rss_item("", "<title>A</title>"), rss_item("", "<title>B</title>")
    assert one.raw_sha256 == other.raw_sha256
    assert rss_item("<category>x</category>").raw_sha256 != one.raw_sha256


def test_an_atom_entry_is_read_whole() -> None:
    first, deleted = read("partner.atom.xml")
    assert isinstance(first, Parsed)
    item = first.item
    assert (item.format, item.external_id) == ("atom", "tag:noticias.example,2026:41")
    assert (item.headline, item.teaser, item.language) == ("Menos de 5 < 6", "El puente abre.", "es")
    assert item.body == (
        Paragraphs('<p>El <a href="https://noticias.example/puente" rel="noopener">puente</a> abre<br>hoy.</p>'),
    )
    assert item.canonical_url == "https://noticias.example/n/41"
    assert item.published_at == datetime(2026, 11, 20, 9, tzinfo=UTC)
    assert item.modified_at == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert item.bylines == (WireByline("Redacción"),)
    assert item.collections == (WireRef("", ("topic",), "Transporte"),)
    assert (item.provider_name, item.copyright_owner) == ("Costa & Valle", "Costa y Valle")
    assert [sound.url for sound in item.audio] == ["https://noticias.example/n/a/41.mp3"]
    assert isinstance(deleted, Parsed)
    assert deleted.item.external_id == "tag:noticias.example,2026:39"
    assert (deleted.item.withdrawn, deleted.item.withdrawn_reason) == (True, "Retirada")


@pytest.mark.parametrize(
    ("content", "html"),
    [
        ("<content>a &lt;b&gt; c</content>", "<p>a &lt;b&gt; c</p>"),
        ('<content type="html">&lt;p onclick="x"&gt;a&lt;/p&gt;</content>', "<p>a</p>"),
        (
            '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
            "a &lt;i&gt;<script>x</script></div></content>",
            "<p>a &lt;i&gt;</p>",
        ),
        ("<summary>only this</summary>", "<p>only this</p>"),
    ],
)
def test_atom_text_of_each_type(content: str, html: str) -> None:
    assert atom_item(content).body == (Paragraphs(html),)


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ("<entry><title>T</title><updated>2026-11-20T10:00:00Z</updated></entry>", "id"),
        ("<entry><id>e</id><title>T</title></entry>", "published"),
        ("<entry><id>e</id><title/><updated>2026-11-20T10:00:00Z</updated></entry>", "title"),
        ('<entry><id>e</id><title>T</title><content type="image/png">eA==</content></entry>', "content"),
        ("<at:deleted-entry/>", "ref"),
    ],
)
def test_an_atom_refusal_names_its_field(entry: str, field: str) -> None:
    outcome = atom(entry)
    assert isinstance(outcome, Rejected)
    assert outcome.field == field


def test_an_entry_without_author_has_the_authors_of_its_feed() -> None:
    feed = "<author><name>Desk</name></author>"
    assert atom_item("", feed).bylines == (WireByline("Desk"),)
    assert atom_item("<author><name>Ana</name></author>", feed).bylines == (WireByline("Ana"),)


def test_published_falls_back_to_updated() -> None:
    item = atom_item("")
    assert item.published_at == item.modified_at == datetime(2026, 11, 20, 10, tzinfo=UTC)


def test_rss_1_is_read_like_rss_2() -> None:
    text = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://p.example/"><title>P</title></channel>'
        '<item rdf:about="https://p.example/1"><title>One</title><link>https://p.example/1</link>'
        "<dc:date>2026-11-20T10:00:00Z</dc:date><dc:subject>Coast</dc:subject></item></rdf:RDF>"
    )
    (outcome,) = parse_document(text.encode(), filename="f")
    assert isinstance(outcome, Parsed)
    assert (outcome.item.external_id, outcome.item.provider_name) == ("https://p.example/1", "P")
    assert [ref.title for ref in outcome.item.topics] == ["Coast"]


def test_what_media_rss_restricts_waits_for_an_editor() -> None:
    item = rss_item('<media:restriction relationship="deny" type="country">jp</media:restriction>')
    assert item.usage_terms == "not allowed for country jp"
    assert item.needs_editor == "the source restricts its use: not allowed for country jp"


def test_a_period_that_names_no_instant_waits_for_an_editor() -> None:
    assert "names no instant" in rss_item("<dcterms:valid>start=tomorrow</dcterms:valid>").needs_editor


def test_a_large_thumbnail_is_a_picture_and_a_small_one_is_not() -> None:
    large = rss_item('<media:thumbnail url="https://p.example/l.jpg" width="1200"/>').lead_photo
    assert large
    assert large.url == "https://p.example/l.jpg"
    assert rss_item('<media:thumbnail url="https://p.example/s.jpg" width="75"/>').lead_photo is None
