"""How the index is laid out: the fields, and how an entry becomes a document of them.

Texts come in as terms already (core/words.py), one blank between two, so tantivy's own tokenizers are not asked.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import chain
from typing import Any, Final
from zlib import crc32

import tantivy

from groundwave.discovery.core import kin
from groundwave.discovery.core.entry import Entry
from groundwave.discovery.core.words import composed, parsed

VERSION: Final = 2  # raise it when a field or the reading of words changes: every index is then built anew
UNDATED: Final = -(2**40)  # seconds; what has no date fits no range of dates
LONGEST_BODY: Final = 40_000  # characters kept for passages

BOOSTS: Final = (("title", 4.0), ("lead", 1.0))
"""What a word counts in these fields beside what it counts in `all`, which holds every word of the thing."""


@cache
def schema(languages: tuple[str, ...]) -> tantivy.Schema:
    """One set of text fields a language, so that rarity is counted among the stories of that language."""
    made = tantivy.SchemaBuilder()
    made.add_text_field("key", tokenizer_name="raw", index_option="basic")
    made.add_unsigned_field("kind", indexed=True, fast=True)
    made.add_unsigned_field("object_id", fast=True)
    made.add_unsigned_field("revision", fast=True)
    made.add_unsigned_field("section", indexed=True)
    made.add_integer_field("published", fast=True)
    made.add_integer_field("day", indexed=True)
    for code in languages:
        for name in ("all", *(name for name, _ in BOOSTS)):
            made.add_text_field(f"{name}_{code}", tokenizer_name="whitespace", index_option="freq")
        made.add_text_field(f"words_{code}", tokenizer_name="whitespace", index_option="position")
        made.add_text_field(f"about_{code}", tokenizer_name="whitespace", index_option="freq")
    made.add_bytes_field("shown", stored=True)
    made.add_bytes_field("kin", stored=True)
    return made.build()


def document(entry: Entry, *, languages: Sequence[str]) -> tantivy.Document:
    made = tantivy.Document()
    made.add_text("key", entry.key)
    made.add_unsigned("kind", kind_number(entry.kind))
    made.add_unsigned("object_id", entry.object_id)
    made.add_unsigned("revision", max(0, entry.revision))
    made.add_unsigned("section", entry.section)
    made.add_integer("published", seconds(entry.published_at) if entry.published_at else UNDATED)
    made.add_integer("day", day(entry.published_at) if entry.published_at else UNDATED)
    title, teaser, body = composed(entry.title), composed(entry.lead), composed(entry.body)[:LONGEST_BODY]
    lead = " · ".join(
        filter(None, [teaser, *map(composed, entry.names), *(composed(name) for _, name in entry.topics)])
    )
    for code in [entry.language] if entry.language in languages else languages:
        texts = [parsed(text, language=code) for text in (title, lead, body)]
        stems = [[word[0] for word in words if word[0]] for words in texts]
        made.add_text(f"title_{code}", " ".join(stems[0]))
        made.add_text(f"lead_{code}", " ".join(stems[1]))
        made.add_text(f"all_{code}", " ".join(chain.from_iterable(stems)))
        # No phrase goes from the headline over into the teaser: nothing that is typed holds such a word.
        made.add_text(f"words_{code}", " ¶ ".join([" ".join([word[1] for word in words]) for words in texts]))
        if entry.kind == "story" and entry.language:  # the kin of a story are stories
            weights = kin.signature(entry, language=code)
            made.add_text(f"about_{code}", " ".join(weights))
            made.add_bytes("kin", _packed(weights))
    made.add_bytes("shown", _packed([title, teaser, body]))
    return made


def kind_number(kind: str) -> int:
    """Kinds are open (kinds.py), so their numbers are made of their names."""
    return crc32(kind.encode())


def seconds(instant: datetime) -> int:
    return int(instant.timestamp())


def day(instant: datetime) -> int:
    """Days of UTC since 1970."""
    return int(instant.astimezone(UTC).timestamp() // 86_400)


def unpacked(document: tantivy.Document, field: str) -> Any:
    value = document.get_first(field)
    return json.loads(bytes(value)) if value is not None else None


def _packed(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
