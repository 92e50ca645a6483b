"""Files that cannot be read as a whole: one line that names the file, the field and the reason."""

import gzip
from pathlib import Path

import pytest

from groundwave.wire.core.bounds import MAX_DOCUMENT_BYTES
from groundwave.wire.core.document import parse_document
from groundwave.wire.core.outcome import Parsed, UnableToRead

SAMPLES = Path(__file__).parent.parent / "samples" / "wire"
FEED = (
    "<rss><channel><item><guid>g</guid><title>é</title>"
    "<pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate></item></channel></rss>"
)


def refusal(data: bytes, filename: str = "in.bin") -> UnableToRead:
    with pytest.raises(UnableToRead) as refused:
        parse_document(data, filename=filename)
    message = str(refused.value)
    assert message == f"{filename}: {refused.value.field}: {refused.value.reason}"
    assert "\n" not in message
    return refused.value


@pytest.mark.parametrize(
    ("name", "field", "said"),
    [
        ("cds_truncated.json", "json", "ends too early (truncated) at line 94, column 5"),
        ("cds_error.json", "meta.messages", "limit must be at most 300"),
        ("cds_notifications.json", "type", "a list of notifications, not documents; fetch each documentUrl"),
        ("entity_bomb.xml", "xml", "DTD or entities"),
        ("external_entity.xml", "xml", "DTD or entities"),
    ],
)
def test_a_sample_that_is_no_document(name: str, field: str, said: str) -> None:
    refused = refusal((SAMPLES / name).read_bytes(), name)
    assert refused.field == field
    assert said in refused.reason


@pytest.mark.parametrize(
    ("data", "field", "said"),
    [
        (b"", "file", "empty"),
        (b" \n ", "file", "empty"),
        (b"\xef\xbb\xbf", "file", "empty"),
        (b"hello", "format", "neither JSON nor XML"),
        (b"\x89PNG\r\n", "format", "neither JSON nor XML"),
        (b'"text"', "format", "neither JSON nor XML"),
        (b"<!DOCTYPE html><p>", "format", "web page"),
        (b"<html><body>", "format", "web page"),
        (b"<sitemap/>", "format", "“sitemap”"),
        (b"<rss/>", "channel", "missing"),
        (b"<rss><channel>", "xml", "truncated"),
        (b"<rss><channel></rss>", "xml", "mismatched tag at line 1, column"),
        (b"<rss>\xff</rss>", "xml", "line 1, column 6"),
        (b"<rss>&nbsp;</rss>", "xml", ""),
        (b'<?xml version="1.0" encoding="klingon"?><rss/>', "encoding", "klingon"),
        (b'<?xml version="1.0" encoding="shift_jis"?><rss/>', "encoding", "multi-byte"),
        (b'<?xml version="1.0" encoding="utf-16"?><rss/>', "xml", "encoding"),
        (b"<a>" * 100, "xml", "nested more than 64 deep"),
        (b"<rss>" + b"<a/>" * 200_001 + b"</rss>", "xml", "more than 200,000 elements"),
        (b"<rss><channel>" + b"<item/>" * 2_001 + b"</channel></rss>", "item", "2,001 items"),
        (b"{", "json", "truncated"),
        (b'{"resources": [}', "json", "not valid JSON (Expecting value) at line 1, column 16"),
        (b'{"a": "\n"}', "json", "Invalid control character"),
        (b'{"a": 1, "a": 2}', "json", "“a” occurs twice"),
        (b'{"a": NaN}', "json", "NaN is not JSON"),
        (b'{"a": -Infinity}', "json", "-Infinity is not JSON"),
        (b'{"a": 1e999}', "json", "too large"),
        (b'{"a": ' + b"9" * 6000 + b"}", "json", "too large"),
        (b"[" * 70 + b"]" * 70, "json", "nested more than 64 deep"),
        (b"[" * 200_000, "json", "nested more than 64 deep"),
        (b"[" + b"0," * 2_000_000 + b"0]", "json", "more than 2,000,000 values"),
        (b'{"a": "\xff"}', "encoding", "not UTF-8 at byte 7 (line 1)"),
        ('{"resources": []}'.encode("utf-16-le"), "encoding", "UTF-8"),
        (b"{}", "format", "no document that we read"),
        (b"[]", "format", "without a document of CDS or ninjs"),
        (b"[1, 2]", "format", "without a document of CDS or ninjs"),
        (b'{"resources": {}}', "resources", "not a list"),
        (b'{"resources": [' + b"1," * 2_000 + b"1]}", "resources", "2,001 documents"),
        (b'{"version": "https://jsonfeed.org/version/9"}', "version", "1 and 1.1"),
        (b'{"version": "https://jsonfeed.org/version/1"}', "items", "not a list"),
        (b'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"/>', "itemSet", "holds no item"),
        (b"\x1f\x8b\x08\x00", "gzip", "truncated"),
        (gzip.compress(b"x" * 100, mtime=0)[:-8] + b"12345678", "gzip", "damaged"),
        (gzip.compress(b"<rss>" + bytes(MAX_DOCUMENT_BYTES), mtime=0), "gzip", "unpacks to more than 20,971,520 bytes"),
        (b'{"Type": "SubscriptionConfirmation"}', "type", "fetch each documentUrl"),
        (b'{"meta": {"messages": []}}', "meta.messages", "no reason given"),
    ],
    ids=lambda value: value[:30].decode("latin-1") if isinstance(value, bytes) else None,
)  # fmt: skip
def test_an_unreadable_file(data: bytes, field: str, said: str) -> None:
    refused = refusal(data)
    assert refused.field == field
    assert said in refused.reason


def test_a_file_beyond_the_limit_is_not_looked_at() -> None:
    refused = refusal(b" " * (MAX_DOCUMENT_BYTES + 1))
    assert (refused.field, refused.reason) == ("size", "20,971,521 bytes; at most 20,971,520 are read")


@pytest.mark.parametrize(
    "data",
    [
        FEED.encode(),
        b"\xef\xbb\xbf" + FEED.encode(),
        FEED.encode("utf-16"),
        b'<?xml version="1.0" encoding="iso-8859-1"?>' + FEED.encode("latin-1"),
        b'<?xml version="1.0" encoding="windows-1252"?>' + FEED.encode("cp1252"),
        b'<?xml version="1.0" encoding="iso-8859-1"?>' + FEED.encode(),
        gzip.compress(FEED.encode()),
        gzip.compress(FEED[:40].encode()) + gzip.compress(FEED[40:].encode()),
    ],
)
def test_a_feed_in_its_encoding_also_when_it_lies_about_it(data: bytes) -> None:
    (outcome,) = parse_document(data, filename="f")
    assert isinstance(outcome, Parsed)
    assert outcome.item.headline == "é"


def test_a_lie_about_the_encoding_is_noted() -> None:
    (outcome,) = parse_document(b'<?xml version="1.0" encoding="iso-8859-1"?>' + FEED.encode(), filename="f")
    assert isinstance(outcome, Parsed)
    assert outcome.item.notes == ("the file says that it is iso-8859-1, but it is UTF-8 and was read so",)
