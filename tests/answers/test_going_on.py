"""Conversations that go on: for another profession, about what was suggested, shorter, surer, another of two."""

from __future__ import annotations

import pytest

from bot.answers.context import Context
from bot.answers.model import Memory, Request
from bot.answers.router import answer
from tests.answers.conftest import Ask

SEC, LBB, BSE = "supported_employment_coach", "loopbaanbegeleider", "begeleider_sociale_economie"
CW, BB, PCE = "campagnewerker", "belangenbehartiger", "programmator_cultuur_educatie"


def test_a_topic_goes_on_for_the_next_profession_and_not_the_number_it_had(ask: Ask) -> None:
    assert "Houdt gegevens bij over de uitgaven" in ask("search", "inkomsten en uitgaven opvolgen", CW)
    assert "Houdt gegevens bij over de uitgaven" in ask("follow_up", "en de belangenbehartiger", BB)
    assert "activiteit 4: De middelen" in ask("mention_profession", "programmator?", PCE)


def test_a_number_goes_on_as_that_number(context: Context) -> None:
    memory = answer(
        context, [Request("ask_competency", "competentie 4", professions=(LBB,), number=4)], Memory()
    ).memory
    reply = answer(context, [Request("follow_up", "en bij de jobcoach", professions=(SEC,))], memory)
    assert reply.parts[0].values["number"] == 4


def test_knowledge_for_statements_of_one_competency_is_that_of_the_competency(ask: Ask) -> None:
    ask("search", "drugs en verslaving", BSE)
    ask("search", "introductie van een nieuwe werknemer", SEC)
    assert "competentie 23" in ask("ask_knowledge", "wat moet je daarvoor kennen")


def test_places_point_at_the_list_until_a_name_is_said(ask: Ask) -> None:
    ask("list_professions", "welke zijn er")
    assert "supported employment coach biedt" in ask("pick_option", "toon de laatste")
    assert "campagnewerker zet campagnes op" in ask("follow_up", "en de vierde")
    reply = ask("compare", "leg die twee naast elkaar")
    assert reply.startswith("**campagnewerker en supported employment coach**")


def test_why_after_suggestions_tells_what_made_them_fit(ask: Ask) -> None:
    ask("find_profession", "ik zoek graag vacatures samen met werkzoekenden")
    assert ask("ask_why", "hoezo?").startswith("Omdat dit in het dossier het meest lijkt")
    ask("pick_option", "wat doet de tweede")
    assert ask("ask_why", "waarom raad je die aan").count("- **") == 1


def test_more_after_suggestions_leads_on(ask: Ask) -> None:
    ask("find_profession", "ik zoek graag vacatures samen met werkzoekenden")
    assert ask("more", "heb je er nog?").startswith("Dit lag het dichtst bij")
    assert "biedt professionele ondersteuning" in ask("more", "vertel daar iets over")


def test_which_of_two_is_no_judgement_and_their_level_can_be_compared(ask: Ask) -> None:
    ask("ask_definition", "", BSE)
    ask("ask_definition", "", SEC)
    assert ask("ask_ranking", "wat is het leukst van die twee").startswith("Welke van de twee")
    reply = ask("ask_level", "en het niveau van beide")
    assert "niveau 4" in reply and "niveau 6" in reply
    assert ask("ask_opinion", "wat zou jij doen", CW, BB).startswith("Welke van de twee")


def test_shorter_ends_somewhere_and_an_example_goes_on(ask: Ask) -> None:
    ask("ask_competencies", "", LBB)
    assert ask("make_shorter", "in het kort").startswith("Kort gezegd")
    assert ask("make_shorter", "korter kan zeker").startswith("Korter kan ik het niet")
    ask("ask_example", "voorbeeld", LBB)
    assert "(4 tot " in ask("more", "geef er nog een")


def test_an_example_is_of_the_number_that_is_named(context: Context) -> None:
    reply = answer(context, [Request("ask_example", "voorbeeld van 17", professions=(LBB,), number=17)], Memory())
    assert "competentie 17" in context.render(reply.parts[0])


def test_whether_it_is_right_gets_another_answer_than_where_it_stands(ask: Ask) -> None:
    ask("ask_level", "niveau", SEC)
    assert ask("ask_source", "ben je daar zeker van").startswith("Ik verzin niets")
    assert ask("ask_source", "in welk stuk staat dat").startswith("Dat staat in BK-0541-2")


def test_what_is_said_again_is_marked(ask: Ask) -> None:
    first = ask("ask_level", "niveau", CW)
    assert ask("ask_level", "dat moet er toch in staan").startswith("Ik kom bij hetzelfde uit")
    assert ask("repeat", "nog eens") == first


def test_the_way_between_two_professions_keeps_its_direction(ask: Ask) -> None:
    start = "Van campagnewerker naar belangenbehartiger"
    assert ask("ask_learning_path", "ik ben campagnewerker en wil belangenbehartiger worden", CW, BB).startswith(start)
    assert ask("ask_learning_path", "wat moet ik nog leren").startswith(start)
    assert ask("find_profession", "ik ben nu X en wil Y leren, wat past", CW, BB).startswith(start)


def test_hesitating_between_two_compares_them(ask: Ask) -> None:
    assert ask("find_profession", "wat past het best", CW, BB).startswith("**campagnewerker en belangenbehartiger**")


