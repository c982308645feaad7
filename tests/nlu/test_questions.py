"""Cutting messages into questions, and what stays in a message whose question says nothing by itself."""

from __future__ import annotations

import pytest

from bot.nlu.questions import holds_question, is_empty, is_question, split_questions


def test_the_question_is_taken_out_of_a_story() -> None:
    story = "Ik werk al jaren in een bakkerij. Mijn rug is kapot. Welke kennis heeft een jobcoach nodig?"
    assert split_questions(story) == ["Welke kennis heeft een jobcoach nodig?"]


def test_two_questions_are_two() -> None:
    assert split_questions("hoi, wat doet een jobcoach en welk niveau is dat?") == [
        "wat doet een jobcoach",
        "welk niveau is dat?",
    ]


def test_a_question_that_says_nothing_goes_with_the_sentence_before_it() -> None:
    told = "Ik lees in mijn cursus iets over empowerment. Kun je dat eens uitleggen?"
    assert split_questions(told) == ["Ik lees in mijn cursus iets over empowerment. Kun je dat eens uitleggen?"]


@pytest.mark.parametrize(
    "text", ["Voor ik daar heen ga wil ik weten wat het kost", "ik ben benieuwd wat zo iemand doet"]
)
def test_a_question_in_a_statement_is_seen(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize("text", ["wacht, wa verdient zo iemand", "amai en momentje: hoeveel is dat"])
def test_words_before_a_question_do_not_hide_it(text: str) -> None:
    assert is_question(text)


def test_a_wait_alone_is_no_question() -> None:
    assert not is_question("wacht even, de bel gaat")


@pytest.mark.parametrize(
    ("text", "empty"), [("staat daar iets over bij jou?", True), ("staat daar iets over taken?", False)]
)
def test_an_empty_question(text: str, empty: bool) -> None:
    assert is_empty(text) is empty


def test_a_colon_ends_a_sentence_only_before_a_question() -> None:
    assert split_questions("Twee dingen: wat doet een lobbyist, en welke kennis hoort daarbij?") == [
        "wat doet een lobbyist",
        "welke kennis hoort daarbij?",
    ]
    assert split_questions("Knelpuntberoep: jobcoach?") == ["Knelpuntberoep: jobcoach?"]


def test_what_a_question_points_back_at_stays_with_it() -> None:
    assert split_questions("klachten, wat doet een jobcoach daarmee?") == ["klachten, wat doet een jobcoach daarmee?"]
    asked = split_questions("Een collega zegt dat een jobcoach ook cijfers bijhoudt. Wie heeft er gelijk?")
    assert asked == ["Een collega zegt dat een jobcoach ook cijfers bijhoudt. Wie heeft er gelijk?"]


def test_a_place_in_a_list_stays_with_its_question() -> None:
    assert split_questions("die tweede taak, wat houdt die in") == ["die tweede taak, wat houdt die in"]
    assert len(split_questions("ten eerste, wat doet een jobcoach? ten tweede, welk niveau is dat?")) == 2


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("ik zoek werk, wa doet ne jobcoach zoal", True),
        ("heb je een lijst", True),
        ("ben al lang werkloos en zoek werk", False),
    ],
)
def test_a_question_after_what_somebody_tells_of_themselves(text: str, asks: bool) -> None:
    assert holds_question(text) is asks


def test_a_last_clause_is_a_question_without_its_sign() -> None:
    assert split_questions("ik heb morgen een examen over sectoren, wat is een lobbyist") == ["wat is een lobbyist"]
    story = "ik werk in een magazijn, waar ik de dozen inpak"
    assert split_questions(story) == [story]


def test_a_question_after_a_colon_may_begin_with_a_preposition() -> None:
    assert split_questions("nog iets: van wanneer is dat en wie maakte het") == ["van wanneer is dat", "wie maakte het"]


def test_what_a_question_is_about_stays_with_it() -> None:
    assert split_questions("met vrijwilligers, wie van de twee doet dat?") == [
        "met vrijwilligers, wie van de twee doet dat?"
    ]
    assert split_questions("hallo daar, wie doet dat?") == ["wie doet dat?"]


def test_places_before_questions_are_no_numbers() -> None:
    assert split_questions("1) wat is een lobbyist 2) waar werkt die") == ["wat is een lobbyist", "waar werkt die"]
