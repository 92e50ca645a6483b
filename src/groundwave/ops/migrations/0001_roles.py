"""Roles of the desks outside the newsroom: who may change the schedule, the air, and what readers are asked for."""

from django.db import migrations

ALL = ("add", "change", "delete", "view")
ROLES = {
    "Program directors": [("schedule", ("program", "rule", "override"), ALL)],
    "Engineers": [("air", ("chain",), ALL), ("stations", ("licensee", "station", "service"), ALL)],
    "Membership": [
        ("membership", ("appeal",), ALL),
        ("newsletters", ("newsletter",), ALL),
        ("newsletters", ("subscription",), ("view",)),
    ],
}


def make_the_roles(apps, schema_editor):
    for name, given in ROLES.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(_permission(apps, "wagtailadmin", "admin", "access_admin", "Can access Wagtail admin"))
        for label, models, actions in given:
            for model in models:
                for action in actions:
                    group.permissions.add(
                        _permission(apps, label, model, f"{action}_{model}", f"Can {action} {model}")
                    )


def _permission(apps, app_label, model, codename, name):
    """Permissions are otherwise made only after all migrations have run."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app_label, model=model)
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": name}
    )
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("air", "0001_initial"),
        ("membership", "0001_initial"),
        ("newsletters", "0001_initial"),
        ("newsroom", "0003_newsroom_roles"),
        ("schedule", "0001_initial"),
        ("stations", "0001_initial"),
        ("wagtailadmin", "0003_admin_managed"),
    ]

    # Going back takes nobody's role away: accounts may have been put into it.
    operations = [migrations.RunPython(make_the_roles, migrations.RunPython.noop)]
