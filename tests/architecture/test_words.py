"""Whoever reads in Spanish reads Spanish: every word of the public templates is in the catalog, whole and compiled.

Nothing here needs the gettext tools, which newcomers do not have: templates are read with Django's own lexer.
"""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.template.base import Lexer, Token, TokenType
from django.utils.translation import trim_whitespace

SOURCE = Path(__file__).resolve().parents[2] / "src" / "groundwave"
TEMPLATES = SOURCE / "web" / "templates"
CATALOG = SOURCE / "web" / "locale" / "es" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOG.with_suffix(".mo")

CONSTANT = re.compile(r"""^translate\s+(?P<quote>["'])(?P<words>.*?)(?P=quote)""")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|(?<!%)\{\w+\}")
IN_A_TAG = re.compile(r"""\b_\((?P<quote>["'])(?P<words>.*?)(?P=quote)\)""")  # an argument, as of `default` or `date`
GETTEXT = {"_", "gettext", "gettext_lazy", "gettext_noop"}


class Said(NamedTuple):
    """One msgid as a page asks for it, with its plural when it counts something."""

    one: str
    many: str
    where: str


class Entry(NamedTuple):
    one: str
    many: str
    said: tuple[str, ...]
    flags: str


# ------------------------------------------------------------------ what the site says
def said_by_templates() -> Iterator[Said]:
    for path in sorted(TEMPLATES.rglob("*.html")):
        where = str(path.relative_to(TEMPLATES))
        block: list[Token] | None = None
        trimmed = False
        for token in Lexer(path.read_text(encoding="utf-8")).tokenize():
            words = token.contents
            if token.token_type in (TokenType.BLOCK, TokenType.VAR):
                yield from (Said(found["words"], "", where) for found in IN_A_TAG.finditer(words))
            if token.token_type is TokenType.BLOCK and words.startswith("translate "):
                if found := CONSTANT.match(words):
                    yield Said(found["words"].replace("%", "%%"), "", where)
            elif token.token_type is TokenType.BLOCK and re.match(r"blocktranslate\b", words):
                block, trimmed = [], words.endswith(" trimmed")
            elif token.token_type is TokenType.BLOCK and words == "endblocktranslate":
                assert block is not None, f"{where}: an endblocktranslate without its beginning"
                one, many = (trim_whitespace(text) if trimmed else text for text in _in_block(block))
                yield Said(one, many, where)
                block = None
            elif block is not None:
                block.append(token)


def _in_block(tokens: list[Token]) -> tuple[str, str]:
    texts = ["", ""]
    which = 0
    for token in tokens:
        if token.token_type is TokenType.BLOCK and token.contents == "plural":
            which = 1
        elif token.token_type is TokenType.VAR:
            texts[which] += f"%({token.contents})s"
        else:
            texts[which] += token.contents.replace("%", "%%")
    return texts[0], texts[1]


def said_by_python() -> Iterator[Said]:
    for path in sorted(SOURCE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if "gettext" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT):
                continue
            match node.args:
                case [ast.Constant(value=str(words)), *_]:
                    yield Said(words, "", str(path.relative_to(SOURCE)))


SAID = sorted({*said_by_templates(), *said_by_python()})


# ------------------------------------------------------------------ what the catalog says
def entries() -> Iterator[Entry]:
    for paragraph in CATALOG.read_text(encoding="utf-8").split("\n\n"):
        flags = " ".join(line for line in paragraph.splitlines() if line.startswith("#,"))
        fields: dict[str, str] = {}
        key = ""
        for line in paragraph.splitlines():
            if line.startswith("msg"):
                key, _, line = line.partition(" ")
                fields[key] = ""
            if line.startswith('"'):
                fields[key] += ast.literal_eval(line)
        said = tuple(value for name, value in fields.items() if name.startswith("msgstr"))
        yield Entry(fields["msgid"], fields.get("msgid_plural", ""), said, flags)


ENTRIES = [entry for entry in entries() if entry.one]


@pytest.fixture(scope="module")
def compiled() -> gettext.GNUTranslations:
    with COMPILED.open("rb") as file:
        return gettext.GNUTranslations(file)


def test_the_readers_of_templates_and_modules_find_words() -> None:
    assert {"Play Live Radio", "%(minutes)s minute to read", "Support %(brand)s"} <= {said.one for said in SAID}
    assert "Connecting…" in {said.one for said in said_by_python()}


def test_nobody_writes_the_old_names_of_the_tags() -> None:
    old = re.compile(r"{%-?\s*(trans|blocktrans)\s")
    assert [str(path) for path in TEMPLATES.rglob("*.html") if old.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("said", SAID, ids=lambda said: f"{said.where}:{said.one[:30]}")
def test_every_word_is_said_in_spanish(said: Said, compiled: gettext.GNUTranslations) -> None:
    missing = f"{said.where}: “{said.one}” is not in {CATALOG.relative_to(SOURCE)} or that was not compiled"
    if said.many:
        for count in (1, 2, 1_000_000):
            assert compiled.ngettext(said.one, said.many, count) not in {"", said.one, said.many}, missing
    else:
        assert (said.one in compiled._catalog) and compiled.gettext(said.one), missing  # type: ignore[attr-defined]


def test_nothing_is_guessed_or_empty() -> None:
    assert [entry.one for entry in ENTRIES if "fuzzy" in entry.flags or not all(entry.said)] == []


def test_what_is_compiled_is_what_is_written(compiled: gettext.GNUTranslations) -> None:
    written = {
        (entry.one, number) if entry.many else entry.one: said
        for entry in ENTRIES
        for number, said in enumerate(entry.said)
    }
    read = {key: said for key, said in compiled._catalog.items() if key}  # type: ignore[attr-defined]
    assert read == written, "compile it: msgfmt -o django.mo django.po"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.one[:40])
def test_placeholders_and_markup_are_kept(entry: Entry) -> None:
    """A lost placeholder loses a name; a new one is an error in the middle of a page."""
    for said in entry.said:
        for shape in (PLACEHOLDER, re.compile(r"<[^>]+>")):
            assert sorted(shape.findall(said)) == sorted(shape.findall(entry.one))


def test_nobody_keeps_words_that_no_page_says() -> None:
    assert {entry.one for entry in ENTRIES} - {said.one for said in SAID} == set()
