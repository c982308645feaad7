"""Questions that name no profession stay with the one under discussion, or with those that were compared."""

from __future__ import annotations

import pytest

from bot.answers.context import Context
from bot.answers.model import Memory, Request
from bot.answers.router import answer
from bot.answers.staying import asks_of_work
from tests.answers.conftest import Ask

SEC, LBB, BSE = "supported_employment_coach", "loopbaanbegeleider", "begeleider_sociale_economie"
CW, BB, GW, MAP = "campagnewerker", "belangenbehartiger", "gemeenschapswerker", "medewerker_arbeidsparticipatie"


def test_what_its_dossier_lacks_is_not_fetched_from_another(ask: Ask) -> None:
    ask("ask_definition", "wat doet een belangenbehartiger", BB)
    assert "Dat vind ik niet in het dossier van de belangenbehartiger" in ask("search", "moet die duiken")
    assert "belangenbehartiger" in ask("ask_level", "en het niveau")


def test_a_hit_elsewhere_does_not_change_the_profession_under_discussion(ask: Ask) -> None:
    ask("ask_definition", "wat doet een belangenbehartiger", BB)
    assert "supported employment coach" in ask("search", "sollicitatie oefenen")
    assert "belangenbehartiger" in ask("ask_level", "welk niveau")


def test_with_whom_one_works_is_no_question_which_profession(ask: Ask) -> None:
    ask("ask_definition", "wat doet een gemeenschapswerker", GW)
    assert "gemeenschapswerker" in ask("search", "met wie bespreek je dat")
    assert "Werkt samen met" in ask("ask_environment", "met wie werk je samen")


def test_one_more_thing_is_asked_of_the_same(ask: Ask) -> None:
    ask("search", "moet je kunnen koken", BSE)
    assert "Grijpt in bij conflicten" in ask("follow_up", "en ruzies oplossen?")
    assert "campagnewerker" in ask("follow_up", "en een campagnewerker?", CW)


def test_who_of_two_does_something_is_searched_in_both(ask: Ask) -> None:
    ask("compare", "vergelijk ze", LBB, SEC)
    found = ask("compare", "wie van de twee praat met werkgevers")
    assert found.startswith("Dit zeggen hun dossiers daarover") and "**supported employment coach** (" in found
    assert "niveau 6" in ask("ask_level", "en het niveau")
    assert "loopbaanbegeleider biedt" in ask("pick_option", "vertel over de eerste")


@pytest.mark.parametrize("asked", ["en in nederland?", "bestaat dat ook in Nederland"])
def test_a_dossier_is_of_one_country(ask: Ask, asked: str) -> None:
    ask("ask_definition", "wat doet een jobcoach", SEC)
    told = ask("follow_up", asked)
    assert "komt uit Vlaanderen" in told and "medewerker arbeidsparticipatie" in told


def test_the_own_country_is_said_plainly(ask: Ask) -> None:
    ask("ask_definition", "wat is dat", MAP)
    assert "komt uit Nederland: wat ik je daaruit vertel" in ask("follow_up", "is dat in nederland")


def test_no_source_is_given_for_what_no_dossier_says(ask: Ask) -> None:
    ask("ask_level", "welk niveau heeft een loopbaanbegeleider", LBB)
    assert "staat er net niet in" in ask("ask_source", "waar staat dat")
    ask("ask_pay", "wat verdient die", LBB)
    assert "staat er net niet in" in ask("ask_source", "waar vind ik dat dan")


def test_how_much_a_figure_is_nobody_judges_and_it_can_go_on(ask: Ask) -> None:
    ask("ask_labour_market", "hoeveel vacatures in 2015", LBB)
    assert "veel of weinig" in ask("ask_opinion", "is dat veel?")
    assert "2014" in ask("follow_up", "en het jaar daarvoor?")


def test_the_year_before_without_a_year_shows_all_years(ask: Ask) -> None:
    ask("ask_labour_market", "hoeveel vacatures in antwerpen", LBB)
    told = ask("ask_year", "en vorig jaar?")
    assert "2016" in told and "2013" in told


def test_the_least_follows_the_most(ask: Ask) -> None:
    ask("ask_labour_market", "in welke regio zijn de meeste werkzoekenden", LBB)
    assert "laagste cijfers eerst" in ask("follow_up", "en het minst?")


def test_what_figures_do_not_tell_apart_is_said(ask: Ask) -> None:
    ask("ask_labour_market", "hoeveel vacatures zijn er", LBB)
    assert "Dat vind ik niet" in ask("follow_up", "en mannen?")


def test_the_one_before_and_the_way_back(ask: Ask) -> None:
    ask("list_professions", "welke zijn er")
    ask("pick_option", "de vierde")
    ask("ask_competencies", "wat moet je daarvoor kunnen")
    assert "begeleider sociaal-culturele activiteiten" in ask("pick_option", "terug naar de eerste")
    assert "campagnewerker" in ask("follow_up", "en dat van de vorige")


def test_same_as_what_was_talked_about(ask: Ask) -> None:
    ask("ask_definition", "wat doet een loopbaancoach", LBB)
    assert "hetzelfde beroep" in ask("ask_definition", "is dat hetzelfde als een loopbaanbegeleider", LBB)
    assert "naast elkaar" in ask("ask_definition", "is dat hetzelfde als een jobcoach", SEC)


