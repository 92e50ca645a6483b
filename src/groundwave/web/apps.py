from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "groundwave.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundwave.web import publishing  # noqa: F401  (connects the receivers)
