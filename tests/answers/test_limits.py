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
