"""``manage.py suggest_terms``: look through what was saved since the last time for corrections made repeatedly."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.translation.glossary.suggestions import learn, suggestions


class Command(BaseCommand):
    help = "Look through what was saved since the last time for corrections made repeatedly. The worker does so hourly."

    def handle(self, **_options: Any) -> None:
        while seen := learn():
            self.stdout.write(f"{seen} saves looked at.")
        self.stdout.write(f"{len(suggestions())} terms to suggest.")
