"""A new account works by the clock of the station's wall, not by UTC."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from wagtail.users.models import UserProfile

from groundwave.stations import api as stations


@receiver(user_logged_in)
def set_the_wall_clock(sender: type[Any], user: Any, **_: Any) -> None:
    """Once, where the person has not chosen a zone: times in the admin are those of the licensee."""
    licensee = stations.licensee()
    profile = UserProfile.get_for_user(user)
    if licensee and not profile.current_time_zone:
        profile.current_time_zone = licensee.time_zone
        profile.save(update_fields=["current_time_zone"])
