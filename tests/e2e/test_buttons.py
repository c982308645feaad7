"""Every quick reply leads somewhere: tapped in the conversation that it was offered in, two levels deep."""

from __future__ import annotations

from typing import Dict

import pytest

from tests.e2e.talk import Conversation
from tests.product import Product

LEVELS = 2
MOST_BUTTONS = 5
WAY_BACK = "Vorige vraag"  # no choice, so it may come beside the five; where it leads depends on what was tapped before
INTAKE = "/start_intake"  # not followed: from there on every answer comes with the open question (test_intake_talk.py)
FIRST = {
    "greeting": "hallo",
    "help": "help",
    "definition": "wat doet een loopbaanbegeleider?",
    "absent": "op welk niveau zit een campagnewerker?",
    "long-list": "welke kennis heeft een jobcoach nodig?",
    "figures": "hoeveel loopbaanbegeleiders zijn er aan de slag?",
    "competency": "wat is competentie 12 van de loopbaanbegeleider?",
    "unclear-name": "wat doet een begeleider?",
    "no-name": "welk niveau is dat?",
    "choice": "welk beroep past bij mij?",
    "comparison": "wat is het verschil tussen een jobcoach en een loopbaanbegeleider?",
    "unknown": "wat is de hoofdstad van Peru?",
}


@pytest.mark.parametrize("question", FIRST.values(), ids=FIRST.keys())
def test_every_quick_reply_leads_to_an_answer(product: Product, question: str) -> None:
    talk = Conversation(product)
    tapped = _tap_all(talk, talk.says(question), LEVELS, {})
    assert tapped, "no quick reply was offered"


def _tap_all(talk: Conversation, reply: str, levels: int, tapped: Dict[str, str]) -> Dict[str, str]:
    """Tap every quick reply of an answer and of those that follow; each must bring other words than it came from."""
    offered = talk.buttons()
    assert len(set(offered) - {WAY_BACK}) <= MOST_BUTTONS, f"too many quick replies: {list(offered)}"
    for title, payload in offered.items() if levels else ():
        assert title.strip() and "{" not in title
        if payload in tapped or payload.startswith(INTAKE) or title == WAY_BACK:
            continue
        tapped[payload] = talk.says(payload)
        assert tapped[payload] != reply, f"{title!r} brings the same answer again"
        _tap_all(talk, tapped[payload], levels - 1, tapped)
    return tapped


def test_toon_meer_can_be_tapped_until_the_list_is_complete(talk: Conversation) -> None:
    shown = talk.says("welke kennis heb je nodig als loopbaanbegeleider?")
    seen = shown.count("\n- ")
    pages = 1
    while "Toon meer" in talk.buttons():
        seen += talk.taps("Toon meer").count("\n- ")
        pages += 1
    total = int(shown.partition(" van ")[2].partition(")")[0])
    assert seen == total
    assert pages > 5


def test_the_way_back_asks_the_question_before_again(talk: Conversation) -> None:
    first = talk.says("welk beroep past bij mij?")
    assert WAY_BACK not in talk.buttons()
    second = talk.taps(list(talk.buttons())[0])
    assert second != first
    assert talk.taps(WAY_BACK) == first
