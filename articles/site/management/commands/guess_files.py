"""``manage.py guess_files``: ask the site for files by names that someone might guess."""

from __future__ import annotations

import secrets
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from string import ascii_letters, digits
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.test import Client

from articles.models import Attachment, Image, Rendition

DIRECTORIES = ("images", "renditions", "attachments")
ENDINGS = ("jpg", "jpeg", "avif", "webp", "png", "gif", "pdf", "docx", "mp4", "zip")
LIKELY = ("image", "photo", "press-release", "summit", "2026-11-24", "1", "480", "960", "thumb", "attachment", "lead")
LETTERS = f"{ascii_letters}{digits}-_"
MOST_REAL = 200  # of each kind of file, the newest

Names = dict[str, list[str]]


class Command(BaseCommand):
    """Ask for files by guessed names, in this process, and fail where one is answered otherwise than by “not found”."""

    help = (
        "Ask for files by guessed names: made-up ones, likely ones, real ones with one letter, the ending or the "
        "directory changed, and those of files that are not public. Each has to be answered as what does not exist."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int, nargs="?", default=10_000)

    def handle(self, *args: Any, number: int, verbosity: int, **options: Any) -> None:
        client = Client()
        nothing = _told(client.get(f"/files/images/{secrets.token_urlsafe(16)}.jpg"))
        tried = set()
        for name in islice(_guesses(), number):
            answer = client.get(f"/files/{name}")
            if answer.status_code != 404 or _told(answer) != nothing:
                raise CommandError(f"/files/{name} was answered with {answer.status_code}, not as what does not exist.")
            tried.add(name)
        if verbosity:
            self.stdout.write(f"{number} guessed addresses ({len(tried)} different ones), and none was answered.")


def _told(answer: Any) -> tuple[int, dict[str, str], bytes]:
    """All that an answer says, as whoever asks could compare it."""
    return answer.status_code, dict(answer.headers), answer.content


def _guesses() -> Iterator[str]:
    """Names without end, of each kind in turn; none of a file that is public."""
    models: tuple[Any, ...] = (Image, Rendition, Attachment)
    real: list[str] = []
    public: set[str] = set()
    for model in models:
        real += model.objects.order_by("-pk").values_list("file", flat=True)[:MOST_REAL]
        public |= set(model.objects.public().values_list("file", flat=True))
    hidden = [name for name in real if name not in public]
    kinds = [_made_up, _likely, *([_one_letter_off, _elsewhere, _cut, _around] if real else [])]
    if hidden:
        kinds.append(lambda _real: secrets.choice(hidden))
    for kind in cycle(kinds):
        name = kind(real)
        if name not in public:
            yield name


def _made_up(_real: list[str]) -> str:
    return f"{secrets.choice(DIRECTORIES)}/{secrets.token_urlsafe(16)}.{secrets.choice(ENDINGS)}"


def _likely(_real: list[str]) -> str:
    number = secrets.choice(["", str(secrets.randbelow(1000))])
    return f"{secrets.choice(DIRECTORIES)}/{secrets.choice(LIKELY)}{number}.{secrets.choice(ENDINGS)}"


def _one_letter_off(real: list[str]) -> str:
    name = secrets.choice(real)
    place = name.index("/") + 1 + secrets.randbelow(max(1, name.index(".") - name.index("/") - 1))
    return name[:place] + secrets.choice(LETTERS) + name[place + 1 :]


def _elsewhere(real: list[str]) -> str:
    """The name in another directory, or with another ending."""
    directory, _slash, file = secrets.choice(real).partition("/")
    stem, _dot, ending = file.rpartition(".")
    if secrets.randbelow(2):
        return f"{secrets.choice([other for other in DIRECTORIES if other != directory])}/{file}"
    return f"{directory}/{stem}.{secrets.choice([other for other in ENDINGS if other != ending])}"


def _cut(real: list[str]) -> str:
    name = secrets.choice(real)
    changes: list[Callable[[str], str]] = [
        str.upper,
        str.swapcase,
        lambda name: name[:-1],
        lambda name: name.rpartition(".")[0],
        lambda name: f"{name}.bak",
        lambda name: f"{name}%00.jpg",
        lambda name: f"{name}/",
    ]
    return secrets.choice(changes)(name)


def _around(real: list[str]) -> str:
    """The name by a way around: a path that would lead to the file where names were paths."""
    name = secrets.choice(real)
    ways = ["./{}", "images/../{}", "%2e%2e/{}", "/{}", "images//{}", "..%2f{}", "images%5c..%5c{}", "{}%3f.jpg"]
    return secrets.choice(ways).format(name)
