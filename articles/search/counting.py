"""How common words are: what suggestions and the choice of a way to the results go by.

Search is right without fresh counts. With old ones it may choose a slower way,
and it does not suggest words that are new.
"""

from __future__ import annotations

from django.db import connection
from procrastinate.contrib.django import app

__all__ = ["count_words", "count_words_nightly"]


def count_words() -> None:
    """Count anew in how many texts each word stands; seconds for each thousand texts of the newest ten."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_count_words()")
        cursor.execute("ANALYZE search_searchrow, search_searchword")
        cursor.execute("SELECT search_keep_shares()")


@app.periodic(cron="50 3 * * *")
@app.task(name="articles.count_words_nightly")
def count_words_nightly(timestamp: int) -> None:  # noqa: ARG001 - the worker says for which hour
    """Count every night; new words of single texts are noted when they are released."""
    count_words()
