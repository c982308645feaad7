"""What a message is in a talk: a case, people to deal with, a count, who else, a step in a list, of two or of three."""

from __future__ import annotations

import pytest

from bot.answers.context import Context
from bot.answers.meant import answer_aside
from bot.answers.model import Memory, Request
from bot.answers.router import answer
from tests.answers.conftest import Ask

SEC, LBB, BSE = "supported_employment_coach", "loopbaanbegeleider", "begeleider_sociale_economie"
GW, CW, BB = "gemeenschapswerker", "campagnewerker", "belangenbehartiger"


@pytest.mark.parametrize("guess", ["ask_autonomy", "find_profession", "ask_organisations"])
def test_a_case_is_searched_whatever_it_was_taken_for(context: Context, guess: str) -> None:
    text = "en als er een conflict is?"
    asked = Request(guess, text, "en als er een conflict is", confidence=0.7)
    reply = answer(context, [asked], Memory(recent=(BSE,)))
    assert "conflict" in context.render(reply.parts[0])


def test_an_occupation_may_be_of_people_to_deal_with(context: Context) -> None:
    asked = Request("ask_other_profession", "en met journalisten?", "en met", occupation="journalisten")
    reply = answer(context, [asked], Memory(recent=(BB,)))
    assert reply.parts[0].key in ("found_in_profession", "nearest", "not_there")
    other = Request("ask_other_profession", "en een journalist?", "en een", occupation="journalist")
    assert answer(context, [other], Memory(recent=(BB,))).parts[0].key == "other_profession"


def test_how_many_counts_the_list_that_was_shown(ask: Ask) -> None:
    path = ask("ask_learning_path", "", CW, GW)
    assert ask("ask_labour_market", "hoeveel dingen zijn dat?") == path
    ask("ask_competency", "", LBB)
    ask("ask_competencies", "", LBB)
    assert "23 competenties" in ask("ask_labour_market", "hoeveel staan er in totaal?")


def test_who_else_looks_in_the_other_dossiers(ask: Ask) -> None:
    ask("search", "conflicten", BSE)
    reply = ask("more", "en wie doet dat nog?")
    assert "conflict" in reply and "(begeleider in de sociale economie" not in reply


def test_how_to_become_another_does_not_come_from_the_first(ask: Ask) -> None:
    ask("ask_learning_path", "wat moet ik studeren om jobcoach te worden?", SEC)
    assert ask("follow_up", "en voor gemeenschapswerker?", GW).startswith("Hoe je gemeenschapswerker wordt")


def test_three_that_were_compared_stay_three(ask: Ask) -> None:
    ask("compare", "vergelijk", GW, CW, BB)
    assert ask("compare", "wat is het verschil?").startswith("**gemeenschapswerker, campagnewerker en belangen")
    assert ask("pick_option", "de tweede en de derde").startswith("**campagnewerker en belangenbehartiger**")


def test_which_of_two_does_something_is_looked_for_in_both(ask: Ask) -> None:
    ask("compare", "vergelijk", SEC, BSE)
    reply = ask("search", "wie zoekt er werk voor mensen?")
    assert "naast elkaar" not in reply
    assert "naast elkaar" not in ask("search", "en wie leert hen iets aan op de werkvloer?")


def test_the_one_before_in_a_list_of_professions(context: Context) -> None:
    memory = answer(context, [Request("list_professions", "welke zijn er")], Memory()).memory
    memory = answer(context, [Request("pick_option", "nummer 4", number=4)], memory).memory
    reply = answer(context, [Request("pick_option", "de vorige", "de vorige")], memory)
    assert "belangenbehartiger" in context.render(reply.parts[0])


def test_what_somebody_dislikes_is_held_against_the_profession_that_was_asked_about(ask: Ask) -> None:
    ask("ask_opinion", "is jobcoach iets voor mij", SEC)
    assert "administratieve taken" in ask("find_profession", "ik hou niet van papierwerk")


def test_a_price_is_of_the_profession_when_the_question_points_at_it(context: Context) -> None:
    talk = Memory(recent=(LBB,))
    assert answer_aside(context, [Request("ask_free", "moet ik daarvoor betalen?", "moet ik daarvoor betalen")], talk)
    assert not answer_aside(context, [Request("ask_free", "is deze chat gratis?", "is deze chat gratis")], talk)


def test_plain_words_are_no_word_to_explain(ask: Ask) -> None:
    ask("ask_competencies", "", LBB)
    assert ask("make_simpler", "wat betekent dat in gewone taal?").startswith("In gewone woorden")


def test_a_comparison_and_an_example_go_on_as_they_were(ask: Ask) -> None:
    ask("ask_level", "welk niveau", BSE)
    assert "niveau 6" in ask("compare", "en is dat hoger dan de jobcoach?", SEC)
    ask("ask_example", "geef een voorbeeld bij de loopbaanbegeleider", LBB)
    assert ask("follow_up", "en bij de campagnewerker", CW).startswith("Een voorbeeld uit het werk van een campagne")


def test_a_part_of_the_last_list_may_be_asked_for(ask: Ask) -> None:
    ask("ask_knowledge", "kennis", SEC)
    reply = ask("search", "alleen de grondige")
    assert "- Grondige kennis" in reply and "- Kennis" not in reply


def test_what_somebody_does_for_you_is_no_choice(ask: Ask) -> None:
    ask("ask_names", "andere namen", SEC)
    assert "supported employment coach" in ask("find_profession", "en wat gaat die voor mij doen?")
