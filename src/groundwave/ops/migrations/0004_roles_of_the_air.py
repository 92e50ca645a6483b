"""Engineers run the control room and its alarms; operators only the control room; program directors read what aired."""

from django.db import migrations

ALL = ("add", "change", "delete", "view")
GIVEN = {
    "Engineers": [
        ("air", "chain", ("operate",)),
        ("air", "alarmplan", ALL),
        ("air", "outage", ("view",)),
        ("schedule", "confirmation", ("view",)),
    ],
    "Operators": [("air", "chain", ("operate", "view")), ("air", "outage", ("view",))],
    "Program directors": [("schedule", "confirmation", ("view",))],
}
NAMES = {"operate_chain": "Can take sources in the control room"}


def give(apps, schema_editor):
    kinds, permissions = apps.get_model("contenttypes", "ContentType"), apps.get_model("auth", "Permission")

    def permission(app_label, model, codename):
        kind, _ = kinds.objects.get_or_create(app_label=app_label, model=model)
        name = NAMES.get(codename, f"Can {codename.partition('_')[0]} {model}")
        return permissions.objects.get_or_create(content_type=kind, codename=codename, defaults={"name": name})[0]

    for role, given in GIVEN.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        group.permissions.add(permission("wagtailadmin", "admin", "access_admin"))
        for label, model, actions in given:
            for action in actions:
                group.permissions.add(permission(label, model, f"{action}_{model}"))


class Migration(migrations.Migration):
    dependencies = [
        ("ops", "0003_wire_desk"),
        ("air", "0004_control_room"),
        ("schedule", "0003_confirmation"),
    ]

    # Going back takes nobody's role away: accounts may have been put into it.
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
