"""What the worker does for the memory at night."""

from procrastinate.contrib.django import app

from .frequencies import count_words

__all__ = ["count_words_of_memory"]


@app.periodic(cron="20 3 * * *")
@app.task(name="articles.count_words_of_memory")
def count_words_of_memory(timestamp: int) -> None:  # noqa: ARG001 - the worker says for which night
    """Count anew how common each word is, so that look-ups keep asking for the rare ones."""
    count_words()
