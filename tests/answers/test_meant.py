"""What a question means while a profession is talked about, and what people said of themselves before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.context import Context
from bot.answers.meant import answer_aside
from bot.answers.model import Memory, Request
from bot.answers.router import answer
from bot.answers.telling import own_profession, without_denied
from tests.answers.conftest import Ask

SEC, LBB, BSE = "supported_employment_coach", "loopbaanbegeleider", "begeleider_sociale_economie"
GW, CW, MAP = "gemeenschapswerker", "campagnewerker", "medewerker_arbeidsparticipatie"


def _aside(context: Context, intent: str, text: str, confidence: float = 0.9, recent: tuple = (LBB,)) -> str:
    found = answer_aside(context, [Request(intent, text, text, confidence=confidence)], Memory(recent=recent))
    return found.parts[0].key if found else ""


def test_what_seems_to_be_about_us_is_searched_in_the_dossier_that_is_talked_about(context: Context) -> None:
    assert _aside(context, "privacy", "en gaat die vertrouwelijk om met wat ik vertel?") in (
        "facet_competency",
        "found_in_profession",
    )
    assert _aside(context, "privacy", "wat doen jullie met mijn gegevens?") == ""
    assert _aside(context, "help", "wat kan ik hier vragen?") == ""
    assert _aside(context, "privacy", "en blijft dat geheim?", recent=()) == ""
    assert _aside(context, "ask_free", "en kost dat iets?") == "costs"


def test_a_supposition_is_no_wish(ask: Ask) -> None:
    ask("ask_definition", "wat doet een medewerker arbeidsparticipatie", MAP)
    assert "agressief gedrag" in ask("find_profession", "en wat als ik agressieve mensen tegenkom")


def test_an_occupation_in_a_question_about_somebody_is_only_a_word(context: Context) -> None:
    asked = Request("ask_other_profession", "praat die ook met de minister?", "praat die ook met de", confidence=0.7)
    reply = answer(context, [replace(asked, occupation="minister")], Memory(recent=("belangenbehartiger",)))
    assert reply.parts[0].key != "other_profession"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("ik werk al acht jaar als campagnewerker", CW),
        ("ik ben nu 3 jaar jobcoach en wil iets anders", SEC),
        ("ik ben op zoek naar een jobcoach", None),
        ("ik wil campagnewerker worden", None),
        ("ik ben student en moet iets maken over de jobcoach", None),
    ],
)
def test_the_profession_that_somebody_has_is_heard(context: Context, text: str, expected: str) -> None:
    assert own_profession(context, Request("search", text)) == expected


def test_the_way_starts_from_the_profession_that_somebody_has(ask: Ask) -> None:
    assert "dan weet ik dat je het werk van de campagnewerker kent" in ask(
        "ask_learning_path", "ik werk al acht jaar als campagnewerker", CW
    )
    ask("ask_definition", "wat doet een gemeenschapswerker", GW)
    assert ask("ask_learning_path", "wat moet ik leren om dat te worden?").startswith(
        "Van campagnewerker naar gemeensch"
    )
    assert ask("ask_learning_path", "en om jobcoach te worden?", SEC).startswith("Van campagnewerker naar supported")


def test_what_a_search_found_is_no_profession_to_come_from(context: Context) -> None:
    memory = Memory(recent=(BSE, CW), named=(BSE, CW))
    reply = answer(context, [Request("ask_learning_path", "wat moet ik dan nog leren?")], memory)
    assert reply.parts[0].key == "becoming" and reply.parts[0].values["name"] == context.card(BSE).name


def test_what_was_told_on_becoming_is_not_told_again(ask: Ask) -> None:
    ask("ask_learning_path", "hoe word ik loopbaanbegeleider", LBB)
    assert "Deze kennis hoort bij" in ask("ask_learning_path", "wat moet ik dan leren?")


def test_what_is_said_not_to_be_meant_is_left_out(context: Context) -> None:
    asked = Request("ask_definition", "niet de loopbaanbegeleider, wat doet een jobcoach", professions=(LBB, SEC))
    assert without_denied(context, asked).professions == (SEC,)
    both = Request("compare", "loopbaanbegeleider of jobcoach", professions=(LBB, SEC))
    assert without_denied(context, both) is both


def test_what_is_not_wanted_does_not_count(ask: Ask) -> None:
    assert "administratieve taken" not in ask(
        "find_profession", "ik wil mensen naar werk begeleiden maar ik wil geen administratie"
    )


def test_a_question_about_a_term_is_about_that_term(context: Context) -> None:
    memory = answer(context, [Request("ask_term", "wat is een pop", terms=("lbb.term.pop",))], Memory()).memory
    reply = answer(context, [Request("search", "wie maakt dat op?", "wie maakt dat op")], memory)
    assert "ontwikkelingsplan" in context.render(reply.parts[0])


def test_a_word_without_an_explanation_is_shown_as_the_dossier_uses_it(ask: Ask) -> None:
    ask("ask_definition", "wat doet een campagnewerker", CW)
    reply = ask("ask_term", "wat bedoelen ze met sensibiliseren?")
    assert reply.startswith("Een uitleg van dat woord staat niet in de dossiers") and "sensibiliser" in reply


def test_a_list_is_counted_and_pointed_at_after_that(ask: Ask) -> None:
    ask("ask_competencies", "welke taken heeft een jobcoach", SEC)
    assert "telt 23 competenties" in ask("ask_labour_market", "en hoeveel van die dingen zijn er?")


def test_the_same_is_asked_of_another_profession(ask: Ask) -> None:
    ask("ask_competency", "welke competentie gaat over doorverwijzen", LBB)
    assert "verwijst door" in ask("ask_competency", "en bij de jobcoach, bestaat die competentie daar ook?", SEC)


def test_what_stands_elsewhere_is_said_to_stand_elsewhere(ask: Ask) -> None:
    ask("ask_definition", "wat doet een gemeenschapswerker", GW)
    reply = ask("search", "machines herstellen")
    assert reply.startswith("Dat staat niet in het dossier van de gemeenschapswerker") and "herstelling" in reply


@pytest.mark.parametrize("intent", ["ask_conditions", "ask_study", "ask_learning_path"])
def test_what_to_study_to_become_something_tells_how_one_becomes_it(ask: Ask, intent: str) -> None:
    reply = ask(intent, "wat moet ik studeren om loopbaanbegeleider te worden?", "loopbaanbegeleider")
    assert reply.startswith("Hoe je loopbaanbegeleider wordt") and "geen wettelijke attesten" in reply
