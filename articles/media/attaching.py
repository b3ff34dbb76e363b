"""Files to hand out: allowed by what is in them, whatever they are called."""

from __future__ import annotations

import zipfile
from pathlib import PurePath
from typing import NamedTuple

from django.core.files.base import File
from django.utils.translation import gettext as _

from articles.models import Attachment

from .preparing import NotFit

__all__ = ["LARGEST", "attach", "type_of"]

LARGEST = 100 * 1024 * 1024  # bytes
LARGEST_UNPACKED = 1024**3  # bytes
HEAD = 4096  # bytes
# Opened by a browser as if they were pages of the newsroom's own.
PAGES = (b"<!doctype", b"<html", b"<script", b"<?xml", b"<body")
OFFICE = {
    "word/": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xl/": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ppt/": ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
}
OPEN_DOCUMENTS = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
FILMS = (b"isom", b"iso2", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4A ", b"M4V ", b"dash")


class FileType(NamedTuple):
    """What a file is: the ending that it is served under, and its media type."""

    ending: str
    media_type: str


def type_of(file: File[bytes]) -> FileType:
    """What the file is, by its content; raises `NotFit` where it may not be handed out."""
    if (file.size or 0) > LARGEST:
        raise NotFit(_("The file is larger than 100 MB. Make it smaller first."))
    file.seek(0)
    head = file.read(HEAD)
    found = _known(file, head) or _text(file, head)
    if found is None:
        raise NotFit(
            _("This kind of file cannot be attached. PDF, Office, OpenDocument, CSV, text, ZIP, MP3 and MP4 can.")
        )
    return found


def _known(file: File[bytes], head: bytes) -> FileType | None:
    if head.startswith(b"%PDF-"):
        file.seek(max(0, (file.size or 0) - HEAD))
        if b"%%EOF" not in file.read():
            raise NotFit(_("The file was cut off on its way. Upload it again."))
        if zipfile.is_zipfile(file):
            raise NotFit(_("The file is a PDF and an archive at once. Export it anew."))
        return FileType("pdf", "application/pdf")
    if head.startswith(b"PK\x03\x04"):
        return _archive(file)
    if head[4:8] == b"ftyp" and head[8:12] in FILMS:
        return FileType("mp4", "video/mp4")
    if head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2):
        return FileType("mp3", "audio/mpeg")
    return None


def _archive(file: File[bytes]) -> FileType:
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
                raise NotFit(_("Unpacked, the file is larger than 1 GB. Make it smaller first."))
            if any(name.lower().endswith(("vbaproject.bin", ".exe", ".js", ".html", ".svg")) for name in names):
                raise NotFit(_("The file holds macros or programs. Save it without them."))
            kind = archive.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in names else ""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        raise NotFit(_("The file was cut off on its way. Upload it again.")) from None
    if kind.startswith("application/vnd.oasis.opendocument."):
        ending = OPEN_DOCUMENTS.get(kind.rpartition(".")[2])
        if ending:
            return FileType(ending, kind)
    if "[Content_Types].xml" in names:
        for directory, (ending, media_type) in OFFICE.items():
            if any(name.startswith(directory) for name in names):
                return FileType(ending, media_type)
    return FileType("zip", "application/zip")


def _text(file: File[bytes], head: bytes) -> FileType | None:
    start = head.lower().lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"<svg" in start:
        raise NotFit(_("An SVG drawing can hold programs. Export it as PDF, or upload it as an image in PNG."))
    if not start or start.startswith(PAGES) or b"\0" in head:
        return None
    file.seek(0)
    try:
        for chunk in file.chunks():
            if b"\0" in chunk:
                return None
        file.seek(0)
        head.decode("utf-8") if len(head) < HEAD else head[:-4].decode("utf-8", "strict")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 8:
            return None
    is_table = PurePath(file.name or "").suffix.lower() == ".csv"
    return FileType("csv", "text/csv; charset=utf-8") if is_table else FileType("txt", "text/plain; charset=utf-8")


def attach(attachment: Attachment, file: File[bytes]) -> Attachment:
    """Save the attachment with the file; raises `NotFit`."""
    kind = type_of(file)
    file.seek(0)
    attachment.filename = PurePath(file.name or "").name[:200]
    attachment.media_type = kind.media_type
    attachment.size = file.size or 0
    attachment.file.save(f"attachment.{kind.ending}", file, save=False)
    attachment.save()
    return attachment
