from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "groundwave.discovery"
    label = "discovery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundwave.discovery import listening  # noqa: F401  (connects the receivers)
