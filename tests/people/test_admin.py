"""Persons, organisations and positions, edited at the desk."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from people.models import OrganisationName, Person
from staff.models import Role
from tests.factories import appoint, make_organisation, make_person, make_position, make_user

pytestmark = pytest.mark.django_db

MODELS = ["person", "organisation", "position", "appointment"]


@pytest.fixture
def desk(client: Client) -> Client:
    """Wanda, who writes, at the desk."""
    client.force_login(make_user(Role.WRITER))
    return client


def address(page: str, model: str = "person", *args: Any) -> str:
    return reverse(f"admin:people_{model}_{page}", args=args)


def filled_in(**rows: list[dict[str, str]]) -> dict[str, str]:
    """What a browser sends for the rows of every form set of a person, organisation or position."""
    data = {"fallback_language": "en"}
    prefixes = ("names", "titles", "appointments", "biographies", "successions", "portrait")
    for prefix in prefixes:
        given = rows.get(prefix, [])
        data[f"{prefix}-TOTAL_FORMS"] = str(len(given))
        data[f"{prefix}-INITIAL_FORMS"] = str(sum("id" in row for row in given))
        for number, row in enumerate(given):
            data |= {f"{prefix}-{number}-{field}": value for field, value in row.items()}
    return data


def errors_of(answer: Any) -> str:
    """Everything that the page says is wrong; empty if it was saved."""
    if answer.status_code == 302:
        return ""
    context = answer.context
    return str(
        [
            context["adminform"].form.errors,
            *([*s.formset.errors, s.formset.non_form_errors()] for s in context["inline_admin_formsets"]),
        ]
    )


def test_a_new_person_gets_the_address_from_the_name(desk):
    names = [{"language": "en", "name": "Mevlüt Çavuşoğlu"}, {"language": "fr", "name": ""}]
    answer = desk.post(address("add"), filled_in(names=names))
    assert errors_of(answer) == ""
    assert [(p.slug, p.name_in("en")) for p in Person.objects.all()] == [("mevlüt-çavuşoğlu", "Mevlüt Çavuşoğlu")]


def test_an_address_may_be_chosen_when_a_person_is_entered(desk):
    data = filled_in(names=[{"language": "en", "name": "Jens Stoltenberg"}])
    desk.post(address("add"), {**data, "slug": "stoltenberg"})
    assert Person.objects.get().slug == "stoltenberg"


def test_an_address_that_is_taken_is_refused_in_the_form(desk):
    person = make_person()
    data = filled_in(names=[{"language": "en", "name": "Jens Stoltenberg"}])
    assert "already exists" in errors_of(desk.post(address("add"), {**data, "slug": person.slug}))


def test_a_person_without_a_name_is_refused(desk):
    names = [{"language": "en", "name": ""}, {"language": "fr", "name": ""}]
    assert "Fill in at least one language" in errors_of(desk.post(address("add"), filled_in(names=names)))
    assert not Person.objects.exists()


def test_an_address_stays_when_the_name_is_changed(desk):
    person = make_person("Ada Byron")
    names = [{"id": str(person.names.get().pk), "language": "en", "name": "Ada Lovelace"}]
    answer = desk.post(address("change", "person", person.pk), {**filled_in(names=names), "slug": "lovelace"})
    person.refresh_from_db()
    assert errors_of(answer) == ""
    assert (person.slug, person.name_in("en")) == ("ada-byron", "Ada Lovelace")


def test_the_last_name_cannot_be_deleted(desk):
    person = make_person()
    names = [{"id": str(person.names.get().pk), "language": "en", "name": "Jens", "DELETE": "on"}]
    answer = desk.post(address("change", "person", person.pk), filled_in(names=names))
    assert "Fill in at least one language" in errors_of(answer)


def test_two_names_in_one_language_are_refused(desk):
    names = [{"language": "fr", "name": "Ada"}, {"language": "fr", "name": "Ada Lovelace"}]
    assert "language" in errors_of(desk.post(address("add"), filled_in(names=names)))


def test_a_row_is_offered_for_each_language_that_is_missing(desk):
    page = desk.get(address("change", "person", make_person("Genève", "fr").pk))
    names = page.context["inline_admin_formsets"][0].formset
    assert [form["language"].value() for form in names] == ["fr", "en", "ar"]


def test_a_renaming_closes_one_name_and_opens_another(desk):
    organisation = make_organisation("Ministry of Turkey")
    names = [
        {
            "id": str(organisation.names.get().pk),
            "language": "en",
            "name": "Ministry of Turkey",
            "until_on": "2022-06-02",
        },
        {"language": "en", "name": "Ministry of Türkiye", "from_on": "2022-06-02"},
    ]
    answer = desk.post(address("change", "organisation", organisation.pk), filled_in(names=names))
    assert errors_of(answer) == ""
    assert organisation.name_in("en", date(2022, 6, 2)) == "Ministry of Türkiye"


def test_the_day_of_a_renaming_can_be_moved(desk):
    organisation = make_organisation("Ministry of Turkey", until_on=date(2022, 6, 2))
    organisation.names.create(language="en", name="Ministry of Türkiye", from_on=date(2022, 6, 2))
    earlier, later = (str(row.pk) for row in organisation.names.all())
    names = [
        {"id": earlier, "language": "en", "name": "Ministry of Turkey", "until_on": "2023-01-01"},
        {"id": later, "language": "en", "name": "Ministry of Türkiye", "from_on": "2023-01-01"},
    ]
    answer = desk.post(address("change", "organisation", organisation.pk), filled_in(names=names))
    assert errors_of(answer) == ""
    assert organisation.name_in("en", date(2022, 12, 31)) == "Ministry of Turkey"


def test_names_that_overlap_are_refused_in_the_form(desk):
    names = [
        {"language": "en", "name": "Ministry of Turkey", "until_on": "2022-06-03"},
        {"language": "en", "name": "Ministry of Türkiye", "from_on": "2022-06-02"},
    ]
    assert "covers some of the same days" in errors_of(
        desk.post(address("add", "organisation"), filled_in(names=names))
    )
    assert not OrganisationName.objects.exists()


def test_a_name_that_ends_before_it_begins_is_refused_in_the_form(desk):
    names = [{"language": "en", "name": "Ministry", "from_on": "2022-06-02", "until_on": "2022-06-02"}]
    assert "must come after" in errors_of(desk.post(address("add", "organisation"), filled_in(names=names)))


def test_an_organisation_cannot_be_put_below_itself(desk):
    top = make_organisation("Top")
    bottom = make_organisation("Bottom", parent=top)
    data = filled_in(names=[{"id": str(top.names.get().pk), "language": "en", "name": "Top"}])
    answer = desk.post(address("change", "organisation", top.pk), {**data, "parent": str(bottom.pk)})
    assert "Choose one that is not below this one" in errors_of(answer)


def test_appointments_that_overlap_are_refused_in_the_form(desk):
    position = str(make_position().pk)
    rows = [{"position": position, "from_on": "2014-10-01"}, {"position": position, "from_on": "2018-10-01"}]
    answer = desk.post(address("add"), filled_in(names=[{"language": "en", "name": "Ada"}], appointments=rows))
    assert "already holds this position" in errors_of(answer)


def test_someone_is_appointed_on_the_page_of_the_position(desk):
    position, person = make_position(), make_person()
    titles = [{"id": str(position.titles.get().pk), "language": "en", "title": "Secretary General"}]
    data = filled_in(titles=titles, appointments=[{"person": str(person.pk), "from_on": "2014-10-01"}])
    answer = desk.post(address("change", "position", position.pk), {**data, "organisation": position.organisation_id})
    assert errors_of(answer) == ""
    assert person.offices_on(date(2014, 10, 1))[0].position == position


def test_overlapping_appointments_are_refused_on_their_own_page(desk):
    held = appoint(from_on="2014-10-01")
    data = {**filled_in(), "person": held.person_id, "position": held.position_id, "from_on": "2020-01-01"}
    assert "already holds this position" in errors_of(desk.post(address("add", "appointment"), data))


def test_a_position_needs_a_title(desk):
    data = {**filled_in(titles=[{"language": "en", "title": ""}]), "organisation": str(make_organisation().pk)}
    assert "Fill in at least one language" in errors_of(desk.post(address("add", "position"), data))


@pytest.mark.parametrize("model", MODELS)
def test_a_list_asks_as_many_queries_for_many_as_for_one(desk, model, django_assert_max_num_queries):
    def make(number: int) -> None:
        above = make_organisation("Above", fr="Dessus")
        organisation = make_organisation(fr="OTAN", parent=above)
        appoint(make_person(f"Person {number}", fr="Personne"), make_position("Chair", organisation, fr="président"))

    make(0)
    with django_assert_max_num_queries(20) as one:
        desk.get(address("changelist", model))
    for number in range(1, 8):
        make(number)
    with django_assert_max_num_queries(len(one)):
        desk.get(address("changelist", model))


@pytest.mark.parametrize(
    ("model", "field"), [("appointment", "person"), ("appointment", "position"), ("position", "organisation")]
)
def test_an_autocompletion_asks_as_many_queries_for_many_as_for_one(desk, model, field, django_assert_max_num_queries):
    query = {"app_label": "people", "model_name": model, "field_name": field, "term": "name"}
    appoint(make_person("Name"), make_position("Name", make_organisation("Name")))
    with django_assert_max_num_queries(20) as one:
        desk.get(reverse("admin:autocomplete"), query)
    for _ in range(5):
        appoint(make_person("Name"), make_position("Name", make_organisation("Name")))
    with django_assert_max_num_queries(len(one)):
        assert len(desk.get(reverse("admin:autocomplete"), query).json()["results"]) == 6


@pytest.mark.parametrize("model", MODELS)
def test_a_list_is_searched_whatever_the_accents(desk, model):
    for name in ("Mevlüt Çavuşoğlu", "Jens"):
        appoint(make_person(name), make_position(name, make_organisation(name)))
    answer = desk.get(address("changelist", model), {"q": "cavusoglu"})
    assert [answer.context["cl"].result_count, answer.context["cl"].full_result_count] == [1, 2]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("role", Role)
def test_a_role_sees_everything_and_changes_what_its_rights_say(client, model, role):
    user = make_user(role)
    appointment = appoint()
    rows = {"person": appointment.person, "position": appointment.position, "appointment": appointment}
    row = rows.get(model, appointment.position.organisation)
    client.force_login(user)
    pages = [address("changelist", model), address("change", model, row.pk), address("add", model)]
    changes = user.has_perm(f"people.change_{model}")
    assert [client.get(page).status_code for page in pages] == [200, 200, 200 if changes else 403]
    assert client.post(pages[1], filled_in()).status_code == (200 if changes else 403)


def test_someone_without_rights_sees_nothing(client):
    client.force_login(make_user())
    assert {client.get(address("changelist", model)).status_code for model in MODELS} <= {302, 403}


@time_machine.travel("2017-03-22 12:00:00+00:00", tick=False)
@pytest.mark.parametrize(("value", "found"), [("yes", ["ada"]), ("no", ["grace"]), ("", ["ada", "grace"])])
def test_persons_are_filtered_by_whether_they_are_in_office(desk, value, found):
    appoint(make_person("Ada"), from_on="2014-10-01")
    appoint(make_person("Grace"), from_on="2017-03-23")
    answer = desk.get(address("changelist"), {"office": value} if value else {})
    assert [person.slug for person in answer.context["cl"].queryset] == found


@time_machine.travel("2017-03-22 12:00:00+00:00", tick=False)
@pytest.mark.parametrize(("value", "found"), [("past", 0), ("current", 1), ("future", 2)])
def test_appointments_are_filtered_by_where_today_falls(desk, value, found):
    made = [appoint(until_on="2017-03-22"), appoint(from_on="2017-03-22"), appoint(from_on="2017-03-23")]
    answer = desk.get(address("changelist", "appointment"), {"time": value})
    assert [*answer.context["cl"].queryset] == [made[found]]


@pytest.mark.parametrize("model", ["person", "organisation", "position"])
def test_what_is_missing_in_a_language_is_found(desk, model):
    appoint(make_person("Ada", fr="Ada"), make_position("Chair", make_organisation("UN", fr="ONU"), fr="président"))
    for language, count in (("fr", 0), ("ar", 1)):
        answer = desk.get(address("changelist", model), {"missing": language})
        assert answer.context["cl"].result_count == count