def test_the_headings_of_the_competencies_can_be_asked(ask: Ask) -> None:
    reply = ask("ask_competencies", "in welke fasen zijn ze verdeeld", LBB)
    assert "intake, verdieping, synthese" in reply and "**Oriëntatiefase**: 10 tot 14" in reply
    assert "telt 5 competenties" in ask("follow_up", "en de oriëntatiefase")


def test_each_of_several_numbers_is_answered(context: Context) -> None:
    request = Request("ask_competency", text="competentie 3 en 8", professions=(LBB,), number=3)
    reply = answer(context, [request], Memory())
    assert [part.values["number"] for part in reply.parts] == [3, 8]
    titles = [b for part in reply.parts for b in part.buttons]
    assert len(titles) == len({(b.title, b.intent, str(b.entities)) for b in titles})


def test_a_number_without_a_profession_asks_which(context: Context) -> None:
    request = Request(
        "search", text="wat zit er in competentie 6", query="zit in competentie", facets=("competency",), number=6
    )
    memory = answer(context, [request], Memory()).memory
    reply = answer(context, [Request("mention_profession", text="jobcoach", professions=(SEC,))], memory)
    assert reply.parts[0].values["number"] == 6


def test_the_answer_to_asking_back_may_hold_the_name(context: Context) -> None:
    asked = Request("ask_level", text="welk niveau heeft een begeleider", candidates=(BSE, LBB, SEC))
    memory = answer(context, [asked], Memory()).memory
    named = Request("ask_opinion", text="die in de sociale economie bedoel ik", professions=(BSE,))
    assert "niveau 4" in context.render(answer(context, [named], memory).parts[0])


@pytest.mark.parametrize(
    "text, part", [("waar moet die zich aan houden", "deontologische code"), ("bij wie kan die terecht", "Collega's")]
)
def test_the_parts_of_the_autonomy_can_be_asked(ask: Ask, text: str, part: str) -> None:
    ask("ask_definition", "", LBB)
    assert part in ask("ask_autonomy", text)


def test_who_tells_about_an_earlier_job_is_helped_to_choose(context: Context) -> None:
    told = Request(
        "ask_other_profession", text="ik ben jaren bakker geweest maar kan dat niet meer", occupation="bakker"
    )
    reply = answer(context, [told], Memory())
    assert [p.key for p in reply.parts] == ["own_occupation", "fit_start"]
    told = Request("out_of_scope", text="ik heb jaren in het buitenland gewoond")
    assert answer(context, [told], Memory()).parts[0].key == "told_oneself"


def test_the_most_and_the_least_of_the_figures_go_on(ask: Ask) -> None:
    ask("ask_labour_market", "hoeveel vacatures waren er per regio", LBB)
    assert "hoogste cijfers eerst" in ask("ask_ranking", "waar zijn er het meest")


def test_a_question_about_the_person_at_work_stays_with_that_profession(ask: Ask) -> None:
    ask("ask_definition", "", BSE)
    assert "dossier van de begeleider in de sociale economie" in ask("out_of_scope", "speelt hij ook een instrument")
    assert "Over loon" not in ask("ask_pay", "en stuurt die mensen door naar een gewone firma")
    assert ask("ask_pay", "verdient die veel").startswith("Over loon")


def test_whose_the_last_answer_was_can_be_asked(ask: Ask) -> None:
    ask("search", "grijpt in bij conflicten")
    assert "begeleider in de sociale economie" in ask("search", "bij welk beroep hoort dat")


def test_simpler_words_can_be_asked_of_a_profession_that_is_named(ask: Ask, context: Context) -> None:
    assert context.card(PCE).plain in ask("make_simpler", "leg dat beroep eens makkelijk uit", PCE)


def test_a_code_of_conduct_is_no_code_of_a_document(ask: Ask) -> None:
    assert "deontologische" in ask("ask_code", "bestaat er een gedragscode", LBB)
    assert "BK-0540-2" in ask("ask_code", "wat is de code", LBB)


def test_another_profession_that_nobody_named_is_asked_for(ask: Ask) -> None:
    ask("ask_level", "welk niveau", SEC)
    assert ask("follow_up", "en bij die andere?").startswith("Je vraagt naar het niveau. Van welk beroep")
    assert "niveau 4" in ask("mention_profession", "begeleider in de sociale economie", BSE)


def test_where_to_study_tells_what_the_dossier_has_and_who_knows_the_rest(ask: Ask) -> None:
    ask("ask_definition", "", CW)
    reply = ask("ask_study", "waar kan ik dat studeren")
    assert reply.startswith("Hoe je campagnewerker wordt") and "staat niet in het dossier: vraag dat aan VDAB" in reply
    assert "720" in ask("ask_study", "hoeveel uren", "medewerker_arbeidsparticipatie")


def test_in_short_asks_for_the_definition_and_simply_for_our_words(ask: Ask) -> None:
    assert "verdedigt een maatschappelijk thema" in ask("make_simpler", "in het kort: belangenbehartiger", BB)
    assert ask("make_simpler", "leg eens simpel uit: belangenbehartiger", BB).startswith("In gewone woorden")


def test_what_to_learn_after_what_fits_is_about_the_first(ask: Ask) -> None:
    fits = ask(
        "find_profession",
        "Ik heb twaalf jaar in de thuiszorg gewerkt en organiseer graag buurtfeesten. Wat past bij mij?",
    )
    first = fits.split("- **")[1].split("**")[0]
    assert ask("ask_learning_path", "wat moet ik bijleren?").startswith(f"Hoe je {first} wordt")
