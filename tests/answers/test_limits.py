"""What the bot says when it does not know: after how many misses it shows topics or a person is a setting."""

from __future__ import annotations

from typing import List

import pytest

from bot.answers.context import Context
from bot.answers.model import Memory, Request
from bot.answers.router import answer


def replies(context: Context, number: int) -> List[str]:
    memory, keys = Memory(), []
    for _ in range(number):
        reply = answer(
            context, [Request("out_of_scope", text="wat eten we vanavond", query="wat eten we vanavond")], memory
        )
        memory = reply.memory
        keys.append(reply.parts[0].key)
    return keys


def test_two_misses_show_the_topics_and_three_a_person(context: Context) -> None:
    assert replies(context, 3) == ["unknown", "unknown_topics", "unknown_human"]


def test_the_numbers_of_misses_are_settings(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOPBAANBOT_MISSES_BEFORE_TOPICS", "1")
    monkeypatch.setenv("LOOPBAANBOT_MISSES_BEFORE_HUMAN", "2")
    assert replies(context, 2) == ["unknown_topics", "unknown_human"]


def _key(context: Context, intent: str, text: str, *professions: str, confidence: float = 0.9) -> str:
    asked = Request(intent, text=text, query=text, professions=professions, confidence=confidence)
    return answer(context, [asked], Memory()).parts[0].key


def test_what_no_dossier_tells_is_not_searched_for(context: Context) -> None:
    assert _key(context, "ask_unsaid", "wie is de bekendste jobcoach", "supported_employment_coach") == "not_there"
    assert _key(context, "ask_unsaid", "hoeveel mannen doen dat werk") == "unsaid"
    found = _key(context, "ask_unsaid", "behandelt die klachten", "supported_employment_coach", confidence=0.4)
    assert found in ("found_in_profession", "facet_competency")


def test_what_it_costs_is_another_question_than_what_it_earns(context: Context) -> None:
    assert _key(context, "ask_pay", "wie betaalt de loopbaanbegeleider", "loopbaanbegeleider") == "costs"
    assert _key(context, "ask_pay", "wat verdient een loopbaanbegeleider", "loopbaanbegeleider") == "pay"


def test_who_tells_of_a_handicap_is_asked_what_they_like(context: Context) -> None:
    asked = Request(
        "find_profession", "ik zit in een rolstoel, wat kan ik worden", "ik zit in een rolstoel wat kan ik worden"
    )
    keys = [part.key for part in answer(context, [asked], Memory()).parts]
    assert keys == ["for_everybody", "fit_start"]


def test_what_somebody_does_not_like_is_no_interest(context: Context) -> None:
    text = "ik sta niet graag voor een groep, welk beroep past bij mij"
    assert _key(context, "find_profession", text) == "fit_start"


def test_a_word_that_no_dossier_explains_is_shown_in_use(context: Context) -> None:
    assert _key(context, "ask_term", "wat is EVC") == "term_used"
    assert _key(context, "ask_term", "wat betekent VKS") == "term_unknown"


def test_where_it_comes_from_is_told_before_anything_was_answered(context: Context) -> None:
    assert _key(context, "ask_source", "vanwaar komt die kennis") == "sources"


def test_what_may_be_done_to_somebody_is_searched_for(context: Context) -> None:
    found = _key(context, "ask_unsaid", "mag die mijn geheimen doorvertellen", "supported_employment_coach")
    assert found in ("found_in_profession", "facet_competency", "nearest")
    assert _key(context, "ask_pay", "is er een groepsverzekering", "campagnewerker", confidence=0.97) == "pay"
