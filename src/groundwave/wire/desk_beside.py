"""The wire beside the page where a story is edited: the way to its item, and what the newest version has otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.widgets import Button

from groundwave.kit import text
from groundwave.newsroom import api as newsroom
from groundwave.wire.core.merge import FIELDS
from groundwave.wire.merging import differences, last_item, lines_of_item
from groundwave.wire.models import Delivery

_SHORT: Final = ("headline", "teaser", "dateline")
_LONGEST: Final = 200  # characters of what is quoted


def button(page: Any, user: Any) -> Iterator[Button]:
    """For whoever may see the desk, on a story that came over the wire."""
    if page.specific_class is newsroom.Story and user.has_perm("wire.view_source"):
        delivery = Delivery.objects.filter(story=page.pk).only("pk").first()
        if delivery is not None:
            yield Button("On the wire", reverse("wire_item", args=[delivery.pk]), icon_name="download", priority=57)


def say_what_differs(request: HttpRequest, page: Any) -> None:
    """Above the form: the fields that are an editor's and that the wire has otherwise by now, with its words."""
    if request.method != "GET" or page.specific_class is not newsroom.Story:
        return
    delivery = Delivery.objects.filter(story=page.pk).exclude(kept_back=[]).select_related("story", "source").first()
    fields = list(differences(delivery)) if delivery else []
    if delivery is None or not fields:
        return
    names = ", ".join(FIELDS[field] for field in fields)
    said = [f"The wire has another version of what was changed here: {names}. Yours stays until you take the wire's."]
    item = last_item(delivery)
    theirs = lines_of_item(item) if item else {}
    for field in _SHORT:
        if field in fields and theirs.get(field):
            said.append(f"{FIELDS[field]} of the wire: “{text.cut(theirs[field][0], _LONGEST)}”.")
    see = messages.button(reverse("wire_item", args=[delivery.pk]), "See both and take one")
    messages.warning(request, " ".join(said), buttons=[see] if request.user.has_perm("wire.view_source") else [])
