"""Fill this home with the demo station. `groundwave demo` calls it once, on an empty home."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from groundwave.kit import clock
from groundwave.ops.demo import station
from groundwave.ops.demo.progress import on_terminal, one_line_a_stage


class Command(BaseCommand):
    help = "Fill an empty home with the demo station."

    def handle(self, *args: Any, **options: Any) -> None:
        progress = on_terminal(sys.stdout) if sys.stdout.isatty() else one_line_a_stage(sys.stdout)
        station.build(at=clock.now(), progress=progress)
