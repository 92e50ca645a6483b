"""Static files: one style sheet put together from components, and names that carry their content's hash."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage

SOURCES: Final = Path(__file__).parent / "static" / "css"
SHEET: Final = "css/site.css"

# In this order in one file: a page asks once for all styles. Layers, not order, decide who wins (see layers.css).
COMPONENTS: Final = (
    "layers",
    "tokens",
    "base",
    "layout",
    "masthead",
    "foot",
    "cards",
    "home",
    "story",
    "blocks",
    "boxes",
    "forms",
    "player",
    "listen",
    "schedule",
    "stations",
    "newsletters",
    "print",
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_JS_COMMENT = re.compile(r"^[ \t]*(?://.*|/\*\*(?:(?!\*/)[\s\S])*\*/[ \t]*)$\n?", re.MULTILINE)
# Behind code: a quote after the slashes may be the end of a string that they stand in, so that one stays.
_JS_NOTE = re.compile(r"""[ \t]+// [^"'`\n]*$""", re.MULTILINE)
_BLANK = re.compile(r"\s*\n\s*")


def assembled() -> str:
    """The style sheet of the site: every component, without comments and indentation."""
    text = "\n".join((SOURCES / f"{name}.css").read_text() for name in COMPONENTS)
    return _BLANK.sub("\n", _COMMENT.sub("", text)).strip() + "\n"


def lean(script: str) -> str:
    """A script of ours without the comments that can be told from code by their line, and without indentation."""
    return _BLANK.sub("\n", _JS_NOTE.sub("", _JS_COMMENT.sub("", script))).strip() + "\n"


class _Sheet(Storage):
    """Holds one file, the assembled sheet, which is on no disk."""

    prefix = None

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        return ContentFile(assembled().encode(), name=name)

    def exists(self, name: str) -> bool:
        return name == SHEET

    def path(self, name: str) -> str:
        return f"{SOURCES} (assembled)"  # collectstatic prints where a file comes from

    def get_modified_time(self, name: str) -> Any:
        raise NotImplementedError  # collectstatic then copies it each time, which is right


class AssembledSheet(BaseFinder):
    """Lets collectstatic and the development server find `css/site.css`."""

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != SHEET:
            return [] if find_all else None
        kept = settings.HOME / "run" / "assembled" / SHEET
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(assembled())
        return [str(kept)] if find_all else str(kept)

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:
        yield SHEET, _Sheet()


class HashedFiles(ManifestStaticFilesStorage):
    # Our modules import each other by relative path; without this they would reach for unhashed names.
    support_js_module_import_aggregation = True
    manifest_strict = False

    def _save(self, name: str, content: File[Any]) -> str:
        # Not save(): what is kept under the name with a hash comes this way alone.
        if name.startswith("js/") and name.endswith(".js"):
            content.seek(0)
            content = ContentFile(lean(content.read().decode()).encode(), name=name)
        kept: str = super()._save(name, content)  # type: ignore[misc]
        return kept
