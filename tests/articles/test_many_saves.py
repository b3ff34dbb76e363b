"""A thousand saves over twenty editions from several processes: no edit is lost, and no refused text."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from articles.models import Edition, Event
from tests.desk_cast import draft, member

PROCESSES, SAVES, EDITIONS = 4, 250, 20


@pytest.mark.django_db(transaction=True)
def test_a_thousand_saves_lose_nothing():
    for number in range(EDITIONS):
        draft(f"Edition {number}")
    names = [member(f"writer-{number}", role="writer").username for number in range(PROCESSES)]

    outcomes = [outcome for part in run(names) for outcome in part]

    saved = [outcome for outcome in outcomes if outcome["saved"]]
    refused = [outcome for outcome in outcomes if not outcome["saved"]]
    assert len(outcomes) == PROCESSES * SAVES
    assert all(outcome["kept"] for outcome in refused)
    # Every save that succeeded is one revision and one event with its text: none was overwritten unseen.
    assert sum(Edition.objects.values_list("revision", flat=True)) - EDITIONS == len(saved)
    recorded = Event.objects.filter(action="save").values_list("edition", "text__title")
    assert sorted(recorded) == sorted((outcome["edition"], outcome["title"]) for outcome in saved)


def run(names: list[str]) -> list[list[dict]]:
    processes = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.articles.saver",
                connection.settings_dict["NAME"],
                name,
                str(SAVES),
                str(seed),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parent.parent.parent,
            env=dict(os.environ),
        )
        for seed, name in enumerate(names)
    ]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    return [json.loads(process.communicate(timeout=120)[0].splitlines()[-1]) for process in processes]
