"""Engineers keep the station identifications."""

from django.db import migrations


def give(apps, schema_editor):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="air", model="legalid")
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name="Engineers")
    for action in ("add", "change", "delete", "view"):
        permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=kind, codename=f"{action}_legalid", defaults={"name": f"Can {action} legal ID"}
        )
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("ops", "0006_roles_of_tracks"), ("air", "0008_legal_id")]

    # Going back takes nobody's role away: accounts may have been put into it.
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
