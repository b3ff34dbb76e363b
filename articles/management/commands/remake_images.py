"""``manage.py remake_images``: make the renditions of images that came before there were any."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.media.keeping import complete
from articles.media.preparing import NotFit
from articles.models import Image


class Command(BaseCommand):
    """Each image is done for itself: broken off, the next run goes on where this one stopped; two may run at once."""

    help = (
        "Make the renditions that images of the media library lack: of those uploaded before there were renditions, "
        "and after an update that shows images in a new shape."
    )

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        lacking = list(Image.objects.lacking_renditions().order_by("pk").values_list("pk", flat=True))
        made, faults = 0, []
        for pk in lacking:
            try:
                made += _complete(pk)
            except (NotFit, FileNotFoundError) as fault:
                reason = "The file is gone." if isinstance(fault, FileNotFoundError) else str(fault)
                faults.append(f"Image {pk}: {reason}")
            if verbosity > 1:
                self.stdout.write(f"{pk}")
        if verbosity:
            self.stdout.write(f"{made} of {len(lacking)} images have their renditions now.")
        if faults:
            raise CommandError("\n".join([*faults, "Replace these files at the desk; all others are done."]))


def _complete(pk: int) -> bool:
    """Whether anything was made; not where another run has done it, or is about to."""
    with transaction.atomic():
        waiting = Image.objects.lacking_renditions().select_for_update(skip_locked=True, no_key=True)
        image = waiting.filter(pk=pk).first()
        if image is None:
            return False
        complete(image)
    return True
