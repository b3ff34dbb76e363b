"""``manage.py import_tmx``: take translation memories of other tools in, also those too large for the desk."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.translation.memory.frequencies import count_words
from articles.translation.memory.tmx_reading import MalformedTMX, import_tmx


class Command(BaseCommand):
    help = "Import TMX files of at most 100 MB into the translation memory, each whole or not at all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="FILE")

    def handle(self, *, paths: list[Path], **_options: Any) -> None:
        refused = 0
        for path in paths:
            try:
                with path.open("rb") as file:
                    result = import_tmx(file, path.name)
            except (MalformedTMX, OSError) as error:
                refused += 1
                self.stderr.write(f"{path}: {error}")
            else:
                self.stdout.write(f"{path}: {result.new} pairs are new, {result.known} were there already.")
                for reason, number in result.reasons():
                    self.stdout.write(f"  {number} left out: {reason}.")
        count_words()
        if refused:
            raise CommandError(f"{refused} files were refused.", returncode=1)
