"""Images from before there were renditions are given them, a run of the command after the other if need be."""

from io import StringIO

import PIL.ExifTags
import PIL.Image
import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from articles.media import keeping
from articles.media.keeping import add_image
from articles.models import Image, Rendition
from tests.media.pictures import picture, upload

pytestmark = pytest.mark.django_db

FROM_A_PHONE = PIL.Image.Exif()
FROM_A_PHONE[PIL.ExifTags.Base.Make] = "Telephone"


def from_before(content: bytes | None = None) -> Image:
    """An image as it was kept when the file that was sent was all there was."""
    return Image.objects.create(file=ContentFile(content or picture(size=(90, 60), exif=FROM_A_PHONE), "sent.jpg"))


def remake() -> str:
    said = StringIO()
    call_command("remake_images", stdout=said)
    return said.getvalue()


def test_what_lacks_renditions_is_given_them_and_loses_what_the_camera_wrote(files):
    old, new = from_before(), add_image(upload(picture(size=(90, 60))))
    kept = set(new.renditions.values_list("file", flat=True))

    assert "1 of 1 images" in remake()

    assert {made.shape for made in old.renditions.all()} == set(Rendition.Shape.values)
    assert b"Telephone" not in (files / Image.objects.get(pk=old.pk).file.name).read_bytes()
    assert set(new.renditions.values_list("file", flat=True)) == kept
    assert "0 of 0 images" in remake()


def test_a_shape_that_came_later_is_made_and_the_image_stays(django_capture_on_commit_callbacks):
    image = add_image(upload(picture(size=(90, 60))))
    image.renditions.filter(shape=Rendition.Shape.LEAD).delete()
    whole = set(image.renditions.filter(shape=Rendition.Shape.WHOLE).values_list("file", flat=True))

    with django_capture_on_commit_callbacks(execute=True):
        remake()

    assert image.renditions.filter(shape=Rendition.Shape.LEAD).count() == 3
    assert set(image.renditions.filter(shape=Rendition.Shape.WHOLE).values_list("file", flat=True)) == whole
    assert Image.objects.get(pk=image.pk).file == image.file
    assert image.renditions.filter(shape=Rendition.Shape.CARD).count() == 1


def test_broken_off_it_goes_on_where_it_stopped(monkeypatch):
    first, second = from_before(), from_before()
    prepare = keeping.prepare

    def pulled_the_plug(file, **options):
        monkeypatch.setattr(keeping, "prepare", unplugged)
        return prepare(file, **options)

    def unplugged(file, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(keeping, "prepare", pulled_the_plug)
    with pytest.raises(KeyboardInterrupt):
        remake()
    assert (first.renditions.exists(), second.renditions.exists()) == (True, False)

    monkeypatch.setattr(keeping, "prepare", prepare)
    assert "1 of 1 images" in remake()
    assert second.renditions.exists()


def test_what_cannot_be_made_is_named_and_the_others_are_done(files):
    gone, sound = from_before(), from_before()
    broken = Image(file="images/broken.jpg", width=3, height=2)
    (files / "images").mkdir(exist_ok=True)
    (files / "images" / "broken.jpg").write_bytes(b"no image")
    Image.objects.bulk_create([broken])
    (files / gone.file.name).unlink()

    with pytest.raises(CommandError) as fault:
        remake()

    assert f"Image {gone.pk}: The file is gone." in str(fault.value)
    assert f"Image {broken.pk}: This is not a JPEG" in str(fault.value)
    assert sound.renditions.exists()
