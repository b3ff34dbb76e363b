"""The parts of addresses: language codes, Unicode slugs, cursors of lists."""

from languages import standard_form

__all__ = ["FeedFormatConverter", "FileNameConverter", "LanguageConverter", "SlugConverter"]


class LanguageConverter:
    """A BCP 47 code that CLDR knows, however its letters are cased: the views redirect to the standard form."""

    regex = "[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"

    def to_python(self, value: str) -> str:
        if standard_form(value) is None:
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        return value


class SlugConverter:
    """The last part of an address, in any script; no control characters, which the database would not take."""

    regex = r"[^/\x00-\x1f\x7f]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FeedFormatConverter:
    """Which of the three kinds of feed."""

    regex = "rss|atom|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FileNameConverter:
    """The name of an uploaded file, as the newsroom gives them."""

    regex = r"[A-Za-z0-9_./-]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
