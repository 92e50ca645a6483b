from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "groundwave.discovery"
    label = "discovery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundwave.discovery import entries, gathered, kinds, listening  # noqa: F401  (connects the receivers)

        for kind in (
            entries.STORIES,
            entries.PROGRAMS,
            entries.PEOPLE,
            entries.STATIONS,
            gathered.SERIES,
            gathered.CARDS,
        ):
            kinds.add_kind(kind)
