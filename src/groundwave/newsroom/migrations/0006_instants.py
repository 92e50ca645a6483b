"""The next end of an embargo and the next expiry are asked for after every publish: one look into an index each.

Wagtail's table of pages has no index on the time of expiry, and few pages have one.
"""

from django.db import migrations, models

ON = "CREATE INDEX newsroom_page_expiry ON wagtailcore_page (expire_at) WHERE expire_at IS NOT NULL"
OFF = "DROP INDEX newsroom_page_expiry"


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0005_story_of_day"), ("wagtailcore", "0098_apitoken")]

    operations = [
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                fields=["embargoed_until"],
                name="story_under_embargo",
                condition=models.Q(embargoed_until__isnull=False),
            ),
        ),
        migrations.RunSQL(ON, OFF),
    ]
