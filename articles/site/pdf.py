"""Pages on paper: PDF made by WeasyPrint, where it is installed with the system libraries that it needs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from threading import BoundedSemaphore
from typing import Any

__all__ = ["Busy", "is_available", "written"]

# Laying out a page takes a processor for a second: so many at once, and others wait so many seconds.
AT_ONCE = BoundedSemaphore(2)
PATIENCE = 10.0

ReadFile = Callable[[str], bytes | None]


class Busy(Exception):
    """Too many PDFs are being made: ask again in a while."""


@cache
def is_available() -> bool:
    """Whether PDFs can be made here: the extra `pdf` is installed, and Pango is there."""
    try:
        _weasyprint()
    except (ImportError, OSError):
        # OSError: a shared library is missing.
        return False
    return True


@cache
def _weasyprint() -> Any:
    import weasyprint

    # It tells of every property of CSS that it does not know.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    return weasyprint


def written(html: str, *, base_url: str, files: str, read_file: ReadFile) -> bytes:
    """The PDF of a whole HTML document: tagged, with its title and language (PDF/UA-1, ISO 14289-1).

    Links are completed by ``base_url``. Nothing is fetched: addresses that
    begin with ``files`` are read by ``read_file`` (the rest of the address →
    content, or None), all others are refused. Raises `Busy`.
    """
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise Busy
    try:
        document = _weasyprint().HTML(string=html, base_url=base_url, url_fetcher=_fetcher(files, read_file))
        made: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    finally:
        AT_ONCE.release()
    return made


def _fetcher(files: str, read_file: ReadFile) -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        """Reads the newsroom's own public files and opens no connection, whatever the address."""

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 - WeasyPrint gives them
            content = read_file(url.removeprefix(files)) if url.startswith(files) else None
            if content is None:
                raise ValueError(f"not a file of this newsroom: {url}")
            return URLFetcherResponse(url, content)

    return OwnFiles()
