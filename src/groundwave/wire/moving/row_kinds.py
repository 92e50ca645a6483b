"""Which plain nouns an export holds beside stories, pages and files. docs/contracts/export.md lists the others too.

Nothing that opens anything goes out: no password's hash, no token, no key, not even the name under which one is kept.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import replace
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from groundwave.membership import api as membership
from groundwave.newsroom import api as newsroom
from groundwave.people import api as people
from groundwave.schedule import api as schedule
from groundwave.stations import api as stations
from groundwave.wire.models import (
    Act,
    Asset,
    CdsAct,
    CdsOutlet,
    CdsStory,
    Delivery,
    DeskRule,
    DeskRuleClause,
    Source,
)
from groundwave.wire.moving.rows import Kind, Named, Numbered

ACCOUNT: Final = Named(people.Staff, ("username",))
SECTION: Final = Named(newsroom.SectionPage, ("locale__language_code", "slug"))
STORY: Final = Numbered(newsroom.Story, "page")
PHOTO: Final = Numbered(newsroom.Photo, "photo")
AUTHOR: Final = Named(newsroom.Author, ("slug",))
PROGRAM: Final = Named(schedule.Program, ("slug",))
_STATION: Final = Named(stations.Station, ("call_sign",))
_SERVICE: Final = Named(stations.Service, ("slug",))
_SOURCE: Final = Named(Source, ("slug",))
_TOPIC: Final = Named(newsroom.Topic, ("name",))
_CARD: Final = Named(newsroom.LinkCard, ("made_at", "url"))

_KEYS: Final = re.compile(r"key|token|auth|secret|pass|sig|user|account", re.IGNORECASE)


def without_keys(address: str) -> str:
    """An address without what may open it: a name and password in it, and parameters that are called so."""
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _KEYS.search(name)]
    return urlunsplit((parts.scheme, host, parts.path, urlencode(kept), ""))


def _no_password() -> str:
    """One that nobody knows; whoever is let in makes another by mail."""
    return make_password(secrets.token_urlsafe(32))


def _is_ours_there(row: Any) -> None:
    """A document of another member's at NPR is not ours to change or to delete."""
    outlet = CdsOutlet.objects.order_by("pk").first()
    if outlet is None or not row.document_id.startswith(outlet.prefix):
        raise ValueError(f"“{row.document_id}” was not sent under this station's name")


_ACT: Final = Kind("acts", Act, ("words", "at"), (), names={"by": ACCOUNT})

# Before everything: who works here and what is on the air.
FIRST: Final = (
    Kind(
        "licensee",
        stations.Licensee,
        (
            *("legal_name", "brand_name", "tagline", "about", "copyright_owner", "time_zone", "founded"),
            *("address", "phone", "email", "public_file_contact", "public_file_email", "public_file_phone"),
            *("caption_contact", "caption_email", "caption_phone"),
        ),
        (),
    ),
    Kind(
        "stations",
        stations.Station,
        (
            *("call_sign", "kind", "facility_id", "community", "state", "frequency", "channel", "license_expires"),
            *("latitude", "longitude", "atsc3", "position"),
        ),
        ("call_sign",),
        here={"licensee": stations.licensee},
    ),
    Kind(
        "services",
        stations.Service,
        ("name", "slug", "kind", "tagline", "description", "language", "time_zone", "position"),
        ("slug",),
        parts={
            "carriages": Kind(
                "carriages", stations.Carriage, ("subchannel",), (), names={"station": _STATION}, needs=("station",)
            )
        },
    ),
    Kind(
        "staff",
        people.Staff,
        ("username", "first_name", "last_name", "email", "job_title", "phone", "is_active", "date_joined"),
        ("username",),
        many={"groups": Named(Group, ("name",))},
        here={"password": _no_password, "is_active": False},
    ),
)

