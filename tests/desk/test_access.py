"""Who may open which page of the desk: every address of the admin × everyone of the cast.

The addresses are found by walking the URLconf; one that the table does not name fails a test.
"""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, reverse

from articles.desk.media_files import desk_file_url
from articles.models import Contact, Event, Image, KindRule, Place, Release, Topic, Withdrawal
from articles.translation.glossary.models import Concept
from articles.translation.memory.models import MemoryUnit
from look.models import Look
from staff.models import User
from tests.desk.screens import at_desk, png
from tests.desk_cast import draft, member, public, translation, withdrawn
from tests.translation.memory.units import from_file

pytestmark = pytest.mark.django_db

EVERYONE = {"wanda", "tariq", "ada", "pia", "max", "otto", "emma"}
KEEPERS = {"wanda", "tariq", "ada", "pia", "max"}
NOBODY: set[str] = set()
SECRET = "Zanzibar"

# Name of an address → who may open it. The addresses of people and staff are theirs to test.
PAGES = {
    "index": EVERYONE,
    "app_list": EVERYONE,
    "jsi18n": EVERYONE,
    "board": EVERYONE,
    "board_csv": EVERYONE,
    "front_page": {"pia", "max"},
    "articles_article_changelist": EVERYONE,
    "articles_article_add": {"wanda", "max"},
    "articles_article_change": EVERYONE,
    "articles_article_history": EVERYONE,
    "articles_article_compare": EVERYONE,
    "articles_article_occasion": EVERYONE,
    "articles_article_delete": NOBODY,
    "articles_article_release": {"pia", "max"},
    "articles_article_emergency": {"emma"},
    "articles_article_withdraw": {"pia", "max"},
    "articles_article_agencies": {"tariq", "max"},
    "articles_article_order": {"tariq", "max"},
    "articles_edition_xliff": {"tariq", "max"},
    "articles_edition_xliff_file": {"tariq", "max"},
    "articles_edition_add": NOBODY,
    "articles_edition_change": EVERYONE,
    "articles_edition_history": EVERYONE,
    "articles_edition_delete": NOBODY,
    "articles_edition_approve": {"ada", "max"},
    "articles_edition_correct": {"wanda", "pia", "max"},
    "articles_edition_queue": EVERYONE,
    "articles_edition_preview": EVERYONE,
    "articles_edition_preview_page": EVERYONE,
    "articles_edition_translate": EVERYONE,
    "articles_edition_translate_help": EVERYONE,
    "articles_image_file": EVERYONE,
    **{f"articles_{model}_changelist": EVERYONE for model in ("topic", "place", "image", "contact")},
    **{f"articles_{model}_change": EVERYONE for model in ("topic", "place", "image", "contact")},
    **{f"articles_{model}_history": EVERYONE for model in ("topic", "place", "image", "contact")},
    **{f"articles_{model}_add": KEEPERS for model in ("topic", "place", "image", "contact")},
    **{f"articles_{model}_delete": NOBODY for model in ("topic", "place", "contact")},
    "articles_image_delete": KEEPERS,
    "articles_image_upload": KEEPERS,
    "articles_image_choose": EVERYONE,
    "articles_image_thumbnail": EVERYONE,
    **{f"articles_kindrule_{page}": EVERYONE for page in ("changelist", "change", "history")},
    "articles_kindrule_add": {"max"},
    "articles_kindrule_delete": NOBODY,
    **{f"articles_{model}_changelist": EVERYONE for model in ("event", "release", "withdrawal")},
    **{f"articles_{model}_change": EVERYONE for model in ("event", "release", "withdrawal")},
    **{f"articles_{model}_history": EVERYONE for model in ("event", "release", "withdrawal")},
    **{f"articles_{model}_add": NOBODY for model in ("event", "release", "withdrawal")},
    **{f"articles_{model}_delete": NOBODY for model in ("event", "release", "withdrawal")},
    "memory_memoryunit_changelist": EVERYONE,
    "memory_memoryunit_change": EVERYONE,
    "memory_memoryunit_history": EVERYONE,
    "memory_memoryunit_export": EVERYONE,
    "memory_memoryunit_import": {"max"},
    "memory_memoryunit_delete": {"max"},
    "memory_memoryunit_add": NOBODY,
    **{f"glossary_concept_{page}": EVERYONE for page in ("changelist", "change", "history", "export", "suggestions")},
    "glossary_concept_add": {"tariq", "max"},
    "glossary_concept_delete": {"max"},
    "glossary_concept_import": {"max"},
    **{f"look_look_{page}": EVERYONE for page in ("change", "history")},
    **{f"look_look_{page}": NOBODY for page in ("add", "delete")},
}
POSTED = {
    "articles_article_occasion_do",
    "memory_memoryunit_forget",
    "articles_article_agencies_act",
    "articles_article_open", "articles_article_translate", "articles_edition_do", "articles_release_unschedule",
    "articles_edition_working_copy", "articles_edition_panel", "articles_edition_discard_copy",
    "glossary_concept_dismiss",
    "articles_edition_translate_working_copy", "articles_edition_translate_check",
    "articles_edition_translate_check_all", "articles_edition_waive",
}  # fmt: skip
# Pages that only a draft of a translation has.
OF_TRANSLATIONS = {
    "articles_edition_xliff", "articles_edition_xliff_file", "articles_edition_translate",
    "articles_edition_translate_help", "articles_edition_translate_working_copy", "articles_edition_translate_check",
    "articles_edition_translate_check_all",
}  # fmt: skip
ELSEWHERE = {
    "login", "logout", "password_change", "password_change_done", "autocomplete", "view_on_site",
    "articles_edition_changelist", "articles_edition_next", "look_look_changelist", "auth_user_password_change",
}  # fmt: skip


