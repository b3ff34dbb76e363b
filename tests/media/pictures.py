"""Image files as the tests of media send them: sound ones and hostile ones."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

__all__ = ["picture", "upload"]


def picture(kind: str = "JPEG", size: tuple[int, int] = (1200, 800), *, mode: str = "RGB", **options: Any) -> bytes:
    """The content of an image: red on the left, blue on the right."""
    image = Image.new(mode, size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def upload(content: bytes | None = None, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture() if content is None else content)
