from django.apps import AppConfig


class NewslettersConfig(AppConfig):
    name = "groundwave.newsletters"
    label = "newsletters"
    default_auto_field = "django.db.models.BigAutoField"