def patterns(urls: list) -> Iterator[URLPattern]:
    for pattern in urls:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from patterns(pattern.url_patterns)


def names() -> set[str]:
    found = {pattern.name for pattern in patterns(admin.site.get_urls()) if pattern.name}
    return {name for name in found if not name.startswith(("people_", "staff_", "procrastinate_"))}


def address(name: str) -> str:
    """An address with that name, of something that exists."""
    if (
        "_" not in name
        or name.startswith(("board", "front_page"))
        or name.endswith(
            (
                "changelist",
                "add",
                "queue",
                "image_upload",
                "image_choose",
                "import",
                "memoryunit_export",
                "forget",
                "suggestions",
                "dismiss",
            )
        )
        or name == "app_list"
    ):
        return reverse(f"admin:{name}", kwargs={"app_label": "articles"} if name == "app_list" else None)
    model = name.split("_")[1]
    if name == "articles_image_file":
        return desk_file_url(one_of(model).file.name)
    if model in {"article", "edition"}:
        edition = translation(draft(SECRET), title=SECRET) if name in OF_TRANSLATIONS else public(draft(SECRET))
        if name in {"articles_article_release", "articles_article_emergency", "articles_article_order"}:
            return f"{reverse(f'admin:{name}')}?article={edition.article_id}"
        extra = {
            "articles_article_open": ["fr"],
            "articles_article_compare": ["en"],
            "articles_article_occasion_do": ["confirm"],
            "articles_edition_do": ["submit"],
            "articles_edition_xliff_file": ["2.1"],
            "articles_article_agencies_act": [1, "revoke"],
        }.get(name, [])
        query = "?part=title" if name == "articles_edition_translate_help" else ""
        return reverse(f"admin:{name}", args=[edition.article_id if model == "article" else edition.pk, *extra]) + query
    if name == "glossary_concept_export":
        return reverse(f"admin:{name}", args=["csv"])
    return reverse(f"admin:{name}", args=[one_of(model).pk])


def one_of(model: str):
    match model:
        case "topic":
            return Topic.objects.create(slug=SECRET)
        case "place":
            return Place.objects.create(slug=SECRET)
        case "concept":
            return Concept.objects.create(domain=SECRET)
        case "contact":
            return Contact.objects.create(name=SECRET)
        case "look":
            return Look.objects.get_or_create(pk=1)[0]
        case "kindrule":
            return KindRule.objects.create(kind="speech")
        case "image":
            return Image.objects.create(file=png(), credit=SECRET)
        case "memoryunit":
            from_file(SECRET, SECRET)
            return MemoryUnit.objects.get()
    withdrawn(draft(SECRET))
    return {"event": Event, "release": Release, "withdrawal": Withdrawal}[model].objects.first()


def test_the_table_names_every_address():
    assert names() == PAGES.keys() | POSTED | ELSEWHERE


@pytest.mark.parametrize("name", list(PAGES))
def test_each_page_opens_to_those_whom_the_table_names(name, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    url = address(name)
    answers = {who: at_desk(who).get(url) for who in EVERYONE}

    assert {who for who, answer in answers.items() if answer.status_code == 200} == PAGES[name]
    refusals = [answer for who, answer in answers.items() if who not in PAGES[name]]
    assert all(answer.status_code == 403 for answer in refusals)
    assert not any(SECRET.encode() in answer.content for answer in refusals)


@pytest.mark.parametrize("name", list(PAGES))
@pytest.mark.parametrize("who", ["a visitor", "nobody"])
def test_without_a_right_every_page_asks_to_log_in(name, who, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client = Client() if who == "a visitor" else at_desk("nobody")

    answer = client.get(address(name))

    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("admin:login"))


@pytest.mark.parametrize("name", sorted(POSTED))
def test_reading_an_address_changes_nothing(name):
    url = address(name)
    before = Event.objects.count()

    assert at_desk("max").get(url).status_code == 405
    assert Event.objects.count() == before


@pytest.mark.parametrize("who", sorted(EVERYONE))
def test_the_queue_of_the_worker_is_nobodys_business_at_the_desk(who):
    assert at_desk(who).get(reverse("admin:procrastinate_procrastinatejob_changelist")).status_code == 403


def test_taking_the_last_right_away_ends_access_at_the_next_request():
    client = at_desk("wanda")
    assert client.get(reverse("admin:index")).status_code == 200

    member("wanda").rights.all().delete()

    assert client.get(reverse("admin:index")).status_code == 302


def test_a_right_opens_the_desk_whatever_is_staff_says():
    user = member("wanda")
    user.is_staff = False
    user.set_password("winter-harbour-71")
    user.save()

    client = Client()
    client.post(reverse("account_login"), {"login": "wanda", "password": "winter-harbour-71"})

    assert client.get(reverse("admin:index")).status_code == 200


def test_is_staff_without_a_right_opens_nothing():
    user = User(username="stella", is_staff=True)
    user.set_password("winter-harbour-71")
    user.save()

    client = Client()
    client.post(reverse("account_login"), {"login": "stella", "password": "winter-harbour-71"})

    assert client.get(reverse("admin:index"), follow=True).status_code == 403


@pytest.mark.parametrize("key", ["x", "0", "99999999"])
@pytest.mark.parametrize("model", ["edition", "event", "release", "article"])
@pytest.mark.parametrize("page", ["change", "history"])
def test_what_does_not_exist_is_not_found(model, key, page):
    answer = at_desk("max").get(reverse(f"admin:articles_{model}_{page}", args=[key]))

    # The stock admin goes back to its list, saying that there is no such thing.
    assert answer.status_code in {404, 302}
