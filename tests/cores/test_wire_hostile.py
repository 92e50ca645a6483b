"""Whatever comes in, nothing but an outcome or UnableToRead comes out, and no outcome carries a script."""

import copy
import gzip
import json
import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwave.wire.core.cds_links import documents_in, links_wanted, owned_by, together
from groundwave.wire.core.document import parse_document
from groundwave.wire.core.item import Paragraphs, WireAudio, WirePhoto
from groundwave.wire.core.item_json import item_as_json, item_from_json
from groundwave.wire.core.outcome import Outcome, Parsed, Reference, Rejected, UnableToRead, Unreadable
from groundwave.wire.core.resolve import references_in, resolve, unresolved

SAMPLES = Path(__file__).parent.parent / "samples" / "wire"
JSON_SAMPLES = [
    json.loads((SAMPLES / f"{name}.json").read_text())
    for name in ("cds_story", "cds_linked", "cds_hard_cases", "ninjs_1", "ninjs_envelope", "partner.feed")
]
FEEDS = [(SAMPLES / f"{name}.xml").read_bytes() for name in ("partner.rss", "partner.atom", "newsml_message")]

NASTY = st.sampled_from(
    [
        "",
        "\ud800",
        "\x00",
        "<script>alert(1)</script>",
        '"><script>x</script>',
        "javascript:alert(1)",
        "#/assets/",
        "#/assets/t-1",
        "/v1/documents/",
        "/v1/documents/a/b",
        "https://[",
        "https://u:p@h.example/",
        "//x",
        "https://x.example:99999/",
        "x" * 3000,
        "<div>" * 300,
        "<iframe src='javascript:x'></iframe>",
        "2026-99-99",
        "9999-12-31T23:59:59-12:00",
        "%",
        "&#0;&#xD800;",
        "ſ",
        "１２",
        "type",
        "story",
        "premium",
        "{width}",
        "https://x.example/{width}{0}",
        "<!--",
        "]]>",
        "\u202e",
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text() | NASTY,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5) | st.just("href"), inner, max_size=3)
    ),
    max_leaves=6,
)


def nodes(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all values inside a JSON value."""
    found = [path]
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        found += nodes(inner, (*path, key))
    return found


PATHS = [(number, path) for number, sample in enumerate(JSON_SAMPLES) for path in nodes(sample) if path]


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> None:
    for key in path[:-1]:
        if not isinstance(value, dict | list):
            return
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return
    try:
        value[path[-1]] = new
    except (IndexError, TypeError):
        return


def check(data: bytes) -> None:
    try:
        outcomes = parse_document(data, filename="f", our_services=frozenset({"s9"}))
    except UnableToRead as refused:
        inspect((str(refused), refused.field, refused.reason))
        return
    references = references_in(outcomes)
    for outcome in outcomes:
        if isinstance(outcome, Parsed):
            resolved = resolve(outcome.item, references)
            assert item_from_json(json.loads(json.dumps(item_as_json(resolved)))) == resolved
            unresolved(resolved)
            inspect(resolved)
            if not outcome.item.withdrawn:
                assert outcome.item.headline
                assert outcome.item.published_at
        elif isinstance(outcome, Rejected):
            assert outcome.document_id
            assert outcome.field
            assert outcome.reason
        inspect(outcome)
        check_markup(outcome)


def inspect(value: Any) -> None:
    """All text can be stored, all addresses are web addresses, all times are aware."""
    if isinstance(value, str):
        value.encode()
        assert "\x00" not in value
    elif isinstance(value, tuple):
        for inner in value:
            inspect(inner)
    elif is_dataclass(value):
        if isinstance(value, WirePhoto | WireAudio):
            assert value.url is None or value.url.startswith(("https://", "http://"))
        for field in fields(value):
            inspect(getattr(value, field.name))


def check_markup(outcome: Outcome) -> None:
    markup = []
    if isinstance(outcome, Parsed):
        markup = [block.html for block in outcome.item.body if isinstance(block, Paragraphs)]
        markup += [outcome.item.lead_photo.caption] if outcome.item.lead_photo else []
    elif isinstance(outcome, Reference):
        markup = [outcome.text]
    for html in markup:
        for tag in re.findall(r"<[^>]*>", html):
            assert re.fullmatch(
                r"</?(p|h[2-4]|ul|ol|li|blockquote|b|strong|i|em|br|hr|su[bp]|t\w+|caption|a)"
                r'( (href|rel|colspan|rowspan|scope)="[^"]*")*>',
                tag,
            )
            assert not re.search(r'href="(?!https?://|mailto:)', tag)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PATHS), VALUES), min_size=1, max_size=4))
def test_any_value_may_be_anything(changes: list[tuple[tuple[int, tuple[Any, ...]], Any]]) -> None:
    number = changes[0][0][0]
    document = copy.deepcopy(JSON_SAMPLES[number])
    for (_, path), new in changes:
        replaced(document, path, new)
    check(json.dumps(document).encode())


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PATHS), VALUES), min_size=1, max_size=4))
def test_what_a_document_links_to_may_be_anything(changes: list[tuple[tuple[int, tuple[Any, ...]], Any]]) -> None:
    answer = copy.deepcopy(JSON_SAMPLES[0])
    for (_, path), new in changes:
        replaced(answer, path, new)
    try:
        documents = documents_in(json.dumps(answer).encode())
    except Unreadable:
        return
    for document in documents:
        assert len(links_wanted(document)) <= 300
        owned_by(document, frozenset({"s1"}))
        check(together(document, documents))


@settings(max_examples=60, deadline=None)
@given(VALUES)
def test_any_json(value: Any) -> None:
    check(json.dumps(value).encode())
    check(json.dumps({"resources": [value]}).encode())


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(FEEDS), st.lists(st.tuples(st.integers(0, 200), st.integers(0, 4), NASTY | st.text()), max_size=5)
)
def test_any_element_may_be_anything(feed: bytes, changes: list[tuple[int, int, str]]) -> None:
    root = fromstring(feed)
    for place, what, text in changes:
        elements = list(root.iter())
        element = elements[place % len(elements)]
        plain = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
        if what == 0:
            element.text = plain
        elif what == 1:
            element[:] = []
        elif what == 2 and element.attrib:
            element.set(sorted(element.attrib)[place % len(element.attrib)], plain)
        elif what == 3:
            element.append(copy.deepcopy(elements[(place * 7) % len(elements)]))
        else:
            element.tag = elements[(place * 5) % len(elements)].tag
    check(ElementTree.tostring(root, encoding="utf-8"))


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from([*FEEDS, *(json.dumps(sample).encode() for sample in JSON_SAMPLES)]),
    st.lists(st.tuples(st.integers(0, 20_000), st.binary(max_size=6)), max_size=4),
    st.integers(0, 20_000),
)
def test_any_bytes(data: bytes, changes: list[tuple[int, bytes]], length: int) -> None:
    for place, junk in changes:
        place %= len(data)
        data = data[:place] + junk + data[place + len(junk) :]
    check(data)
    check(data[:length])


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60))
def test_junk(data: bytes) -> None:
    check(data)
    check(gzip.compress(data))
    check(b"\x1f\x8b" + data)
    check(b"<" + data)
    check(b"{" + data)
