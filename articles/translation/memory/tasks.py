"""What the worker does for the memory, beside and at night."""

from time import time

from procrastinate.contrib.django import app

from articles.models import Article

from .frequencies import count_words
from .imported import remember_imported

__all__ = ["count_soon", "count_words_of_memory", "remember_import"]


@app.task(name="articles.remember_import", retry=3)
def remember_import(article_id: int) -> int:
    """Feed the memory with the public translations of an imported article; return how many pairs are new."""
    return remember_imported(Article.objects.get(pk=article_id))


@app.periodic(cron="20 3 * * *")
@app.task(name="articles.count_words_of_memory")
def count_words_of_memory(timestamp: int) -> None:  # noqa: ARG001 - the worker says for which night
    """Count anew how common each word is, so that look-ups keep asking for the rare ones."""
    count_words()


def count_soon() -> None:
    """Ask the worker to count now, after much was added; part of the running transaction."""
    app.configure_task("articles.count_words_of_memory").defer(timestamp=int(time()))
