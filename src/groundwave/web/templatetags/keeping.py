"""`{% kept %}`: a part of the frame that is the same on many pages, made once while pages are baked."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from groundwave.kit import deps

register = template.Library()


class Kept(template.Node):
    """What it was made from becomes what each page is made from that shows it."""

    def __init__(self, name: str, varies: list[Any], nodelist: template.NodeList) -> None:
        self.name, self.varies, self.nodelist = name, varies, nodelist

    def render(self, context: template.Context) -> SafeString:
        frame = context["chrome"]
        asked = [str(one.resolve(context)) for one in self.varies]

        def make() -> SafeString:
            # A frame of its own: what this page has read already would not be read, and so not declared, again.
            with context.push(chrome=frame.without_address()):
                return self.nodelist.render(context)

        return deps.memo(" ".join(["part", self.name, frame.language, *asked]), make)


@register.tag
def kept(parser: Any, token: Any) -> Kept:
    """`{% kept "name" varies… %}…{% endkept %}`: inside, nothing but `chrome` (without an address) and `varies`."""
    _, name, *varies = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(name.strip("\"'"), [parser.compile_filter(one) for one in varies], nodelist)
