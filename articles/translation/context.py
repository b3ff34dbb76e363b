"""What the newsroom knows that the checks of a translation read: terms, names, the article's date, the house style."""

from articles.models import Edition

from .checks import Context

__all__ = ["context_of"]


def context_of(edition: Edition, source: Edition) -> Context:
    """Everything the checks need for this translation of this source. A fixed number of queries."""
    return Context(
        source_language=source.language,
        target_language=edition.language,
        dated_on=edition.article.date_shown(),
    )
