from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "groundwave.base"
    label = "base"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundwave.base import tracking

        tracking.install()
