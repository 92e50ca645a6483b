from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class AirConfig(AppConfig):
    name = "groundwave.air"
    label = "air"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db import transaction
        from django.db.models.signals import post_delete, post_save

        from groundwave.air import api, publishing, tickets
        from groundwave.kit import clock
        from groundwave.schedule import api as schedule

        def plans_changed(**_: Any) -> None:
            transaction.on_commit(api.write_plans)

        for model in (api.Chain, api.Source, api.Hold, api.LegalId):
            post_save.connect(plans_changed, sender=model, weak=False, dispatch_uid=f"plans {model}")
            post_delete.connect(plans_changed, sender=model, weak=False, dispatch_uid=f"plans {model}")

        def episode_changed(instance: api.Episode, raw: bool = False, **_: Any) -> None:
            if not raw:
                transaction.on_commit(lambda: tickets.write_one(instance.pk, at=clock.now()))

        def episode_gone(**_: Any) -> None:
            transaction.on_commit(lambda: tickets.write_all(at=clock.now()))

        def rights_changed(instance: schedule.Program, created: bool, raw: bool = False, **_: Any) -> None:
            if not created and not raw and publishing.apply_rights(instance):
                transaction.on_commit(lambda: tickets.write_all(at=clock.now()))

        post_save.connect(episode_changed, sender=api.Episode, weak=False, dispatch_uid="ticket of an episode")
        post_delete.connect(episode_gone, sender=api.Episode, weak=False, dispatch_uid="ticket of no episode")
        post_save.connect(rights_changed, sender=schedule.Program, weak=False, dispatch_uid="rights of episodes")
