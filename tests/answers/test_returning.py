"""Going back: to the last list, to the question before in the guided choice, to what was talked about."""

from __future__ import annotations

import pytest

from bot.answers.choosing import AGAIN, BACK, OPTION
from tests.answers.conftest import Ask

SEC, LBB, CW = "supported_employment_coach", "loopbaanbegeleider", "campagnewerker"
FIRST, SECOND, THIRD = "Wat doe je het liefst?", "Met welke mensen", "op welk niveau"


def test_the_last_list_comes_back_and_is_pointed_at_again(ask: Ask) -> None:
    ask("list_professions", "welke zijn er")
    ask("pick_option", "de vierde")
    ask("search", "met wie werken ze samen")  # comes near: headings among statements
    assert ask("repeat", "terug naar de lijst").startswith("Ik ken 9 beroepen")
    assert "supported employment coach biedt" in ask("pick_option", "de laatste")


def test_suggestions_come_back_although_something_else_was_told(ask: Ask) -> None:
    ask("find_profession", "ik zoek graag vacatures samen met werkzoekenden")
    ask("pick_option", "wat doet de tweede")
    ask("ask_why", "waarom raad je die aan")
    assert "passen deze beroepen het best" in ask("repeat", "toon de lijst nog eens")


def test_without_a_list_all_professions_are_one(ask: Ask) -> None:
    ask("ask_definition", "wat doet een campagnewerker", CW)
    assert ask("repeat", "terug naar de lijst").startswith("Ik ken 9 beroepen")
    assert "campagnewerker zet campagnes op" in ask("ask_definition", "wat doet een campagnewerker", CW)
    assert "campagnewerker zet campagnes op" in ask("repeat", "waar hadden we het over")


@pytest.mark.parametrize("words", ["vorige", "ga eens terug", "nee toch niet, terug", "vorige vraag aub"])
def test_the_choice_goes_one_question_back(ask: Ask, words: str) -> None:
    ask("find_profession")
    ask("find_profession", f"{OPTION}groups")
    assert THIRD in ask("find_profession", f"{OPTION}seekers")
    assert SECOND in ask("repeat", words)
    assert FIRST in ask("repeat", words)
    assert FIRST in ask("find_profession", f"{OPTION}{BACK}")


def test_going_back_forgets_the_answer_that_was_taken_back(ask: Ask) -> None:
    ask("find_profession")
    ask("find_profession", f"{OPTION}groups")
    ask("pick_option", "vorige")
    ask("find_profession", f"{OPTION}individual")
    ask("find_profession", f"{OPTION}careers")
    assert ask("find_profession", f"{OPTION}any_level").split("- **")[1].startswith("loopbaanbegeleider")


def test_the_choice_can_be_taken_up_again_from_its_result(ask: Ask) -> None:
    ask("find_profession")
    for option in ("individual", "careers", "any_level"):
        ask("find_profession", f"{OPTION}{option}")
    assert THIRD in ask("repeat", "terug")
    assert FIRST in ask("repeat", "opnieuw beginnen")
    assert FIRST in ask("find_profession", f"{OPTION}{AGAIN}")


def test_what_was_typed_for_two_questions_is_taken_back_at_once(ask: Ask) -> None:
    ask("find_profession")
    assert THIRD in ask("find_profession", "jongeren")
    assert FIRST in ask("pick_option", "vorige")


def test_asked_to_repeat_the_choice_puts_its_question_again(ask: Ask) -> None:
    ask("find_profession")
    ask("find_profession", f"{OPTION}groups")
    assert SECOND in ask("repeat", "wat vroeg je")
