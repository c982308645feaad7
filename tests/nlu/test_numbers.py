"""Numbers in a message: which competencies it names, and the words for them."""

from __future__ import annotations

from typing import Any, Dict, List

import pytest

from bot.nlu.lexicon import build_lexicon, ordinary_dutch
from bot.nlu.reading import Reader
from bot.nlu.requests import join_requests, settle_intent


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(build_lexicon([]), ordinary_dutch())


def requests(reader: Reader, text: str, intent: str) -> List[Dict[str, Any]]:
    whole = settle_intent(text, reader.read(text), [{"name": intent, "confidence": 0.9}])
    return join_requests(whole, [])


@pytest.mark.parametrize(
    "text, numbers",
    [
        ("competentie 2 en 10 van de loopbaanbegeleider", [2, 10]),
        ("competentie twee, drie en vier van de jobcoach", [2, 3, 4]),
        ("de tweede en de vierde competentie", [2, 4]),
        ("competentie 5", [5]),
        ("K0002 W5", [5]),
    ],
)
def test_every_competency_that_is_numbered_is_a_request(reader: Reader, text: str, numbers: List[int]) -> None:
    assert [r["number"] for r in requests(reader, text, "ask_competency")] == numbers


def test_numbers_make_no_more_requests_of_another_question(reader: Reader) -> None:
    assert len(requests(reader, "vacatures voor loopbaanbegeleider in 12 of 13 regio's", "ask_labour_market")) == 1
