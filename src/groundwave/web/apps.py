from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "groundwave.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundwave.discovery import api as discovery
        from groundwave.web import episodes, publishing  # noqa: F401  (connects the receivers)

        discovery.add_kind(episodes.EPISODES)
