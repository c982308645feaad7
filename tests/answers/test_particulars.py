"""Questions about one thing in a profession: the statements on it come before the list of a facet, and never out of nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.context import Context
from bot.answers.focus import is_particular
from bot.answers.model import Memory, Request
from bot.answers.router import answer
from tests.answers.conftest import Ask


def test_a_yes_or_no_question_gets_the_statements_on_it(ask: Ask) -> None:
    reply = ask("ask_competencies", "moet een begeleider kunnen rekenen", "begeleider_sociale_economie")
    assert "rekenkundige vaardigheden" in reply


def test_the_heading_of_a_competency_stands_for_the_whole_competency(ask: Ask) -> None:
    reply = ask("search", "hoe reageert een begeleider bij ruzie", "begeleider_sociale_economie")
    assert "competentie 10: Grijpt in bij conflicten" in reply and "Luistert zonder partij te kiezen" in reply


def test_a_competency_is_found_by_its_subject_or_by_its_quoted_heading(ask: Ask) -> None:
    by_subject = ask("ask_competency", "welke competentie gaat over nazorg", "loopbaanbegeleider")
    assert "competentie 23: Verleent nazorg" in by_subject
    quoted = ask("ask_skills", 'welke vaardigheden horen bij "Werkt samen"', "begeleider_sociale_economie")
    assert "competentie 3: Werkt samen" in quoted


def test_knowledge_of_the_competency_that_is_meant_comes_first(ask: Ask) -> None:
    reply = ask("ask_knowledge", "welke kennis is nodig om door te verwijzen", "loopbaanbegeleider")
    assert "partneraanbod" in reply


@pytest.mark.parametrize("text", ["heeft zo iemand een parachute", "speelt zo iemand trompet"])
def test_what_the_dossier_does_not_say_is_not_made_up(ask: Ask, text: str) -> None:
    reply = ask("search", text, "supported_employment_coach")
    assert "niet in het dossier" in reply or "niet met zoveel woorden" in reply


def test_a_facet_that_was_named_and_is_not_there_is_said_to_be_absent(context: Context) -> None:
    request = Request("ask_autonomy", text="aan welke regels gebonden", query="aan welke regels gebonden")
    asked = replace(request, professions=("programmator_cultuur_educatie",), facets=("autonomy",))
    assert [part.key for part in answer(context, [asked], Memory()).parts] == ["absent"]


def test_a_facet_of_one_dossier_alone_needs_no_name(context: Context) -> None:
    asked = Request("ask_study", text="hoeveel uren is dat keuzedeel", query="hoeveel uren", facets=("study",))
    assert "720" in "".join(context.render(part) for part in answer(context, [asked], Memory()).parts)


def test_one_further_or_back_in_the_numbers(context: Context) -> None:
    first = Request("ask_competency", text="competentie 10", professions=("begeleider_sociale_economie",), number=10)
    reply = answer(context, [first], Memory())
    back = answer(context, [Request("follow_up", text="en de vorige?")], reply.memory)
    assert back.parts[0].values["number"] == 9


def test_a_question_about_the_second_of_a_list_of_professions(ask: Ask, context: Context) -> None:
    reply = answer(context, [Request("list_professions")], Memory())
    second = reply.memory.listed[1]
    asked = Request("ask_level", text="wat is het niveau van de tweede", facets=("level",), number=2)
    level = answer(context, [asked], reply.memory)
    assert level.parts[0].values["name"] == context.card(second).name


def test_a_comparison_needs_a_second_profession_or_a_word_that_compares(ask: Ask) -> None:
    reply = ask("compare", "zit een loopbaanbegeleider op kantoor", "loopbaanbegeleider")
    assert "Met welk ander beroep" not in reply
    assert "Met welk ander beroep" in ask("compare", "wat is het verschil", "loopbaanbegeleider")


def test_a_long_story_is_searched_for_what_fits(context: Context) -> None:
    story = "Ik stond twintig jaar in een winkel. Op zaterdag verzorg ik tentoonstellingen en theater in het dorp. " * 2
    asked = Request("ask_other_profession", text="Welk beroep is iets voor mij?", story=story, occupation="winkelier")
    reply = answer(context, [asked], Memory())
    assert reply.parts[0].key == "fit"


def test_the_note_is_searched_for_what_was_asked(ask: Ask) -> None:
    assert "niet sectorspecifiek" in ask(
        "ask_structure", "staan er administratieve medewerkers in de beroepenstructuur?"
    )


def test_words_of_the_question_bring_up_the_right_part_of_a_facet(ask: Ask) -> None:
    reply = ask("ask_action_context", "hoe zit het met assertiviteit", "supported_employment_coach")
    first = next(line for line in reply.splitlines() if line.startswith("- "))
    assert "assertiviteit" in first


def test_the_level_over_all_dossiers(context: Context) -> None:
    asked = Request(
        "ask_level", text="welk beroep is van niveau 6", query="welk is van niveau", facets=("level",), number=6
    )
    reply = "".join(context.render(part) for part in answer(context, [asked], Memory()).parts)
    assert "supported employment coach**: niveau 6" in reply and "niveau 4" not in reply
    none = "".join(context.render(part) for part in answer(context, [replace(asked, number=2)], Memory()).parts)
    assert "Geen enkel dossier noemt niveau 2" in none and "Hierover zeggen de dossiers niets" in none


def test_conditions_over_all_dossiers_come_with_their_sources(ask: Ask) -> None:
    reply = ask("ask_conditions", "bij welk beroep heb je een attest nodig")
    assert "loopbaanbegeleider**: Er zijn geen" in reply and "BK-0540-2" in reply and "K0002" in reply


def test_a_guessed_facet_gives_way_to_what_the_dossier_says(context: Context) -> None:
    text = "kan een jobcoach huiswerk meegeven over conflicten"
    asked = Request("ask_status", text=text, query="kan een huiswerk meegeven over conflicten", confidence=0.5)
    reply = answer(context, [replace(asked, professions=("supported_employment_coach",))], Memory())
    assert reply.parts[0].key != "facet_status"


def test_what_matters_most_after_an_absent_facet_is_no_list(ask: Ask) -> None:
    assert "niet in het dossier" in ask("ask_autonomy", "hoe zelfstandig werkt die", "campagnewerker")
    reply = ask("ask_ranking", "wat is het belangrijkste")
    assert "niet op volgorde" in reply and "- **1.**" not in reply


def test_whether_a_profession_suits_somebody_is_theirs_to_judge(ask: Ask) -> None:
    reply = ask("find_profession", "past campagnewerker bij mij als ik verlegen ben", "campagnewerker")
    assert reply.startswith("Een mening kan ik je niet geven") and "zet je campagnes op" in reply
    helped = ask("find_profession", "wat kan een loopbaanbegeleider voor mij doen", "loopbaanbegeleider")
    assert "biedt professionele ondersteuning aan de klant" in helped


def test_an_order_is_only_meant_with_a_word_for_it(ask: Ask) -> None:
    ask("ask_definition", "", "campagnewerker")
    assert "zet campagnes op" in ask("ask_ranking", "wat doet die allemaal")
    assert ask("ask_ranking", "wat is het belangrijkste").startswith("Wat het belangrijkst is")


def test_who_does_something_is_told_the_profession_that_surely_fits(ask: Ask) -> None:
    reply = ask("search", "wie helpt mensen met een handicap aan werk")
    assert "De supported employment coach biedt professionele ondersteuning" in reply


def test_a_list_of_those_that_do_something_is_no_list_of_all(context: Context) -> None:
    asked = Request(
        "list_professions", "welke beroepen werken met groepen", "welke beroepen werken met groepen", "", 0.5
    )
    found = answer(context, [asked], Memory()).parts[0]
    assert found.key == "search" and "groepen" in found.values["items"]


def test_what_a_list_is_wanted_for_is_looked_up(ask: Ask) -> None:
    assert "Luistert actief" in ask("ask_competencies", "welke competenties gaan over luisteren", "loopbaanbegeleider")
    assert "welbevinden" in ask("ask_knowledge", "wat moet je weten van burn-out", "loopbaanbegeleider")
    assert "1 tot 6 van 9" in ask("ask_competencies", "taken belangenbehartiger", "belangenbehartiger")


def test_a_yes_or_no_is_looked_up_however_sure_the_part_seemed(context: Context, ask: Ask) -> None:
    guessed = Request("mention_profession", "krijg ik huiswerk van een lbb", "krijg ik huiswerk van een", "", 0.4)
    parts = answer(context, [guessed.about("loopbaanbegeleider")], Memory()).parts
    assert "huistaken" in context.render(parts[0])
    assert ask("ask_competencies", "moet een campagnewerker kunnen koken", "campagnewerker").startswith(
        "Dat vind ik niet"
    )
    shown = ask("ask_labour_market", "zoekt een jobcoach zelf vacatures", "supported_employment_coach")
    assert "Zoekt zelf naar passende vacatures" in shown


def test_words_that_go_together_are_searched_together(ask: Ask) -> None:
    asked = "kijkt een begeleider in het maatwerk of iemand klaar is om door te stromen"
    assert "de mogelijkheid heeft om door te stromen" in ask("search", asked, "begeleider_sociale_economie")


def test_what_is_asked_of_a_term_is_looked_up_in_its_dossier(context: Context) -> None:
    text = "welke fases zijn er in een loopbaanbegeleiding"
    term = next(t.id for t in context.kb.terms() if t.term == "Loopbaanbegeleiding")
    parts = answer(context, [Request("ask_extra", text, text, terms=(term,))], Memory()).parts
    assert "intake, verdieping, synthese" in context.render(parts[0])


def test_facets_side_by_side_are_all_answered(context: Context) -> None:
    text = "taken en kennis van een loopbaanbegeleider"
    asked = Request(
        "ask_knowledge", text, text, professions=("loopbaanbegeleider",), facets=("competencies", "knowledge")
    )
    assert [part.key for part in answer(context, [asked], Memory()).parts] == ["facet_competencies", "facet_knowledge"]


def test_a_year_is_enough_to_know_whose_figures_are_meant(ask: Ask) -> None:
    assert "74" in ask("ask_labour_market", "hoeveel vacatures waren er in 2016")
    assert "2017: 29" in ask("ask_labour_market", "hoeveel uitzendopdrachten in 2017", "loopbaanbegeleider")


def test_the_highest_level_is_sought_in_all_dossiers(context: Context) -> None:
    text = "welke job heeft het hoogste niveau"
    shown = answer(context, [Request("ask_ranking", text, text, facets=("level",))], Memory(recent=("campagnewerker",)))
    items = shown.parts[0].values["items"]
    assert items.index("niveau 6") < items.index("niveau 4") and "supported employment coach" in items


def test_two_professions_are_compared_on_each_facet_that_is_named(context: Context) -> None:
    text = "vergelijk de kennis en de autonomie van een jobcoach en een loopbaanbegeleider"
    both = ("supported_employment_coach", "loopbaanbegeleider")
    asked = Request("compare", text, text, professions=both, facets=("knowledge", "autonomy"))
    told = [part.values["facet"] for part in answer(context, [asked], Memory()).parts]
    assert told == ["de kennis", "de autonomie"]


def test_everyday_words_that_the_dossier_does_not_use_find_the_statement(ask: Ask) -> None:
    assert "logboekje, mentor, huistaken" in ask("search", "krijg je huiswerk mee", "loopbaanbegeleider")
    assert "kostprijs voor de deelnemers" in ask("search", "wat is de inkom", "programmator_cultuur_educatie")


def test_a_yes_or_no_may_come_after_another_clause(ask: Ask) -> None:
    reply = ask("ask_competencies", "als de machine kapot is, herstelt die dat zelf", "begeleider_sociale_economie")
    assert "kleine technische herstellingen" in reply


def test_an_order_in_the_form_of_a_question_wants_the_whole(context: Context) -> None:
    def particular(text: str) -> bool:
        return is_particular(context, Request("ask_definition", text, text))

    assert not particular("kunt ge kort schetsen wat die doet")
    assert particular("kan je ook in het weekend werken")


def test_who_asks_whether_it_is_like_something_else_reads_what_it_is(context: Context) -> None:
    asked = Request(
        "ask_definition",
        "is die zoiets als een dj",
        "is zoiets als een dj",
        professions=("programmator_cultuur_educatie",),
    )
    assert answer(context, [replace(asked, confidence=0.9)], Memory()).parts[0].key == "facet_definition"
