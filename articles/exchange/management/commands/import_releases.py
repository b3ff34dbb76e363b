"""``manage.py import_releases``: bring in releases that were published elsewhere."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from re import sub
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.exchange.lines import shown
from articles.exchange.progress import Progress
from articles.exchange.releases import Fate, Result, files_in, import_file, refusals_to_import
from articles.search.counting import count_words
from staff.models import User

# After so many files words are counted anew, for search.
MANY = 100


class Command(BaseCommand):
    help = "Import releases that were published elsewhere from JSON files; docs/import.md describes their shape."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a JSON file, or a folder of them")
        parser.add_argument("--dry-run", action="store_true", help="do everything, and then take it back")
        parser.add_argument("--as", dest="user", metavar="USER", help="the user whose import it is")

    def handle(self, *, paths: list[Path], dry_run: bool, user: str | None, **_options: Any) -> None:
        importer = self._user(user)
        try:
            files = list(files_in(paths))
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}.") from error
        if not files:
            raise CommandError("There is no .json file there.")
        if dry_run:
            with transaction.atomic():
                results = self._import(files, importer)
                transaction.set_rollback(True)
        else:
            results = self._import(files, importer)
            if len(files) >= MANY:
                count_words()
        self._summarise(results, is_dry=dry_run)

    def _user(self, name: str | None) -> User | None:
        if name is None:
            return None
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no user “{name}”.")
        if reasons := refusals_to_import(user):
            raise CommandError(" ".join(reasons))
        return user

    def _import(self, files: list[Path], user: User | None) -> list[Result]:
        results = []
        with Progress("Importing", len(files), sys.stderr) as progress:
            for path in files:
                result = import_file(path, user)
                results.append(result)
                if result.fate == Fate.REFUSED:
                    progress.clear()
                    self._report(result)
                progress.advance()
        return results

    def _report(self, result: Result) -> None:
        path = shown(str(result.path), 4096)
        for reason in result.reasons:
            self.stderr.write(f"{path}: {reason}")

    def _summarise(self, results: list[Result], *, is_dry: bool) -> None:
        fates = Counter(result.fate for result in results)
        versions = sum(len(result.languages) for result in results)
        self.stdout.write(
            f"{len(results)} files: {fates[Fate.IMPORTED]} imported ({versions} language versions),"
            f" {fates[Fate.UNCHANGED]} already there, {fates[Fate.REFUSED]} refused."
        )
        left_out = Counter(name for result in results for name in {_field(path) for path in result.left_out})
        if left_out:
            fields = ", ".join(f"{name} ({count})" for name, count in sorted(left_out.items()))
            self.stdout.write(f"Kept in the article’s history alone, having no place of their own: {fields}.")
        if is_dry:
            self.stdout.write("This was a trial: nothing was kept.")
        if fates[Fate.REFUSED]:
            raise CommandError(f"{fates[Fate.REFUSED]} files were refused.", returncode=1)


def _field(path: str) -> str:
    """The kind of field: "people[3].url" → "people.url", "versions.fr.image" → "versions.image"."""
    return sub(r"^versions\.[^.]+", "versions", sub(r"\[\d+\]", "", path))
