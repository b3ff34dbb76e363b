"""``manage.py count_memory_words``: count anew how common each word of the translation memory is."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.translation.memory.frequencies import count_words


class Command(BaseCommand):
    help = (
        "Count anew how common each word of the translation memory is. The worker does this every night;"
        " run it after much was added."
    )

    def handle(self, **_options: Any) -> None:
        self.stdout.write(f"{count_words()} common words counted.")
