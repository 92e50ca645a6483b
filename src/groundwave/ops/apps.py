from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "groundwave.ops"
    label = "ops"
