from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "groundwave.delivery"
    label = "delivery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.core.signals import got_request_exception

        from groundwave.delivery import announcing, baking, telling

        announcing.listen()
        telling.listen()
        got_request_exception.connect(baking.note_failure, dispatch_uid="delivery.note_failure")
