"""What a message points at in the conversation, without Rasa."""

from __future__ import annotations

from bot.answers.context import Context
from bot.answers.model import Memory, Request
from bot.answers.router import answer
from tests.answers.conftest import Ask

SEC, LBB, BSE = "supported_employment_coach", "loopbaanbegeleider", "begeleider_sociale_economie"
CW, BB, PCE = "campagnewerker", "belangenbehartiger", "programmator_cultuur_educatie"


def test_a_place_points_at_a_profession_of_the_last_comparison(ask: Ask) -> None:
    ask("compare", "verschil", SEC, LBB)
    assert "loopbaanbegeleider werkt" in ask("pick_option", "waar werkt die tweede?")
    assert "De supported employment coach biedt" in ask("more", "en wat doet die andere?")


def test_places_follow_the_order_of_the_conversation(ask: Ask) -> None:
    for profession in (CW, BB, PCE):
        ask("ask_definition", "wat doet die", profession)
    reply = ask("pick_option", "wat is het verschil tussen de eerste en de laatste")
    assert reply.startswith("**campagnewerker en programmator cultuur en educatie**")
    assert "campagnewerker telt 12 activiteiten" in ask("ask_competencies", "en de taken van die eerste")


def test_two_professions_are_pointed_at_together(ask: Ask) -> None:
    ask("ask_definition", "", SEC)
    ask("ask_definition", "", BSE)
    reply = ask("compare", "wat is het verschil tussen die twee")
    assert reply.startswith("**supported employment coach en begeleider in de sociale economie**")


def test_a_place_in_a_list_of_statements_is_no_profession(context: Context) -> None:
    memory = answer(context, [Request("ask_definition", professions=(SEC,))], Memory()).memory
    memory = answer(context, [Request("ask_competencies", professions=(LBB,))], memory).memory
    reply = answer(context, [Request("pick_option", text="de derde", number=3)], memory)
    assert context.render(reply.parts[0]).startswith("**competentie 3:")


def test_an_answer_to_asking_back_may_describe_the_profession(context: Context) -> None:
    request = Request("ask_level", text="welk niveau heeft een begeleider", candidates=(BSE, LBB, SEC))
    for words, level in (("die van het maatwerkbedrijf", "niveau 4"), ("die voor werkzoekenden", "niveau 6")):
        memory = answer(context, [request], Memory()).memory
        reply = answer(context, [Request("search", text=words, query=words)], memory)
        assert level in context.render(reply.parts[0])


def test_the_question_goes_on_for_a_bare_name(ask: Ask) -> None:
    ask("ask_level", "welk niveau", SEC)
    assert "niveau 4" in ask("mention_profession", "begeleider maatwerk?", BSE)
    assert "niet in het dossier" in ask("follow_up", "en de campagnewerker", CW)


def test_a_search_goes_on_in_the_next_dossier(ask: Ask) -> None:
    ask("search", "uitgaven en inkomsten bijhouden", CW)
    reply = ask("mention_profession", "programmator cultuur en educatie ook?", PCE)
    assert "Van de programmator cultuur en educatie" in reply or "programmator cultuur en educatie daarover" in reply


def test_steering_words_are_not_searched_for(ask: Ask) -> None:
    ask("ask_conditions", "diploma", CW)
    assert ask("more", "toon meer").startswith("Dat was alles")
    assert "activiteiten" in ask("ask_competencies", "en wat moet die kunnen")


def test_steering_words_without_anything_before_ask_what_it_is_about(ask: Ask) -> None:
    for intent, text in (("more", "toon meer"), ("ask_example", "geef een voorbeeld"), ("make_shorter", "korter")):
        assert ask(intent, text).startswith("Waarover gaat je vraag?")


def test_figures_go_on_with_another_year_and_place(ask: Ask) -> None:
    ask("ask_labour_market", "hoeveel vacatures waren er in 2013", LBB)
    assert "2014: 54" in ask("ask_year", "en het jaar daarna?")
    assert "2016: 74" in ask("pick_option", "in 2016?")
    reply = ask("ask_labour_market", "en in Antwerpen?")
    assert "Antwerpen-Boom: 16" in reply and "2016" not in reply.split("Let op")[0]
    assert "niveau" in ask("ask_level", "en welk niveau is dat")


def test_asking_which_ones_gives_the_whole_facet(ask: Ask) -> None:
    ask("ask_responsibility", "waarvoor is die verantwoordelijk", LBB)
    assert "draagt verantwoordelijkheid voor het volgende" in ask("ask_ranking", "welke precies, som eens op")


def test_a_quick_reply_has_no_words_and_goes_on_with_the_list(ask: Ask) -> None:
    ask("ask_competencies", "", LBB)
    assert "(7 tot 12 van 23)" in ask("more", "")
    assert "(13 tot 18 van 23)" in ask("more", "")
