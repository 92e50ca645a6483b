from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "groundwave.newsroom"
    label = "newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundwave.newsroom import planning, signals  # noqa: F401  (connects the receivers)
        from groundwave.newsroom.desk import account, out  # noqa: F401  (connects the receivers)
