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

        from groundwave.air import api

        def plans_changed(**_: Any) -> None:
            transaction.on_commit(api.write_plans)

        for model in (api.Chain, api.Source):
            post_save.connect(plans_changed, sender=model, weak=False, dispatch_uid=f"plans {model}")
            post_delete.connect(plans_changed, sender=model, weak=False, dispatch_uid=f"plans {model}")
