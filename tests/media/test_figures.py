"""Images of the library within a text: named there by their number, shown while they may be."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from articles import publication
from articles.desk.figures import with_thumbnails
from articles.media.keeping import add_image
from articles.models import Article, Edition, Figure, Image, Outcome, Rendition
from articles.richtext import compare, images, render, sanitise
from articles.translation.saving import write_units
from articles.translation.units import Status, units_of
from articles.workflow import perform, refusals
from people.models import today
from tests.desk.at_workbench import opened
from tests.desk_cast import correction as cast_correction
from tests.desk_cast import discarded, draft, imported, member, public
from tests.media.pictures import picture, upload
from tests.site.scene import page

pytestmark = pytest.mark.django_db

ADDRESS = "/en/news/hello/"


def kept(**fields) -> Image:
    image = add_image(upload(picture(size=(600, 400))), credit="Per Ask", **fields)
    image.texts.create(language="en", alt="A ship", caption="A ship in port")
    return image


def body(*shown: Image, caption: str = "") -> str:
    words = f"<figcaption>{caption}</figcaption>" if caption else ""
    return "<p>Some words.</p>" + "".join(f'<figure><img data-image="{image.pk}">{words}</figure>' for image in shown)


def released(*shown: Image, **options) -> Edition:
    return public(draft("Hello", body=body(*shown, **options)))


def figures(path: str = ADDRESS) -> list:
    return page(path).xpath("//div[@class='body']//figure")


def test_a_text_names_an_image_by_its_number_and_nothing_else():
    html = sanitise('<figure><img data-image="7" src="https://a.org/x.png" alt="No" width="3" onerror="x()"></figure>')

    assert '<img data-image="7"></figure>' in html
    assert images(html) == [7]
    assert sanitise(html) == html


@pytest.mark.parametrize("number", ["0", "-1", "7 or 8", "7/../../", "9999999999999999999", ""])
def test_what_is_no_number_names_nothing(number):
    assert images(sanitise(f'<p>Words</p><img data-image="{number}" alt="x">')) == []


def test_the_page_shows_it_with_the_words_of_the_library():
    image = kept(rights="Free for the press")
    released(image)

    (figure,) = figures()

    (shown,) = figure.iter("img")
    assert shown.get("alt") == "A ship"
    assert shown.get("loading") == "lazy"
    assert [source.get("type") for source in figure.iter("source")] == ["image/avif", "image/webp"]
    assert figure.text_content().split() == "A ship in port Per Ask Free for the press".split()
    assert "data-image" not in page(ADDRESS).xpath("string(//div[@class='body']//figure/@*)")


def test_a_caption_of_the_text_goes_before_that_of_the_library():
    released(kept(), caption="The <em>Aurora</em>")
    (figure,) = figures()
    assert figure.text_content().split() == "The Aurora Per Ask".split()


def names(image: Image) -> list[str]:
    return [image.file.name, *image.renditions.values_list("file", flat=True)]


def statuses(client, *shown: Image) -> set[int]:
    return {client.get(f"/files/{name}").status_code for image in shown for name in names(image)}


def test_its_files_are_public_exactly_while_a_public_text_shows_it(client):
    image, waiting, unused = kept(), kept(), kept()
    draft("Later", body=body(waiting))
    assert statuses(client, image) == {404}

    edition = released(image)

    assert statuses(client, image) == {200}
    assert statuses(client, waiting, unused) == {404}
    assert list(Image.objects.public()) == [image]
    assert Rendition.objects.public().count() == image.renditions.count()
    publication.withdraw(
        edition.article, member("pia"), outcome=Outcome.NOTICE, notices={"en": "Gone."}, reason="A hoax."
    )
    assert statuses(client, image) == {404}


def test_a_correction_without_it_takes_it_from_the_site(client):
    first, second = kept(), kept()
    edition = released(first)
    correction = cast_correction(edition, note="Another ship.")
    perform(correction, "save", member("max"), body=body(second))
    assert statuses(client, second) == {404}
    public(correction)

    assert statuses(client, second) == {200}
    assert statuses(client, first) == {404}
    assert edition.figures.get().image == first


def test_it_disappears_with_its_caption_on_the_day_that_its_rights_end(client):
    image = kept(rights_until_on=today() + timedelta(days=1))
    released(image, caption="The Aurora")
    assert figures()

    Image.objects.update(rights_until_on=today())

    assert not figures()
    assert b"Aurora" not in client.get(ADDRESS).content
    assert statuses(client, image) == {404}


def test_a_number_that_the_library_has_not_shows_nothing_then_or_later(client):
    number = next_number()
    text = f'<p>Words</p><figure><img data-image="{number}"><figcaption>No</figcaption></figure>'
    edition = imported("Hello", public_from=datetime(2017, 5, 2, tzinfo=UTC), notes_to_editors=text)
    assert not page(ADDRESS).xpath("//figure")

    image = kept()

    assert images(edition.notes_to_editors) == [image.pk]
    assert not page(ADDRESS).xpath("//figure")
    assert statuses(client, image) == {404}


def next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('articles_image', 'id'))")
        return cursor.fetchone()[0] + 1


def test_words_that_look_like_it_are_words():
    image = kept()
    edition = draft("Hello", body=f"<p>&lt;img data-image=&quot;{image.pk}&quot;&gt;</p>")
    assert not edition.figures.exists()


@pytest.mark.parametrize("way", ["save", "update", "bulk", "sql"])
def test_however_a_text_is_written_its_images_are_noted(way):
    image, edition = kept(), draft("Hello")
    match way:
        case "save":
            edition.body = body(image)
            edition.save()
        case "update":
            Edition.objects.filter(pk=edition.pk).update(body=body(image))
        case "bulk":
            edition.body = body(image)
            Edition.objects.bulk_update([edition], ["body"])
        case "sql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE articles_edition SET notes_to_editors = %s WHERE id = %s", [body(image), edition.pk]
                )
    assert list(edition.figures.values_list("image", flat=True)) == [image.pk]


def test_nobody_notes_them_otherwise():
    edition, image = draft("Hello"), kept()
    with pytest.raises(IntegrityError, match="changed in the text"), transaction.atomic():
        Figure.objects.create(edition=edition, image=image)


def test_an_imported_text_shows_its_images():
    image = kept()
    edition = imported("Hello", notes_to_editors=body(image), public_from=datetime(2017, 5, 2, tzinfo=UTC))
    assert edition.figures.get().image == image


def test_a_discarded_text_shows_nothing():
    edition = draft("Hello", body=body(kept()))
    discarded(edition)
    assert not edition.figures.exists()


def test_the_library_counts_it_as_a_use():
    image, other = kept(), kept()
    edition = draft("Hello", body=body(image))

    assert list(Article.objects.showing(image.pk)) == [edition.article]
    used = dict(Image.objects.with_use().values_list("pk", "is_used"))
    assert used == {image.pk: True, other.pk: False}


def test_it_is_described_before_the_text_is_submitted():
    image = kept()
    image.texts.all().delete()
    edition = draft("Hello", body=body(image))

    (reason,) = refusals(edition, "submit", member("wanda"))

    assert "no description in English" in reason


def test_a_text_with_an_image_that_the_library_lacks_is_not_submitted():
    edition = draft("Hello", body='<p>Words</p><figure><img data-image="987654"></figure>')
    (reason,) = refusals(edition, "submit", member("wanda"))
    assert "987654" in reason
    assert reason.field == "body"


def test_without_a_library_at_hand_the_figure_is_left_out():
    assert render('<p>Words</p><figure><img data-image="7"><figcaption>No</figcaption></figure>') == "<p>Words</p>"


def test_feeds_carry_it_with_its_full_address(client):
    image = kept()
    released(image)
    content = client.get("/en/feed.json").json()["items"][0]["content_html"]
    assert 'alt="A ship"' in content
    assert 'src="http://' in content
    assert "srcset" not in content


def test_a_comparison_tells_one_image_from_another():
    before = sanitise(body(Image(pk=1)))
    (_words, passage) = compare(before, before.replace('data-image="1"', 'data-image="2"'))
    assert passage.is_changed
    assert "/2/thumbnail/" in with_thumbnails(passage.html)


def test_more_images_cost_no_query_more(client, django_assert_num_queries):
    released(kept(), kept(), kept())
    with django_assert_num_queries(5):
        client.get(ADDRESS)


def test_a_figure_without_words_of_its_own_comes_along_into_a_translation():
    image, other = kept(), kept()
    source = draft(
        "On the lake",
        body=body(image) + f'<figure><img data-image="{other.pk}"><figcaption>Words</figcaption></figure>',
    )

    edition = opened(source)
    edition = write_units(edition, member("tariq"), revision=edition.revision, texts={"title": "Sur le lac"})

    assert images(edition.body) == [image.pk]
    assert edition.figures.get().image == image
    assert [unit.status for unit in units_of(edition)] == [Status.DONE, Status.TODO, Status.DONE, Status.TODO]
