"""A story's section and language in its own row, so that the newest of each are one look into an index."""

import django.db.models.deletion
from django.db import migrations, models

import groundwave.kit.clock

SHELVE = """
UPDATE newsroom_story SET
  shelf_id = (
    SELECT above.id FROM wagtailcore_page page
    JOIN wagtailcore_page above ON above.path = substr(page.path, 1, length(page.path) - 4)
    JOIN newsroom_sectionpage section ON section.page_ptr_id = above.id
    WHERE page.id = newsroom_story.page_ptr_id
  ),
  written_in = (
    SELECT locale.language_code FROM wagtailcore_page page
    JOIN wagtailcore_locale locale ON locale.id = page.locale_id
    WHERE page.id = newsroom_story.page_ptr_id
  )
"""


class Migration(migrations.Migration):
    # PostgreSQL refuses to index a table in the transaction that has filled it.
    atomic = False

    dependencies = [("newsroom", "0003_newsroom_roles")]

    operations = [
        migrations.AddField(
            model_name="story",
            name="shelf",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                serialize=False,
                to="newsroom.sectionpage",
            ),
        ),
        migrations.AddField(
            model_name="story",
            name="written_in",
            field=models.CharField(blank=True, default="", editable=False, max_length=10, serialize=False),
        ),
        migrations.RunSQL(SHELVE, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="story",
            name="published_at",
            field=models.DateTimeField(default=groundwave.kit.clock.now, verbose_name="first published"),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(fields=["published_at", "updated_at"], name="story_newest"),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(fields=["shelf", "published_at"], name="story_newest_of_section"),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(fields=["written_in", "published_at"], name="story_newest_of_language"),
        ),
    ]
