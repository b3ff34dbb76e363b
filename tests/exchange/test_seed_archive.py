"""The made-up archive: the same at every run, through all the rules of the database."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from articles.exchange.archive import filling
from articles.models import Approval, Article, Change, Edition, Event
from articles.richtext import plain_text, sanitise
from people.models import Appointment, Organisation, Person

pytestmark = pytest.mark.django_db
ARTICLES = 60


def seed(articles=ARTICLES, capsys=None, **options):
    call_command("seed_archive", articles=articles, **options)
    return capsys.readouterr().out if capsys else ""


def texts():
    fields = ("article__import_id", "language", "number", "title", "standfirst", "body", "slug", "public_from")
    return list(Edition.objects.order_by("article", "language", "number").values_list(*fields))


def offices():
    return set(Appointment.objects.values_list("person__names__name", "position__titles__title", "from_on", "until_on"))


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(filling, "BATCH", 25)


def test_every_article_is_public_in_both_languages():
    seed()
    assert Article.objects.count() == ARTICLES
    for language in ("en", "fr"):
        assert Edition.objects.public().in_language(language).count() == ARTICLES
    assert Edition.objects.exclude(approval=Approval.IMPORT).count() == 0


def test_every_edition_has_its_event_and_no_translation_is_stale():
    seed()
    assert Event.objects.filter(action="import", edition__isnull=False).count() == Edition.objects.count()
    assert Edition.objects.filter(translates=None).values("article").distinct().count() == ARTICLES
    assert not Edition.objects.stale().exists()


def test_some_are_corrected_and_say_so(monkeypatch):
    monkeypatch.setattr("articles.exchange.archive.writing.CORRECTED", 0.5)
    seed()
    corrections = Edition.objects.filter(change=Change.CORRECTION)
    assert ARTICLES * 0.5 < corrections.count() < ARTICLES * 1.5
    for edition in corrections:
        replaced = Edition.objects.get(article=edition.article, language=edition.language, number=1)
        assert (replaced.public_until, edition.public_note != "") == (edition.public_from, True)
        assert replaced.body != edition.body


def test_bodies_are_two_to_four_kilobytes_and_written_as_the_sanitiser_writes():
    seed()
    for edition in Edition.objects.all():
        assert sanitise(edition.body) == edition.body
        assert 1_000 < len(plain_text(edition.body)) < 5_000


def test_articles_name_those_who_held_an_office_on_their_day():
    seed()
    assert (Person.objects.count(), Organisation.objects.count()) == (60, 32)
    for article in Article.objects.prefetch_related("people", "organisations"):
        for person in article.people.all():
            organisations = {office.position.organisation for office in person.offices_on(article.dated_on)}
            assert organisations & set(article.organisations.all())


def test_the_same_seed_makes_the_same_archive(django_db_blocker):
    from django.db import transaction

    made = []
    for _run in range(2):
        with transaction.atomic():
            seed()
            made.append((texts(), offices()))
            transaction.set_rollback(True)
    assert made[0] == made[1]


def test_a_larger_number_adds_what_is_missing_and_changes_nothing_else(capsys):
    seed(30)
    before = texts(), offices()
    assert "30 articles added" in seed(60, capsys)
    extended = texts()
    first = {f"archive-1-{number}" for number in range(30)}
    assert ([row for row in extended if row[0] in first], offices()) == before
    assert len({row[0] for row in extended}) == 60
    assert "nothing to add" in seed(60, capsys)
    assert texts() == extended


def test_an_archive_of_another_seed_is_refused():
    seed(1)
    with pytest.raises(CommandError, match="another seed"):
        seed(2, seed=2)


def test_in_production_the_database_must_be_named(settings):
    settings.IS_PRODUCTION = True
    with pytest.raises(CommandError, match=f"--database {connection.settings_dict['NAME']}"):
        seed(1)
    seed(1, database=connection.settings_dict["NAME"])
    assert Article.objects.count() == 1


def test_two_at_once_are_refused(monkeypatch):
    monkeypatch.setattr(filling, "_fill", lambda *arguments: pytest.fail("filled beside another"))
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext('articles.exchange.archive'))")
        with pytest.raises(CommandError, match="Another process"):
            seed(1)
    finally:
        other.close()
