"""What the worker does for the glossary every hour."""

from procrastinate.contrib.django import app

from .suggestions import learn

__all__ = ["learn_corrections"]


@app.periodic(cron="40 * * * *")
@app.task(name="articles.learn_corrections")
def learn_corrections(timestamp: int) -> None:  # noqa: ARG001 - the worker says for which hour
    """Note which words took the place of others in translations, for the suggestions of the glossary."""
    while learn():
        pass
