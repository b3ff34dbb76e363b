"""``manage.py seed_archive``: a large made-up archive, for benchmarks."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from articles.exchange.archive import ArchiveRefused, extend, filled
from articles.exchange.progress import Progress
from articles.search.counting import count_words


class Command(BaseCommand):
    help = (
        "Fill the database with a large made-up archive, the same for the same seed."
        " Run again with a larger number, it adds what is missing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--articles", type=int, required=True, metavar="N", help="how many there shall be")
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="which archive (1 unless given)")
        parser.add_argument("--database", metavar="NAME", help="in production: the name of the database, to be sure")

    def handle(self, *, articles: int, seed: int, database: str | None, **_options: Any) -> None:
        name = connection.settings_dict["NAME"]
        if articles < 0 or seed < 0:
            raise CommandError("Numbers below zero make no archive.")
        if settings.IS_PRODUCTION and database != name:
            raise CommandError(
                "The archive is public at once and cannot be deleted. If that is meant for this database,"
                f" say its name: --database {name}"
            )
        started = monotonic()
        try:
            there = filled(seed)
            with Progress("Filling the archive", max(articles - there, 0), sys.stderr) as progress:
                added = extend(seed, articles, progress.advance)
        except ArchiveRefused as error:
            raise CommandError(str(error)) from error
        if added:
            count_words()
        seconds = monotonic() - started
        if not added:
            self.stdout.write(f"The archive has {there} articles already; nothing to add.")
            return
        self.stdout.write(
            f"{added} articles added in {seconds:.1f} seconds ({added / seconds:.0f} a second);"
            f" there are {there + added}."
        )
