"""What the README says holds."""

import re

import pytest

from articles.models import Article, Edition, Event, Release, Withdrawal
from articles.workflow import ACTIONS, TRANSITIONS
from people.models import Appointment, OrganisationName
from tests.paths import BASE_DIR

README = (BASE_DIR / "README.md").read_text()


def test_it_opens_with_the_two_commands():
    first_block = re.search(r"```sh\n(.*?)```", README, re.DOTALL)[1]

    assert [line.split("  ")[0] for line in first_block.splitlines()] == [
        "python3 manage.py demo",
        "python3 manage.py test",
    ]


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:\w+/)+(?:\w+\.py)?)`", README))))
def test_the_places_that_it_names_exist(path):
    assert (BASE_DIR / path).exists()


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)\)", README))))
def test_the_pages_and_pictures_that_it_links_exist(path):
    assert (BASE_DIR / path).exists()


def test_the_diagram_shows_the_changes_of_state_that_the_database_allows():
    diagram = re.search(r"```mermaid\n(.*?)```", README, re.DOTALL)[1]
    states = {"draft", "submitted", "approved"}
    drawn = {(old, new) for old, new in re.findall(r"(\w+) --> (\w+)", diagram) if {old, new} <= states}

    assert drawn == {(str(old), str(new)) for old, new in TRANSITIONS}


def test_the_actions_in_the_diagram_are_in_the_table():
    labels = re.findall(r"--> [\w\[\]*]+: (\w+)$", README, re.MULTILINE)

    assert labels
    assert set(labels) <= ACTIONS.keys()


def test_the_dates_of_the_glossary_are_fields():
    models = (Edition, Article, Withdrawal, Release, Event, Appointment, OrganisationName)
    fields = {field.name for model in models for field in model._meta.get_fields()}
    glossary = README.split("## Dates")[1].split("\n## ")[0]
    names = {
        name
        for row in re.findall(r"^\| (`[^|]*) \| (?!feeds)", glossary, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", row)
    }

    assert names
    assert names <= fields
