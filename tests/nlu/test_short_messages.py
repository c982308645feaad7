"""Short messages in a conversation: what goes on with the last question, and what never starts the intake."""

from __future__ import annotations

from typing import Any, Dict, List

import pytest

from bot.nlu.lexicon import build_lexicon, ordinary_dutch
from bot.nlu.reading import Reader
from bot.nlu.requests import join_requests, settle_intent


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(build_lexicon([]), ordinary_dutch())


def settled(reader: Reader, text: str, **ranking: float) -> Dict[str, Any]:
    return settle_intent(text, reader.read(text), [{"name": n, "confidence": c} for n, c in ranking.items()])


def test_one_more_word_goes_on_with_the_last_question(reader: Reader) -> None:
    assert settled(reader, "en rekenen?", more=0.2, search=0.1)["intent"] == "follow_up"
    assert settled(reader, "en nog meer", more=0.9, search=0.1)["intent"] == "more"


def test_a_question_of_its_own_does_not(reader: Reader) -> None:
    assert settled(reader, "en hoe word je dat", ask_learning_path=0.4, search=0.2)["intent"] == "ask_learning_path"


@pytest.mark.parametrize("text", ["wat is een loopbaanvraag", "hoe begint zo'n begeleiding"])
def test_what_is_not_said_to_start_the_intake_does_not_start_it(reader: Reader, text: str) -> None:
    assert settled(reader, text, start_intake=0.4, search=0.2)["intent"] == "search"


def test_asking_what_a_word_means_is_no_command(reader: Reader) -> None:
    assert settled(reader, "wat is een loopbaanvraag", start_intake=0.9, search=0.1)["intent"] == "search"


@pytest.mark.parametrize("text", ["nee sorry 5", "nee, de vijfde", "ik bedoel 5"])
def test_a_number_after_a_no_is_the_one_that_was_meant(reader: Reader, text: str) -> None:
    found = settled(reader, text, deny=0.97, pick_option=0.02)
    assert (found["intent"], found["number"]) == ("pick_option", 5)


def test_what_a_dossier_says_of_a_topic_is_told_from_what_we_keep(reader: Reader) -> None:
    assert settled(reader, "staat er ook iets over privacy", privacy=0.99)["intent"] == "search"
    assert settled(reader, "staat er iets over mij in jullie gegevens", privacy=0.99)["intent"] == "privacy"


def test_a_term_alone_asks_what_it_means(reader: Reader) -> None:
    assert settled(reader, "functie?", list_professions=0.3, search=0.1)["intent"] == "ask_term"
    assert settled(reader, "beroepen", list_professions=0.9, search=0.1)["intent"] == "list_professions"


def test_two_letters_that_changed_places_in_a_short_word_are_put_right(reader: Reader) -> None:
    assert reader.read("welk beroep psat bij mij").words[2] == "past"


def _joined(reader: Reader, text: str, *pieces: Dict[str, Any]) -> List[Dict[str, Any]]:
    whole = settled(reader, text, ask_environment=0.9, search=0.1)
    return join_requests(whole, list(pieces))


def test_a_name_after_the_same_word_asks_the_same_of_another(reader: Reader) -> None:
    first = settled(reader, "waar werkt een lobbyist", ask_environment=0.9, search=0.1)
    second = settled(reader, "waar een programmator", ask_definition=0.6, search=0.1)
    asked = _joined(reader, "waar werkt een lobbyist en waar een programmator", first, second)
    assert [r["intent"] for r in asked] == ["ask_environment", "ask_environment"]
    assert asked[1]["professions"] == ["programmator_cultuur_educatie"]


def test_a_few_words_behind_a_clear_question_are_no_question(reader: Reader) -> None:
    first = settled(reader, "waar werkt een lobbyist", ask_environment=0.9, search=0.1)
    rest = settled(reader, "zelfde straat?", search=0.2, ask_related=0.1)
    assert len(_joined(reader, "waar werkt een lobbyist? zelfde straat?", first, rest)) == 1


def test_a_clause_with_what_a_profession_is_asks_for_that(reader: Reader) -> None:
    def intent(text: str) -> str:
        return str(settled(reader, text, search=0.5, ask_definition=0.4)["intent"])

    assert intent("moet uitleggen wat een lobbyist is maar snap het niet") == "ask_definition"
    assert intent("ik wil weten wat een lobbyist doet met klachten") == "search"


def test_a_profession_that_is_likened_to_another_is_the_one_before(reader: Reader) -> None:
    whole = settled(
        reader, "ik ga naar een jobcoach. is dat zoiets als een psycholoog?", ask_other_profession=0.9, search=0.1
    )
    piece = settled(reader, "is dat zoiets als een psycholoog?", ask_other_profession=0.9, search=0.1)
    asked = join_requests(whole, [piece])
    assert (asked[0]["intent"], asked[0]["professions"]) == ("ask_definition", ["supported_employment_coach"])


def test_a_question_behind_the_name_of_a_document_is_about_that(reader: Reader) -> None:
    whole = settled(reader, "de sectornota is lang. bestaat er een filmpje?", search=0.9, more=0.1)
    piece = settled(reader, "bestaat er een filmpje?", search=0.9, more=0.1)
    assert [r["intent"] for r in join_requests(whole, [piece])] == ["ask_structure"]


def test_the_meaning_of_a_name_is_what_the_profession_is(reader: Reader) -> None:
    def intent(text: str) -> str:
        return str(settled(reader, text, ask_term=0.9, search=0.1)["intent"])

    assert intent("wat is de betekenis van het woord lobbyist") == "ask_definition"
    assert intent("wat betekent ethiek voor een lobbyist") == "ask_term"
