from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    name = "groundwave.schedule"
    label = "schedule"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundwave.schedule import signals  # noqa: F401  (connects the receivers)
