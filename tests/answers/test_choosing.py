"""The guided choice, opinions, rankings and how to become something."""

from __future__ import annotations

import pytest

from bot.answers.choosing import OPTION
from bot.answers.context import Context
from bot.answers.model import Memory, Request
from bot.answers.router import answer
from tests.answers.conftest import Ask

LBB, SEC, CW = "loopbaanbegeleider", "supported_employment_coach", "campagnewerker"


@pytest.mark.parametrize("text", ["", "iets met mensen, wat past bij mij", "welk beroep past bij mij", "iets sociaals"])
def test_a_vague_wish_starts_the_choice(ask: Ask, text: str) -> None:
    assert "een paar korte vragen" in ask("find_profession", text)


@pytest.mark.parametrize(
    "options, first",
    [
        (("floor", "seekers", "practical"), "begeleider in de sociale economie"),
        (("individual", "seekers", "college"), "supported employment coach"),
        (("individual", "careers", "any_level"), "loopbaanbegeleider"),
        (("groups", "groups_of_people", "any_level"), "gemeenschapswerker"),
        (("culture", "groups_of_people", "any_level"), "programmator cultuur en educatie"),
        (("change", "deciders", "any_level"), "belangenbehartiger"),
    ],
)
def test_the_options_lead_to_the_profession(ask: Ask, options: "tuple[str, ...]", first: str) -> None:
    ask("find_profession")
    for option in options:
        reply = ask("find_profession", f"{OPTION}{option}")
    assert reply.split("- **")[1].startswith(first)


def test_the_steps_may_be_typed(ask: Ask) -> None:
    ask("find_profession", "wat past bij mij")
    assert "Met welke mensen" in ask("find_profession", "campagne voeren en opkomen voor rechten")
    assert "welk niveau" in ask("search", "politici")
    assert "**belangenbehartiger**" in ask("deny", "maakt niet uit")


@pytest.mark.parametrize(
    "intent, text, told",
    [
        ("search", "in een atelier", ["floor"]),
        ("ask_environment", "liefst op de werkvloer", ["floor"]),
        ("start_intake", "gesprekken met één persoon", ["individual"]),
        ("referral", "1 op 1", ["individual"]),
        ("greet", "wijk of buurt", ["groups", "groups_of_people"]),
    ],
)
def test_what_is_typed_at_the_first_step_is_the_answer(
    context: Context, intent: str, text: str, told: "list[str]"
) -> None:
    memory = answer(context, [Request("find_profession")], Memory()).memory
    reply = answer(context, [Request(intent, text=text, query=text)], memory)
    assert reply.memory.pending is not None and [t for t in reply.memory.pending["told"] if t != text] == told


def test_a_yes_asks_the_step_again_and_no_preference_ends_with_other_ways(ask: Ask) -> None:
    first = ask("find_profession", "wat past bij mij")
    assert ask("affirm", "ja graag") == first
    assert "Met welke mensen" in ask("deny", "geen idee")
    ask("deny", "maakt niet uit")
    assert ask("deny", "weet ik niet").startswith("Nog geen voorkeur")


def test_a_number_picks_an_option(ask: Ask, context: Context) -> None:
    memory = answer(context, [Request("find_profession")], Memory()).memory
    reply = answer(context, [Request("pick_option", text="de tweede", number=2)], memory)
    assert reply.memory.pending is not None and reply.memory.pending["told"] == ["floor"]


def test_another_interest_after_a_fit_is_a_new_fit(ask: Ask) -> None:
    ask("find_profession", "ik begeleid graag werkzoekenden")
    assert "**campagnewerker**" in ask("out_of_scope", "en als ik liever campagne voer")


def test_a_question_in_the_middle_of_the_choice_is_answered(ask: Ask) -> None:
    ask("find_profession", "wat past bij mij")
    assert "niveau 6" in ask("ask_level", "welk niveau heeft een jobcoach", SEC)


def test_an_opinion_is_not_given_but_something_to_judge_by(ask: Ask, context: Context) -> None:
    assert ask("ask_opinion", "wat vind jij het leukste beroep").startswith("Een mening kan ik je niet geven")
    assert context.card(CW).plain in ask("ask_opinion", "is dat een goed beroep", CW)
    assert context.card(CW).plain in ask("ask_why", "en waarom zou ik dat kiezen?")


def test_a_dossier_ranks_nothing(ask: Ask) -> None:
    ask("ask_competencies", "competenties", LBB)
    reply = ask("ask_ranking", "welke daarvan zijn het belangrijkst")
    assert "niet op volgorde" in reply and "23" in reply


def test_how_to_become_tells_conditions_and_level(ask: Ask) -> None:
    reply = ask("ask_learning_path", "hoe word ik jobcoach", SEC)
    assert "geen wettelijke attesten" in reply and "niveau 6" in reply
    assert ask("ask_learning_path", "topic:from_another", SEC).startswith("Vanuit welk beroep")
    assert ask("mention_profession", "campagnewerker", CW).startswith("Van campagnewerker naar supported")


def test_a_term_without_an_example_says_so(ask: Ask, context: Context) -> None:
    term = next(t for t in context.kb.terms() if t.id == "lbb.term.pop")
    memory = answer(context, [Request("ask_term", text="wat is een POP", terms=(term.id,))], Memory()).memory
    reply = answer(context, [Request("ask_example", text="geef een voorbeeld")], memory)
    assert context.render(reply.parts[0]).startswith("Een voorbeeld van")


def test_yes_and_no_lead_on(ask: Ask) -> None:
    ask("find_profession", "ik begeleid graag werkzoekenden")
    assert ask("affirm", "ja graag").startswith("Over welk beroep")
    assert ask("deny", "nee").startswith("Geen probleem")
    ask("ask_competencies", "competenties", LBB)
    assert "(7 tot 12 van 23)" in ask("affirm", "ja graag")
    assert "(7 tot 12 van 23)" not in ask("affirm", "ok")


def test_the_last_question_can_be_repeated(ask: Ask) -> None:
    first = ask("ask_level", "welk niveau", SEC)
    assert ask("repeat", "zeg dat nog eens") == first


def test_two_misses_offer_topics_and_three_a_person(ask: Ask) -> None:
    first, second, third = (ask("out_of_scope", text) for text in ("asdf", "qwer", "zxcv"))
    assert first.startswith("Dat weet ik niet. Ik ken") and "Hier kan ik je wel mee helpen" in second
    assert "VDAB" in third


def test_not_knowing_is_an_answer_to_a_step(context: Context) -> None:
    memory = answer(context, [Request("find_profession")], Memory()).memory
    unsure = Request("make_simpler", "ik weet het niet goed", "ik weet het niet goed", confidence=0.4)
    assert answer(context, [unsure], memory).parts[0].key == "choice_people"