def test_a_place_in_what_was_found_asks_about_its_profession(context: Context) -> None:
    asked = Request("search", "welk beroep werkt met een beperking", "beperking")
    memory = answer(context, [asked], Memory()).memory
    second = context.kb.snapshot().by_id[memory.listed[1]].profession
    reply = answer(context, [Request("pick_option", "wat doet die tweede", number=2)], memory)
    assert reply.memory.recent[0] == second and reply.parts[0].key == "facet_definition"


def test_what_to_learn_needs_no_profession_to_come_from(ask: Ask) -> None:
    ask("ask_opinion", "past campagnewerker bij mij", CW)
    assert ask("ask_learning_path", "wat moet ik bijleren").startswith("Hoe je campagnewerker wordt")


def test_a_level_is_asked_of_all_again(ask: Ask, context: Context) -> None:
    first = Request("ask_level", "welke beroepen zijn van niveau 6", number=6, facets=("level",))
    memory = answer(context, [first], Memory()).memory
    reply = answer(context, [Request("ask_level", "en op niveau 4?", number=4, facets=("level",))], memory)
    assert "begeleider in de sociale economie" in reply.parts[0].values["items"]


def test_an_example_makes_its_profession_the_one_under_discussion(ask: Ask) -> None:
    ask("ask_example", "geef een voorbeeld van een loopbaanbegeleider", LBB)
    assert "loopbaanbegeleider" in ask("ask_level", "welk niveau is dat")


def test_a_place_in_the_related_professions_points_at_one(ask: Ask) -> None:
    ask("ask_related", "welke lijken op een campagnewerker", CW)
    assert ask("compare", "wat is het verschil met de eerste daarvan").startswith(
        "**gemeenschapswerker en campagnewerker**"
    )


def test_one_more_thing_of_two_is_searched_in_both(ask: Ask) -> None:
    found = ask("compare", "wie praat met werkgevers", LBB, SEC)
    assert found.startswith("Dit zeggen hun dossiers daarover")
    assert ask("follow_up", "en diversiteit?").startswith("Dit zeggen hun dossiers daarover")


def test_it_is_no_wish_to_be_told_whether_it_suits(ask: Ask) -> None:
    assert "Een mening" not in ask("mention_profession", "mag ik je iets vragen over jobcoaches", SEC)


def test_two_places_are_a_way_from_one_to_the_other(ask: Ask) -> None:
    ask("compare", "leg ze naast elkaar", LBB, BSE)
    asked = "wat moet de tweede bijleren om de eerste te worden"
    assert ask("pick_option", asked).startswith("Van begeleider in de sociale economie naar loopbaanbegeleider")


def test_the_way_back_is_asked_the_other_way_round(ask: Ask) -> None:
    ask("ask_learning_path", "van campagnewerker naar gemeenschapswerker", CW, GW)
    assert ask("follow_up", "en andersom").startswith("Van gemeenschapswerker naar campagnewerker")


def test_who_goes_somewhere_is_no_wish_to_become_it(ask: Ask) -> None:
    ask("compare", "leg ze naast elkaar", LBB, SEC)
    assert ask("compare", "wie van die twee gaat naar de bedrijven").startswith("Dit zeggen hun dossiers daarover")


def test_most_by_place_forgets_the_year(ask: Ask) -> None:
    ask("ask_labour_market", "hoeveel vacatures in 2014", LBB)
    assert "Antwerpen-Boom: 16" in ask("ask_ranking", "in welke streek het meest")


def test_how_two_do_something_is_searched_in_both(ask: Ask) -> None:
    asked = "hoe gaan een loopbaanbegeleider en een jobcoach om met diversiteit"
    assert "competentie 5" in ask("compare", asked, LBB, SEC)
    assert "naast elkaar" in ask("compare", "wat is het verschil tussen beide", LBB, SEC)


def test_who_uses_a_term_is_the_profession_that_explains_it(ask: Ask, context: Context) -> None:
    memory = answer(context, [Request("ask_term", "wat is smart", terms=("lbb.term.smart",))], Memory()).memory
    reply = answer(context, [Request("search", "wie gebruikt dat", "wie gebruikt dat")], memory)
    assert reply.parts[0].key == "belongs_to" and "loopbaanbegeleider" in reply.parts[0].values["names"]


def test_a_country_asked_after_figures_is_not_in_the_tables(ask: Ask) -> None:
    ask("ask_labour_market", "hoeveel loopbaanbegeleiders zijn er", LBB)
    assert "komt uit Vlaanderen" in ask("follow_up", "en hoe zit het in Nederland")


@pytest.mark.parametrize(
    "text, expected",
    [
        ("en wat moet ik weten van burn-out", True),
        ("wat moet je weten over schulden", True),
        ("wat moet ik weten van mijn burn-out", False),
        ("ik heb een burn-out, wat moet ik weten", False),
        ("burn-out", False),
    ],
)
def test_what_the_work_takes_is_told_from_what_the_speaker_has(context: Context, text: str, expected: bool) -> None:
    assert asks_of_work(context, text) is expected
