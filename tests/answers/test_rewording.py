"""The last answer in simpler or shorter words, whatever it was."""

from __future__ import annotations

import pytest

from bot.answers.context import Context
from tests.answers.conftest import Ask

SEC, LBB, BSE = "supported_employment_coach", "loopbaanbegeleider", "begeleider_sociale_economie"
CW, BB = "campagnewerker", "belangenbehartiger"


def test_figures_become_their_total(ask: Ask) -> None:
    ask("ask_labour_market", "hoeveel loopbaanbegeleiders zijn er", LBB)
    simpler = ask("make_simpler", "kan je dat simpeler zeggen")
    assert "dit zijn getallen" in simpler and "totaal: 2091" in simpler and "1582" not in simpler
    assert "totaal: 2091" in ask("make_shorter", "korter")


def test_figures_without_a_total_stay_together(ask: Ask) -> None:
    ask("ask_labour_market", "hoeveel vacatures waren er in 2015", LBB)
    assert "2015: 43" in ask("make_simpler", "kan je dat simpeler zeggen")


def test_what_no_dossier_says_is_not_told_as_a_definition(ask: Ask, context: Context) -> None:
    ask("ask_level", "welk niveau heeft een campagnewerker", CW)
    reply = ask("make_simpler", "ik snap het niet")
    assert "zegt er niets over" in reply and context.card(CW).plain not in reply


def test_statements_without_plain_words_are_cut_down(ask: Ask, context: Context) -> None:
    ask("ask_environment", "waar werkt een jobcoach", SEC)
    reply = ask("make_simpler", "simpeler")
    assert reply.startswith("Eenvoudiger woorden heb ik daar niet voor") and reply.count("\n- ") == 2


@pytest.mark.parametrize("asked", ["wat bedoel je met weerstanden", "wat betekent weerstanden"])
def test_a_word_that_is_explained_nowhere_is_shown_in_use(ask: Ask, asked: str) -> None:
    ask("ask_definition", "wat doet een loopbaanbegeleider", LBB)
    reply = ask("make_simpler", asked)
    assert reply.startswith("Een uitleg van dat woord staat niet") and "weerstanden" in reply


def test_a_word_that_no_dossier_has_is_not_explained(ask: Ask) -> None:
    ask("ask_definition", "wat doet een loopbaanbegeleider", LBB)
    assert "woordenboek" in ask("make_simpler", "wat bedoel je met zeppelin")


def test_no_opinion_has_its_reason(ask: Ask) -> None:
    ask("ask_opinion", "past dat bij mij", BB)
    assert ask("ask_why", "waarom niet?").startswith("Omdat ik jou niet ken")
