import django.db.models.deletion
import groundwave.kit.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discovery', '0002_the_engine'),
        ('newsroom', '0004_shelves'),
    ]

    operations = [
        migrations.CreateModel(
            name='Neighbors',
            fields=[
                ('story', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='newsroom.story')),
                ('others', models.JSONField(default=list)),
                ('found_at', models.DateTimeField(default=groundwave.kit.clock.now)),
            ],
        ),
    ]
