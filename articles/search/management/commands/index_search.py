"""``manage.py index_search``: what search needs and the database does not keep by itself."""

from __future__ import annotations

from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from articles.search.counting import count_words
from articles.search.filling import fill, write_anew


class Command(BaseCommand):
    help = (
        "Make texts ready for search that are not yet, and count how common words are."
        " Interrupted, it goes on where it stopped when run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--anew", action="store_true", help="make all texts ready again")

    def handle(self, *, anew: bool, **_options: Any) -> None:
        started = monotonic()
        written = (write_anew if anew else fill)(connection, self.stderr)
        count_words()
        self.stdout.write(f"{written} texts made ready for search, words counted, {monotonic() - started:.1f} seconds.")
