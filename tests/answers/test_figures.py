"""Questions on labour-market figures: the right table, the cells that were asked, and honest about other years."""

from __future__ import annotations

from typing import List

import pytest

from tests.answers.conftest import Ask

LBB = "loopbaanbegeleider"


def bullets(reply: str) -> List[str]:
    return [line[2:] for line in reply.splitlines() if line.startswith("- ")]


@pytest.mark.parametrize(
    "question, first, count",
    [
        ("hoeveel vacatures waren er in 2016", "2016: 74", 1),
        ("stijgt het aantal vacatures", "2013: 45", 5),
        ("zijn er veel vacatures", "2013: 45", 5),
        ("vacatures in gent", "Gent: 3", 1),
        ("waar zijn de meeste vacatures", "Antwerpen-Boom: 16", 3),
        ("in welke maand de meeste vacatures", "Jan 2017: 9", 3),
        ("welke regio heeft het minst werkzoekenden", "Oostende-Ieper: 13", 3),
        ("hoeveel werkzoekenden zijn er", "TOTAAL: 503", 14),
        ("hoeveel loopbaanbegeleiders zijn er", "totaal: 2091", 3),
    ],
)
def test_the_cells_that_were_asked_come_first(ask: Ask, question: str, first: str, count: int) -> None:
    found = bullets(ask("ask_labour_market", question, LBB))
    assert (found[0], len(found)) == (first, count)


def test_a_year_without_a_figure_is_said_to_have_none(ask: Ask) -> None:
    reply = ask("ask_labour_market", "hoeveel vacatures waren er in 2022", LBB)
    assert reply.startswith("Over 2022 staat er geen cijfer in het dossier.")
    assert bullets(reply)[-1] == "2017: 77"


def test_a_note_on_the_figures_is_cut_at_a_sentence(ask: Ask) -> None:
    reply = ask("ask_labour_market", "hoeveel vacatures in 2017", LBB)
    assert "85 in tabel I en 77 in tabel II; de bron legt dat niet uit.\n" in reply


def test_a_follow_up_on_another_place_forgets_the_year(ask: Ask) -> None:
    ask("ask_labour_market", "hoeveel vacatures waren er in 2022", LBB)
    reply = ask("follow_up", "in welke regio het meest?")
    assert "2022" not in reply
    assert bullets(reply)[0] == "Antwerpen-Boom: 16"


@pytest.mark.parametrize("again, first", [("en in antwerpen?", "Antwerpen-Boom: 16"), ("en in 2016?", "2016: 74")])
def test_a_place_or_a_year_after_words_brings_figures(ask: Ask, again: str, first: str) -> None:
    ask("ask_labour_market", "is er veel werk als loopbaancoach?", LBB)
    assert bullets(ask("follow_up", again))[:1] == [first]


def test_the_month_with_the_most_vacancies_is_one_of_the_months(ask: Ask) -> None:
    reply = ask("ask_labour_market", "welke maand van 2017 had de meeste openstaande vacatures")
    assert bullets(reply)[:2] == ["Jan 2017: 9", "Juli 2017: 9"]
