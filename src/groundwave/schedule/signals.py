"""What makes the schedule work itself out again."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from groundwave.schedule.expansion import expand_service_ahead
from groundwave.schedule.models import Override, Program, Rule
from groundwave.stations import api as stations


@receiver(post_save, sender=Rule)
@receiver(post_save, sender=Override)
def _worked_out_again(sender: type[Rule | Override], instance: Rule | Override, raw: bool = False, **_: Any) -> None:
    if not raw:
        _expand([instance.service_id])


@receiver(post_delete, sender=Rule)
@receiver(post_delete, sender=Override)
def _worked_out_without(sender: type[Rule | Override], instance: Rule | Override, origin: Any = None, **_: Any) -> None:
    service_id = instance.service_id
    if isinstance(origin, Rule | Override) or (isinstance(origin, QuerySet) and origin.model in (Rule, Override)):
        _expand([service_id])
    else:
        # Deleted along with its service: a broadcast written now would hold on to what is about to go.
        transaction.on_commit(lambda: _expand([service_id]))


@receiver(post_save, sender=Program)
def _renamed(sender: type[Program], instance: Program, created: bool, raw: bool = False, **_: Any) -> None:
    if not created and not raw:
        on_rules = Rule.objects.filter(program=instance).values_list("service_id", flat=True)
        on_overrides = Override.objects.filter(program=instance).values_list("service_id", flat=True)
        _expand(sorted({*on_rules, *on_overrides}))


@receiver(post_save, sender=stations.Service)
def _moved_to_another_zone(sender: type[Any], instance: Any, created: bool, raw: bool = False, **_: Any) -> None:
    if not created and not raw:
        _expand([instance.pk])


def _expand(service_ids: list[int]) -> None:
    for service_id in service_ids:
        expand_service_ahead(service_id)
