"""``manage.py guess_files``: ask the site for files by names that someone might guess."""

import secrets
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.test import Client

from articles.models import Image, Rendition

DIRECTORIES = ("images", "renditions", "attachments")
ENDINGS = ("jpg", "avif", "webp", "png", "pdf", "docx")
LIKELY = ("image", "photo", "press-release", "summit", "2026-11-24", "1", "480", "thumb")


class Command(BaseCommand):
    """Ask for files by guessed names, in this process, and fail where one is answered otherwise than by “not found”."""

    help = "Ask for files by guessed names: made-up ones, likely ones, and real ones with one letter changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int, nargs="?", default=10_000)

    def handle(self, *args: Any, number: int, verbosity: int, **options: Any) -> None:
        client = Client()
        nothing = client.get(f"/files/images/{secrets.token_urlsafe(16)}.jpg")
        guesses = _guesses()
        for _turn in range(number):
            name = next(guesses)
            answer = client.get(f"/files/{name}")
            if (answer.status_code, answer.content) != (404, nothing.content):
                raise CommandError(f"/files/{name} was answered with {answer.status_code}.")
        if verbosity:
            self.stdout.write(f"{number} guessed addresses, and none was answered.")


def _guesses() -> Iterator[str]:
    """Names without end, of three kinds in turn."""
    real = [*Image.objects.values_list("file", flat=True)[:50], *Rendition.objects.values_list("file", flat=True)[:50]]
    taken = {*Image.objects.values_list("file", flat=True), *Rendition.objects.values_list("file", flat=True)}
    while True:
        directory, ending = secrets.choice(DIRECTORIES), secrets.choice(ENDINGS)
        yield f"{directory}/{secrets.token_urlsafe(16)}.{ending}"
        yield f"{directory}/{secrets.choice(LIKELY)}.{ending}"
        if real:
            name = secrets.choice(real)
            place = name.index("/") + 1 + secrets.randbelow(16)
            near = name[:place] + secrets.choice("abcdefghij") + name[place + 1 :]
            if near not in taken:
                yield near
