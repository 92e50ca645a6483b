from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from groundwave.discovery import api


class Command(BaseCommand):
    help = "Build the index of search and related stories anew. Search goes on meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        on_terminal = self.stdout.isatty()
        said = -1

        def progress(done: int, total: int) -> None:
            nonlocal said
            tenth = done * 10 // total
            if on_terminal:
                self.stdout.write(f"\r[{'#' * (tenth * 3):<30}] {done}/{total} stories", ending="")
                self.stdout.flush()
            elif tenth > said:
                said = tenth
                self.stdout.write(f"Indexed {done} of {total} stories.")

        stories = api.reindex(progress=progress)
        if on_terminal and stories:
            self.stdout.write("")
        self.stdout.write(self.style.SUCCESS(f"The index holds {stories} stories."))
