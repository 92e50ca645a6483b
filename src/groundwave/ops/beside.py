"""What an export holds of rooms that the wire does not know: newsletters with their readers, and podcasts.

Import it after Django is set up.
"""

from __future__ import annotations

from typing import Final

from groundwave.air import api as air
from groundwave.newsletters import api as newsletters
from groundwave.people import api as people
from groundwave.schedule import api as schedule
from groundwave.wire import api as wire

BESIDE: Final = (
    wire.Kind(
        "podcasts",
        air.Podcast,
        ("guid", "category", "is_explicit", "is_locked", "owner_email", "license", "license_url", "funding"),
        ("program",),
        names={"program": wire.Named(schedule.Program, ("slug",))},
        needs=("program",),
    ),
    wire.Kind(
        "newsletters",
        newsletters.Newsletter,
        ("name", "slug", "description", "frequency", "language", "sender_name", "is_open", "position"),
        ("slug",),
    ),
    wire.Kind("contacts", people.Contact, ("email", "language"), ("email",)),
    wire.Kind(
        "subscriptions",
        newsletters.Subscription,
        ("asked_at", "confirmed_at", "ended_at", "ended_why"),
        ("newsletter", "contact"),
        names={
            "newsletter": wire.Named(newsletters.Newsletter, ("slug",)),
            "contact": wire.Named(people.Contact, ("email",)),
        },
        needs=("newsletter", "contact"),
    ),
)
