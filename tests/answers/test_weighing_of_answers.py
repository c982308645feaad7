"""What the dossiers of compared professions say on one subject."""

from __future__ import annotations

from bot.answers.context import Context
from bot.answers.model import Memory, Request
from bot.answers.router import answer
from tests.answers.conftest import Ask

LBB, SEC, CW, BB = "loopbaanbegeleider", "supported_employment_coach", "campagnewerker", "belangenbehartiger"


def test_a_comparison_on_a_subject_shows_what_each_dossier_says_about_it(ask: Ask) -> None:
    reply = ask("compare", "verschil tussen jobcoach en loopbaanbegeleider op vlak van wetgeving", LBB, SEC)
    assert reply.startswith("Dit zeggen hun dossiers daarover:")
    for name in ("loopbaanbegeleider", "supported employment coach"):
        _, side = reply.split(f"**{name}** (")
        assert "wet" in side.split("\n\n")[0].lower()


def test_a_comparison_on_a_part_of_the_dossiers_stays_one_of_that_part(context: Context) -> None:
    text = "vergelijk ze qua kennis"
    asked = Request("compare", text, text, professions=(LBB, SEC), facets=("knowledge",))
    assert "naast elkaar: de kennis" in context.render(answer(context, [asked], Memory()).parts[0])


def test_a_dossier_without_a_word_on_it_is_named(ask: Ask) -> None:
    reply = ask("search", "wie van de twee houdt zich bezig met lobbywerk bij decision makers", CW, BB)
    assert "**campagnewerker**: daarover vond ik niets in het dossier." in reply
    assert "loopbaanbegeleider" not in reply


def test_who_does_more_of_it_is_the_one_whose_dossier_says_clearly_more(ask: Ask) -> None:
    reply = ask("search", "wie van de twee werkt het meest samen met werkgevers", LBB, SEC)
    assert reply.startswith("Het dossier van de **supported employment coach** zegt daar het meest over:")


def test_more_of_it_goes_on_with_what_was_not_shown(ask: Ask, context: Context) -> None:
    first = ask("search", "wie van de twee werkt samen met werkgevers", LBB, SEC)
    rest = ask("more", "toon meer")
    shown = [line for line in first.splitlines() if line.startswith("- ")]
    assert shown and rest.startswith("Dit vond ik daarover")
    assert not any(line[2:60] in rest for line in shown)
