"""Files as they come and go: one XLIFF document, or a ZIP of several."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from . import version2, version12
from .errors import XLIFFError
from .reading import MAX_BYTES, parse_xml
from .sheet import Sheet

__all__ = ["MAX_FILES", "VERSIONS", "read_file", "read_upload", "write_file", "zipped"]

#: The version of XLIFF → what writes it.
VERSIONS = {"2.1": version2.write_sheets, "1.2": version12.write_sheets}
#: The most files in a ZIP, and the most bytes of all of them together.
MAX_FILES = 100
MAX_TOTAL = 20_000_000

_IGNORED = ("__MACOSX", ".DS_Store", "Thumbs.db")
_SUFFIXES = (".xlf", ".xliff", ".xml")
_DATE = (1980, 1, 1, 0, 0, 0)


def write_file(sheet: Sheet, version: str) -> bytes:
    """The sheet as one XLIFF document of the version."""
    return VERSIONS[version]([sheet])


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of files by name; the same files make the same ZIP."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), data, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def read_upload(data: bytes) -> list[Sheet]:
    """The sheets of an uploaded XLIFF document or ZIP. Raises `XLIFFError` with a sentence."""
    if not data.startswith(b"PK"):
        return _few(read_file(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sheets = [sheet for content in _contents(archive) for sheet in read_file(content)]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error, OSError, ValueError) as error:
        if isinstance(error, XLIFFError):
            raise
        raise XLIFFError(_("This ZIP cannot be read. Pack the files again, without a password.")) from error
    if not sheets:
        raise XLIFFError(_("There is no XLIFF file in this ZIP."))
    return _few(sheets)


def _few(sheets: list[Sheet]) -> list[Sheet]:
    if len(sheets) > MAX_FILES:
        raise XLIFFError(_("There are more than %(limit)s texts in this file. Send fewer.") % {"limit": MAX_FILES})
    return sheets


def read_file(data: bytes) -> list[Sheet]:
    """The sheets of one XLIFF document. Raises `XLIFFError` with a sentence."""
    root = parse_xml(data)
    match root.get("version"):
        case "2.0" | "2.1":
            return version2.read_sheets(root)
        case "1.1" | "1.2":
            return version12.read_sheets(root)
    raise XLIFFError(_("This is not XLIFF of version 2.1, 2.0 or 1.2."))


def _contents(archive: zipfile.ZipFile) -> list[bytes]:
    """The XLIFF files in it, read no further than allowed whatever their headers say. Nothing is written anywhere."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_ignored(entry.filename)]
    if len(entries) > MAX_FILES:
        raise XLIFFError(_("There are more than %(limit)s files in this ZIP. Send fewer.") % {"limit": MAX_FILES})
    contents: list[bytes] = []
    for entry in entries:
        _refuse_name(entry.filename)
        with archive.open(entry) as file:
            content = file.read(MAX_BYTES + 1)
        contents.append(content)
        if len(content) > MAX_BYTES or sum(map(len, contents)) > MAX_TOTAL:
            raise XLIFFError(_("The files in this ZIP are too large once unpacked. Send them one by one."))
    return contents


def _is_ignored(name: str) -> bool:
    """Whether it is what a Mac or Windows adds to a ZIP by itself."""
    return any(part in _IGNORED for part in PurePosixPath(name).parts)


def _refuse_name(name: str) -> None:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name or "\x00" in name:
        raise XLIFFError(_("A file in this ZIP has a name that leads out of it. Pack the files again."))
    if path.suffix.lower() not in _SUFFIXES:
        raise XLIFFError(
            _("“%(name)s” in this ZIP is no XLIFF file. Send a ZIP with nothing but XLIFF files.")
            % {"name": path.name[:80]}
        )
