"""Paths of pages of the tree from their place in it alone, for lists of thousands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from groundwave.newsroom import api as newsroom


@dataclass(frozen=True)
class Paths:
    """`prefixes`: the `url_path` of each home, and how the paths of its language begin ("", "/es")."""

    prefixes: Mapping[str, str]

    @classmethod
    def known(cls) -> Paths:
        return cls(
            {
                home.url_path: "" if home.language == settings.LANGUAGE_CODE else f"/{home.language}"
                for home in newsroom.homes()
            }
        )

    def of(self, url_path: str) -> str:
        """The public path of a page whose `url_path` in the tree is this. Raises KeyError for one under no home."""
        home = url_path[: url_path.index("/", 1) + 1]
        rest, prefix = url_path[len(home) :].rstrip("/"), self.prefixes[home]
        return f"{prefix}/{rest}" if rest else (prefix or "/")
