"""The demo station, put together: material first, then the group, its pages, its week and its asks."""

from __future__ import annotations

import tempfile
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from groundwave.air import api as air
from groundwave.discovery import api as discovery
from groundwave.kit.home import Home
from groundwave.ops.demo import asks, episodes, group, pages, pictures, sound, stories, week
from groundwave.ops.demo.material import Material
from groundwave.ops.demo.progress import Progress


def build(*, at: datetime, progress: Progress) -> None:
    """Fill the empty database and home folder of this process with the demo. `at` is the now of its stories."""
    home = Home(Path(settings.HOME))
    with tempfile.TemporaryDirectory(dir=home.run) as drawn:
        # Composing and drawing are about as long as each other: one core each.
        with ProcessPoolExecutor(max_workers=1) as other:
            composing = other.submit(sound.make_sounds, home.sounds)
            drawings = pictures.make_pictures(Path(drawn), progress)
            sounds = composing.result()
        progress("sounds composed", len(sounds), len(sounds))
        with transaction.atomic():
            material = Material(pictures=drawings, sounds=sounds)
            services = group.build()
            authors = stories.authors(material)
            tree = pages.build(at=at)
            made = stories.build(tree=tree, authors=authors, material=material, at=at, progress=progress)
            pages.choose_leads(tree, made)
            week.build(services=services, authors=authors, material=material)
            asks.build(tree=tree, at=at)
            _chains(home, services)
            episodes.build(home_of_sounds=home.sounds, service=services["news"], at=at)
    week.expand(at=at)
    air.write_plans()
    discovery.reindex()
    material.warm(progress)


def _chains(home: Home, services: dict[str, group.Made]) -> None:
    for made in services.values():
        if not made.sound:
            continue
        chain = air.Chain.objects.create(
            service=made.service,
            fallback=str((home.sounds / "slate.flac").relative_to(home.path)),
            silence_seconds=30,
        )
        bed = (home.sounds / sound.filename(made.sound)).relative_to(home.path)
        air.Source.objects.create(chain=chain, location=str(bed), sort_order=0)
