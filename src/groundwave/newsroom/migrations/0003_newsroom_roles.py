"""Two roles: Reporters write and submit, Editors publish. They are Wagtail's first two groups under the trade's names,
so that the approval which Wagtail set up is theirs as well."""

from django.db import migrations

RENAMED = [("Editors", "Reporters"), ("Moderators", "Editors")]
APPROVAL = ("Moderators approval", "the editors")

READ = [("author", "view"), ("topic", "view"), ("topic", "add")]
KEEP = [(model, action) for model in ("author", "topic") for action in ("add", "change", "delete", "view")]
GIVEN = {"Reporters": READ, "Editors": KEEP}


def name_the_roles(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    if not Group.objects.filter(name="Reporters").exists():
        for before, after in RENAMED:
            Group.objects.filter(name=before).update(name=after)
    for model in ("Workflow", "GroupApprovalTask"):
        apps.get_model("wagtailcore", model).objects.filter(name=APPROVAL[0]).update(name=APPROVAL[1])
    translate = _permission(apps, "simple_translation", "simpletranslation", "submit_translation", "Can submit translations")
    for name, given in GIVEN.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(translate)
        for model, action in given:
            group.permissions.add(_permission(apps, "newsroom", model, f"{action}_{model}", f"Can {action} {model}"))


def give_back_the_names(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for before, after in reversed(RENAMED):
        Group.objects.filter(name=after).update(name=before)
    for model in ("Workflow", "GroupApprovalTask"):
        apps.get_model("wagtailcore", model).objects.filter(name=APPROVAL[1]).update(name=APPROVAL[0])


def _permission(apps, app_label, model, codename, name):
    """Permissions are otherwise made only after all migrations have run."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app_label, model=model)
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": name}
    )
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0002_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("simple_translation", "0001_initial"),
        ("wagtailadmin", "0003_admin_managed"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(name_the_roles, give_back_the_names)]