# After sections, authors and photos, which they name.
SECOND: Final = (
    Kind(
        "programs",
        schedule.Program,
        (
            *("title", "slug", "hosts", "summary", "description", "language", "genre", "distributor", "website"),
            *("is_current", "is_recorded", "recorded_since", "on_demand", "on_demand_days", "needs_producer"),
        ),
        ("slug",),
        names={"tile": PHOTO},
        many={"authors": AUTHOR},
        here={"is_recorded": False},
    ),
    Kind(
        "schedule_rules",
        schedule.Rule,
        ("rrule", "starts_at", "minutes", "valid_from", "valid_until"),
        ("service", "program", "rrule", "starts_at", "valid_from"),
        names={"service": _SERVICE, "program": PROGRAM},
        needs=("service", "program"),
    ),
    Kind(
        "schedule_changes",
        schedule.Override,
        ("starts", "ends", "title", "hosts", "note", "made_at"),
        ("service", "starts", "ends"),
        names={"service": _SERVICE, "program": PROGRAM, "made_by": ACCOUNT},
        needs=("service",),
    ),
    Kind(
        "appeals",
        membership.Appeal,
        (
            *("internal_name", "title", "text", "button_label", "button_url", "language", "placement"),
            *("starts", "ends", "priority", "is_active"),
        ),
        ("internal_name", "title", "language", "starts"),
        many={"sections": SECTION},
    ),
    Kind(
        "partner_feeds",
        newsroom.PartnerFeed,
        ("name", "language", "whole_text", "photos", "enabled", "made_at"),
        ("name",),
        many={"sections": SECTION, "topics": _TOPIC},
    ),
    Kind(
        "sources",
        Source,
        (
            *("name", "slug", "kind", "address", "query", "our_services", "provider", "language", "arrival"),
            *("newscasts", "every_minutes", "keep_days", "enabled"),
        ),
        ("slug",),
        names={"section": SECTION},
        here={"enabled": False},
        said_otherwise={"address": without_keys},
    ),
    Kind(
        "desk_rules",
        DeskRule,
        ("name", "sort_order", "enabled", "deed", "delay_minutes"),
        ("name",),
        names={"source": _SOURCE, "section": SECTION},
        parts={"clauses": Kind("clauses", DeskRuleClause, ("unless", "part", "how", "words"), ())},
    ),
    Kind(
        "npr",
        CdsOutlet,
        ("address", "service", "prefix", "collections", "enabled"),
        ("service", "prefix"),
        here={"enabled": False},
        said_otherwise={"address": without_keys},
    ),
)

# After stories.
THIRD: Final = (
    Kind(
        "assignments",
        newsroom.Assignment,
        ("slug", "what", "stage", "due_at", "air_slot", "air_at", "seconds", "web_at", "notes", "made_at"),
        ("slug", "made_at"),
        names={"reporter": ACCOUNT, "editor": ACCOUNT, "section": SECTION, "story": STORY},
    ),
    Kind(
        "link_cards",
        newsroom.LinkCard,
        ("headline", "source", "url", "summary", "published_at", "expires_at", "made_at"),
        ("url", "made_at"),
        names={"section": SECTION, "made_by": ACCOUNT},
        needs=("section",),
    ),
    Kind(
        "redirects",
        Redirect,
        ("old_path", "is_permanent", "redirect_link", "redirect_page_route_path", "automatically_created"),
        ("old_path",),
        names={"redirect_page": Numbered(Page, "page")},
    ),
    Kind(
        "assets",
        Asset,
        ("provider_key", "external_id"),
        ("provider_key", "external_id", "photo"),
        names={"photo": PHOTO},
        needs=("photo",),
    ),
    Kind(
        "sent_to_npr",
        CdsStory,
        ("document_id", "wanted", "offered", "asked_at", "sent_at", "gone_at", "sha256", "words", "look_at"),
        ("document_id",),
        names={"story": STORY, "asked_by": ACCOUNT},
        parts={"acts": replace(_ACT, model=CdsAct)},
        look=_is_ours_there,
    ),
)

# What partners sent is in `items.py`, which adds their newest version.
ITEM: Final = Kind(
    "items",
    Delivery,
    (
        *("provider_key", "external_id", "kind", "status", "sha256", "version", "modified_at", "notes"),
        *("first_seen_at", "last_seen_at", "withdrawn_at", "desk", "last_changed_at", "kept_back"),
    ),
    ("provider_key", "external_id"),
    names={"source": _SOURCE, "story": STORY, "rule": Named(DeskRule, ("name",)), "card": _CARD},
    parts={"acts": _ACT},
)
