from django.apps import AppConfig


class AirConfig(AppConfig):
    name = "groundwave.air"
    label = "air"
    default_auto_field = "django.db.models.BigAutoField"
