"""The address of a picture as it was uploaded, behind the sizes and the services that old sites show it in."""

from __future__ import annotations

import re
from typing import Final

# WordPress names the sizes that it makes by their pixels: owl-300x200.jpg.
_SIZED: Final = re.compile(r"-\d{2,5}x\d{2,5}(?=\.[A-Za-z]{3,4}$)")
# WordPress.com's image service, which Jetpack puts before a site's own pictures: i0.wp.com/site.example/owl.jpg?w=300.
_SERVED: Final = re.compile(r"^https?://i\d\.wp\.com/((?:[\w-]+\.)+[\w-]+/[^?#]+)", re.ASCII)
# The uploads of a site that WordPress.com keeps; the query asks for a size.
_KEPT: Final = re.compile(r"^(https?://[\w-]+\.files\.wordpress\.com/[^?#]+)", re.ASCII)


def original(url: str) -> str:
    """The file itself for an address at an image service; any other address as it is.

    >>> original("https://i2.wp.com/old.example/2013/owl.jpg?resize=300%2C200&ssl=1")
    'https://old.example/2013/owl.jpg'
    """
    if served := _SERVED.match(url):
        return f"https://{served[1]}"
    kept = _KEPT.match(url)
    return kept[1] if kept else url


def uploaded(url: str) -> str:
    """The file that a smaller size was made of, where the name says that it is one."""
    return _SIZED.sub("", url)
