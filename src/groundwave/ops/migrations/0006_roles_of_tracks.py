"""Engineers keep the addresses that are asked what is playing."""

from django.db import migrations


def give(apps, schema_editor):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="air", model="trackfeed")
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name="Engineers")
    for action in ("add", "change", "delete", "view"):
        permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=kind, codename=f"{action}_trackfeed", defaults={"name": f"Can {action} now-playing address"}
        )
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("ops", "0005_producers"), ("air", "0006_tracks")]

    # Going back takes nobody's role away: accounts may have been put into it.
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
