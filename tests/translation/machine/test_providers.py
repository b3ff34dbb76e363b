"""Providers translate HTML, and say in a sentence why they did not."""

import json
import time

import pytest

from articles.translation.machine import MachineError, http, provider


def translate(blocks=("<p>Two <em>ships</em>.</p>",), source="en", target="fr", terms=()):
    return provider().translate(list(blocks), source, target, terms)


def test_off_is_the_default(settings):
    assert settings.NEWSROOM_MACHINE_TRANSLATION == {}
    assert provider() is None


def test_each_block_comes_back_translated_in_order(machine):
    assert translate(["<p>One <em>ship</em></p>", "Two"]) == ["<p>ONE <em>SHIP</em></p>", "TWO"]


def test_many_blocks_are_sent_in_several_requests(machine):
    blocks = [f"<p>Block {number}</p>" for number in range(120)]

    assert translate(blocks) == [f"<p>BLOCK {number}</p>" for number in range(120)]
    assert len([path for path, _data in machine.requests if path.endswith("translate")]) == 3


def test_the_languages_are_asked_for(machine):
    assert "fr" in provider().languages()


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (403, "key"),
        (429, "asked too much"),
        (400, "between these languages"),
        (500, "failed"),
        (404, "failed"),
    ],
)
def test_a_refusal_is_a_sentence_that_repeats_nothing_of_the_answer(machine, status, words):
    machine.status = status
    started = time.perf_counter()

    with pytest.raises(MachineError, match=words) as refusal:
        translate()

    assert "SECRET" not in str(refusal.value)
    assert time.perf_counter() - started < 2


def test_a_used_up_quota_is_said(deepl_server):
    deepl_server.status = 456

    with pytest.raises(MachineError, match="used up"):
        translate()


def test_a_wrong_key_is_said(machine, settings):
    settings.NEWSROOM_MACHINE_TRANSLATION["key"] = "wrong"

    with pytest.raises(MachineError, match="key"):
        translate()


def test_a_server_that_is_not_there_is_said(machine, settings):
    settings.NEWSROOM_MACHINE_TRANSLATION["url"] = "http://127.0.0.1:9"

    with pytest.raises(MachineError, match="did not answer"):
        translate()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"null",
        b"[]",
        b'{"translations": 7, "translatedText": 7}',
        b'{"translations": [], "translatedText": []}',
        b'{"translations": [{"text": 7, "billed_characters": 1}], "translatedText": [7]}',
        b'{"translations": [null], "translatedText": [null]}',
        json.dumps({"translations": [{"text": "a", "billed_characters": 1}] * 2, "translatedText": ["a"] * 2}).encode(),
        b"[" * 100_000,
        b"\xff\xfe\x00",
    ],
)
def test_an_answer_of_another_shape_is_no_translation(machine, body):
    machine.body = body

    with pytest.raises(MachineError):
        translate()


def test_an_endless_answer_is_not_read_to_its_end(machine, monkeypatch):
    monkeypatch.setattr(http, "LARGEST", 10_000)
    machine.translate = lambda text: text * 1000

    with pytest.raises(MachineError, match="did not answer"):
        translate()


def test_nobody_is_followed_elsewhere(machine):
    machine.status, machine.location = 302, "http://127.0.0.1:9/"

    with pytest.raises(MachineError):
        translate()


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("en", "EN-GB"),
        ("en-US", "EN-US"),
        ("pt-BR", "PT-BR"),
        ("zh-Hant-TW", "ZH-HANT"),
        ("fr-CA", "FR"),
        ("zh", "ZH-HANS"),
    ],
)
def test_deepl_is_told_the_language_as_it_writes_it(deepl_server, language, code):
    translate(source="de-AT", target=language)

    (asked,) = deepl_server.asked("/v2/translate")
    assert (asked["source_lang"], asked["target_lang"], asked["tag_handling"]) == ("DE", code, "html")


def test_deepl_keeps_one_glossary_of_the_terms_until_they_change(deepl_server):
    for _ in range(2):
        translate(terms=[("ship", "navire")])
    (glossary,) = deepl_server.glossaries
    assert [asked["glossary_id"] for asked in deepl_server.asked("/v2/translate")] == [glossary["glossary_id"]] * 2

    translate(terms=[("ship", "bâtiment")])

    (newer,) = deepl_server.glossaries
    assert newer["glossary_id"] != glossary["glossary_id"]
