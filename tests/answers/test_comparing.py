"""Professions side by side, and questions that go on about both."""

from __future__ import annotations

from bot.answers.context import Context
from bot.answers.model import Memory, Request
from bot.answers.router import answer
from tests.answers.conftest import Ask

COACHES = ("supported_employment_coach", "loopbaanbegeleider")


def test_what_they_share_is_a_list_of_its_own(ask: Ask) -> None:
    ask("compare", "verschil tussen jobcoach en loopbaanbegeleider", *COACHES)
    reply = ask("compare", "en wat hebben ze gemeen?")
    assert "(1 tot 6 van 12)" in reply
    assert "- **2.** Bouwt eigen deskundigheid op" in reply
    assert "Alleen" not in reply


def test_both_how_they_differ_and_what_they_share_is_a_comparison(ask: Ask) -> None:
    assert "Alleen loopbaanbegeleider" in ask("compare", "wat is gelijk en wat is anders?", *COACHES)


def test_a_facet_after_a_comparison_is_about_both(ask: Ask) -> None:
    ask("compare", "verschil tussen jobcoach en loopbaanbegeleider", *COACHES)
    reply = ask("ask_level", "en qua niveau?")
    assert "De supported employment coach zit op niveau 6." in reply
    assert "Het niveau van de loopbaanbegeleider staat niet in het dossier." in reply
    assert "Gemeenschappelijk (49)" in ask("ask_knowledge", "en de kennis?")


def test_a_name_after_a_comparison_leaves_it(ask: Ask) -> None:
    ask("compare", "verschil tussen jobcoach en loopbaanbegeleider", *COACHES)
    reply = ask("ask_level", "welk niveau heeft een jobcoach?", "supported_employment_coach")
    assert reply.startswith("Het beroep supported employment coach zit op **niveau 6")


def test_two_names_of_one_profession_are_the_same(ask: Ask) -> None:
    ask("compare", "verschil tussen jobcoach en loopbaanbegeleider", *COACHES)
    reply = ask("compare", "wat is het verschil tussen een opbouwwerker en een buurtwerker?", "gemeenschapswerker")
    assert "hetzelfde beroep: met opbouwwerker en buurtwerker bedoelt men de gemeenschapswerker" in reply


def test_an_empty_side_says_so(ask: Ask) -> None:
    ask("compare", "verschil", "gemeenschapswerker", "medewerker_arbeidsparticipatie")
    reply = ask("ask_environment", "en de werkomgeving?")
    assert "Bij gemeenschapswerker (0):\nDaarover staat hier verder niets." in reply


def test_no_level_is_said_once(ask: Ask) -> None:
    reply = ask("compare", "niveau?", "programmator_cultuur_educatie", "campagnewerker")
    assert "Het niveau staat in geen van deze dossiers." in reply


def test_a_statement_is_cut_between_words(ask: Ask) -> None:
    for line in ask("compare", "verschil", *COACHES).splitlines():
        assert not line.endswith("procedure …")


def test_three_on_one_part_of_the_dossiers_are_three_answers(context: Context) -> None:
    three = ("supported_employment_coach", "loopbaanbegeleider", "begeleider_sociale_economie")
    asked = Request("compare", "zet ze naast elkaar qua autonomie", professions=three, facets=("autonomy",))
    assert [part.key for part in answer(context, [asked], Memory()).parts] == ["facet_autonomy"] * 3
