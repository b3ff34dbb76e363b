"""Reading the numbers, dates and hours of a text in its language, from hand-made tables."""

from .items import Item, Kind
from .reader import read
from .tables import Language, is_read, language_of

__all__ = ["Item", "Kind", "Language", "is_read", "language_of", "read"]
