from django.apps import AppConfig


class WireConfig(AppConfig):
    name = "groundwave.wire"
    label = "wire"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundwave.wire.giving import listening  # noqa: F401  (connects the receivers)
