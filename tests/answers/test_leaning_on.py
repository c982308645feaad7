"""Questions that lean on what was just shown: a competency, a place in a list, a figure, a document, the same elsewhere."""

from __future__ import annotations

import pytest

from bot.answers.context import Context
from bot.answers.model import Memory, Request
from bot.answers.router import answer
from tests.answers.conftest import Ask

SEC, LBB, BSE = "supported_employment_coach", "loopbaanbegeleider", "begeleider_sociale_economie"
CW, BB, PCE = "campagnewerker", "belangenbehartiger", "programmator_cultuur_educatie"


@pytest.mark.parametrize("asked", ["welke competentie is dat precies", "over welke competentie gaat het"])
def test_which_competency_it_was_is_that_one(context: Context, asked: str) -> None:
    memory = answer(
        context, [Request("ask_competency", "competentie 14", number=14, professions=(LBB,))], Memory()
    ).memory
    reply = answer(context, [Request("ask_competency", asked, asked)], memory)
    assert reply.parts[0].values["heading"] == "Verwijst de klant door"


def test_which_competencies_there_are_is_the_list(ask: Ask) -> None:
    ask("ask_definition", "wat doet een loopbaanbegeleider", LBB)
    assert "telt 23 competenties" in ask("ask_competency", "welke competentie is dat")


def test_a_correction_of_a_name_that_was_searched_for_tells_what_the_right_one_is(ask: Ask) -> None:
    ask("search", "wat doet een zeppelinvouwer")
    assert "campagnewerker zet campagnes op" in ask("mention_profession", "nee ik bedoelde campagnewerker", CW)


def test_a_pair_keeps_the_order_in_which_it_was_named(ask: Ask) -> None:
    ask("ask_definition", "wat doet een campagnewerker", CW)
    ask("ask_definition", "en een programmator", PCE)
    assert ask("compare", "vergelijk ze").startswith("**campagnewerker en programmator cultuur en educatie**")
    assert "campagnewerker" in ask("search", "die eerste, schrijft die verslagen")


def test_one_more_topic_is_searched_in_all_dossiers_after_such_a_search(ask: Ask) -> None:
    ask("search", "wie werkt met vrijwilligers")
    assert ask("follow_up", "en met werkgevers?").startswith("Dit vond ik in de dossiers")


def test_the_depth_of_knowledge_that_is_asked_is_all_that_is_shown(ask: Ask) -> None:
    reply = ask("ask_knowledge", "toon de grondige kennis", SEC)
    assert "Deze kennis hoort" in reply and reply.count("\n- Grondige") == reply.count("\n- ")


def test_the_same_competency_is_looked_for_by_its_heading_and_not_by_its_number(context: Context) -> None:
    memory = answer(context, [Request("ask_competency", "nummer 3", number=3, professions=(SEC,))], Memory()).memory
    reply = answer(context, [Request("follow_up", "is die ook daar te vinden", professions=(LBB,))], memory)
    assert reply.parts[0].values["heading"] == "Werkt samen in multidisciplinair verband"


def test_a_name_that_may_be_two_keeps_the_question(context: Context) -> None:
    memory = answer(context, [Request("ask_level", "welk niveau", professions=(BSE,))], Memory()).memory
    reply = answer(context, [Request("mention_profession", "nee van de coach", candidates=(LBB, SEC))], memory)
    assert {b.intent for b in reply.parts[0].buttons} == {"ask_level"}
    chosen = answer(context, [Request("mention_profession", "de jobcoach bedoel ik", professions=(SEC,))], reply.memory)
    assert chosen.parts[0].key == "facet_level"


def test_knowledge_is_asked_of_a_statement_by_its_place(context: Context) -> None:
    memory = answer(
        context, [Request("search", "noden van werkgevers", "noden werkgevers", professions=(SEC,))], Memory()
    ).memory
    number = context.kb.snapshot().by_id[memory.listed[0]].number
    reply = answer(context, [Request("ask_knowledge", "welke kennis hoort bij de eerste", number=1)], memory)
    assert number and f"competentie {number}" in context.render(reply.parts[0])


def test_some_years_later_are_counted(ask: Ask) -> None:
    ask("ask_labour_market", "hoeveel vacatures waren er in 2014", LBB)
    assert "2016: 74" in ask("follow_up", "en twee jaar later")


def test_how_somebody_at_work_goes_about_it_is_no_wish_for_another_profession(context: Context) -> None:
    memory = answer(context, [Request("ask_definition", professions=(LBB,))], Memory()).memory
    text = "en hoe gaat die om met conflicten"
    reply = answer(context, [Request("find_profession", text, text, confidence=0.5)], memory)
    assert reply.parts[0].key in ("found_in_profession", "facet_competency")


@pytest.mark.parametrize("asked", ["met wie overlegt die", "en wie helpt em daarbij"])
def test_with_whom_one_works_comes_near(ask: Ask, asked: str) -> None:
    ask("ask_definition", "wat doet een belangenbehartiger", BB)
    reply = ask("search", asked)
    assert reply.startswith("Dat staat niet met zoveel woorden") and "belangenbehartiger, activiteit" in reply


def test_the_least_of_the_figures_that_were_shown(ask: Ask) -> None:
    ask("ask_labour_market", "hoeveel werkzoekenden zijn er", LBB)
    reply = ask("ask_labour_market", "in welke regio het minst")
    assert reply.startswith("Niet-werkende werkzoekenden") and reply.count("\n- ") == 3


def test_some_of_a_list_that_was_only_spoken_of_is_the_list(context: Context) -> None:
    asked = Request("pick_option", "noem er eens drie", "noem er eens drie", story="een boekje over sociale beroepen")
    assert answer(context, [asked], Memory()).parts[0].key == "list_professions"


def test_a_row_of_the_figures_is_no_question_about_pay(ask: Ask) -> None:
    ask("ask_labour_market", "hoeveel loopbaanbegeleiders zijn er", LBB)
    assert "in loondienst: 509" in ask("ask_pay", "en op de loonlijst")
    assert "2017: 77" in ask("ask_year", "en dit jaar?")


def test_money_one_works_with_is_searched_for(context: Context) -> None:
    memory = answer(context, [Request("ask_definition", professions=(PCE,))], Memory()).memory
    text = "en als iemand vraagt waar het geld naartoe is"
    reply = answer(context, [Request("ask_pay", text, text, confidence=0.3)], memory)
    assert reply.parts[0].key != "pay"
    asked = Request("ask_pay", "hoeveel geld krijg je daarvoor", "hoeveel geld krijg je daarvoor", confidence=0.9)
    assert answer(context, [asked], memory).parts[0].key == "pay"


def test_who_works_with_job_seekers_is_no_question_for_figures(ask: Ask) -> None:
    assert ask("ask_labour_market", "welke beroepen werken met werkzoekenden").startswith("Dit vond ik in de dossiers")


def test_a_document_is_asked_on(context: Context) -> None:
    nota = Request("ask_structure", "wat staat er in de nota", document=True)
    memory = answer(context, [nota], Memory(recent=(LBB,))).memory
    assert "2016" in context.render(answer(context, [Request("ask_year", "van wanneer is die?")], memory).parts[0])


def test_a_dutch_name_of_a_profession_is_no_question_for_the_country(ask: Ask) -> None:
    ask("ask_conditions", "welk attest heeft een jobcoach nodig", SEC)
    reply = ask("follow_up", "en bij dat nederlandse keuzedeel arbeidsparticipatie", "medewerker_arbeidsparticipatie")
    assert "Certificaten: Nee" in reply
