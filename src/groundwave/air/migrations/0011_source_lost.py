
import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('air', '0010_mounts'),
    ]

    operations = [
        migrations.AddField(
            model_name='alarmplan',
            name='source_lost_after',
            field=models.PositiveSmallIntegerField(blank=True, default=60, help_text="Seconds with a source away while a later one of the list plays. Empty: nobody is called, as where a studio's encoder comes and goes.", null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3600)]),
        ),
        migrations.AlterField(
            model_name='outage',
            name='fault',
            field=models.CharField(choices=[('stale', 'Nothing goes out'), ('silence', 'Silence on the air'), ('fallback', 'No source'), ('source', 'A source is lost'), ('disk', 'The disk is low'), ('clock', 'The clock is off'), ('legal id', 'No station identification')], max_length=10),
        ),
    ]
