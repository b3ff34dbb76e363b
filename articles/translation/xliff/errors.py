"""What can be wrong with a file of translations, each with a sentence that says what to do."""

__all__ = ["UnitFault", "XLIFFError"]


class XLIFFError(ValueError):
    """A file that cannot be taken as a whole."""


class UnitFault(ValueError):
    """One paragraph that cannot be taken; the others can."""
