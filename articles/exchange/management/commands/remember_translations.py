"""``manage.py remember_translations``: feed the translation memory with the translations that were imported."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from articles.exchange.progress import Progress
from articles.models import Article
from articles.translation.memory.frequencies import count_words
from articles.translation.memory.imported import imported_translations, remember_imported


class Command(BaseCommand):
    help = "Feed the translation memory with the public translations that were imported, paragraph by paragraph."

    def handle(self, **_options: Any) -> None:
        articles = Article.objects.filter(pk__in=imported_translations().order_by().values("article")).order_by("pk")
        count, remembered = articles.count(), 0
        with Progress("Remembering", count, sys.stderr) as progress:
            for article in articles.iterator(chunk_size=200):
                remembered += remember_imported(article)
                progress.advance()
        count_words()
        self.stdout.write(f"{count} articles: {remembered} pairs of paragraphs are new in the memory.")
