"""Whoever makes a program trims its recordings, publishes them, and keeps its podcast."""

from django.db import migrations

GIVEN = (
    ("episode", "change_episode", "Can change episode"),
    ("episode", "publish_episode", "Can publish episode"),
    ("podcast", "change_podcast", "Can change podcast"),
    ("podcast", "view_podcast", "Can view podcast"),
)
ROLES = ("Producers", "Program directors", "Engineers")


def give_the_recordings(apps, schema_editor):
    kinds, permissions = apps.get_model("contenttypes", "ContentType"), apps.get_model("auth", "Permission")
    admin, _ = kinds.objects.get_or_create(app_label="wagtailadmin", model="admin")
    enter, _ = permissions.objects.get_or_create(
        content_type=admin, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    for role in ROLES:
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        group.permissions.add(enter)
        for model, codename, name in GIVEN:
            # Permissions are otherwise made only after all migrations have run.
            kind, _ = kinds.objects.get_or_create(app_label="air", model=model)
            found, _ = permissions.objects.get_or_create(
                content_type=kind, codename=codename, defaults={"name": name}
            )
            group.permissions.add(found)


class Migration(migrations.Migration):
    dependencies = [("ops", "0004_roles_of_the_air"), ("air", "0002_recordings")]

    # Going back takes nobody's role away: accounts may have been put into it.
    operations = [migrations.RunPython(give_the_recordings, migrations.RunPython.noop)]
