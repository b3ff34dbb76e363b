"""Names and titles as templates write them."""

from datetime import date

import pytest
from django.template import Context, Template

from tests.factories import appoint, make_organisation, make_person, make_position

pytestmark = pytest.mark.django_db


def render(template: str, language: str = "fr", **context: object) -> str:
    return Template("{% load people %}" + template).render(Context({"language": language, **context}))


NAME = "{{ named|local_name:language|marked:language }}"


def test_a_name_in_the_language_of_the_page_is_bare_text():
    assert render(NAME, "en", named=make_person("Ada & Grace")) == "Ada &amp; Grace"


def test_a_name_in_another_language_says_which_and_its_direction():
    html = render(NAME, named=make_person("ينس <b>", "ar"))
    assert html == '<span lang="ar" dir="rtl">ينس &lt;b&gt;</span>'


def test_an_organisation_is_named_as_of_a_day():
    organisation = make_organisation("European Economic Community", "fr", until_on=date(1993, 11, 1))
    organisation.names.create(language="fr", name="Union européenne", from_on=date(1993, 11, 1))
    template = "{% name_on named language day as name %}{{ name|marked:language }}"
    assert render(template, named=organisation, day=date(1993, 10, 31)) == "European Economic Community"
    assert render(NAME, named=organisation) == "Union européenne"


def test_an_article_says_who_someone_was_on_its_day():
    office = appoint(position=make_position("Secretary General", fr="secrétaire général"), until_on="2024-10-01")
    template = "{% for office in person|offices_on:day %}{{ office|local_title:language|marked:language }}{% endfor %}"
    assert render(template, person=office.person, day=date(2024, 9, 30)) == "secrétaire général"
    assert render(template, person=office.person, day=date(2024, 10, 1)) == ""


def test_nothing_is_marked_for_nothing():
    assert render("{{ acronym|marked:language }}", acronym=make_organisation().local_acronym("fr")) == ""


def test_a_short_form_is_the_full_name_where_there_is_none():
    assert render("{{ named|local_short_name:language }}", named=make_person("Ada", "fr")) == "Ada"
