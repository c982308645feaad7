"""Rules of words, and how much is asked of the database at a message."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from bot.intake.rules import holds, used
from tests.intake.client import START, Client

MOST = 12  # statements for an ordinary answer; each costs half a millisecond of every message


@pytest.mark.parametrize(
    ("rule", "said", "expected"),
    [
        ("wie|iemand lees*|zien", "wie mag dit lezen", False),
        ("wie|iemand lez*|zien", "wie mag dit lezen", True),
        ("wie|iemand zien", "iemand anders zien", True),
        ("opnieuw beginnen", "opniew begninen", True),
        ("opnieuw! beginnen", "opniew beginnen", False),
        ("stop", "stp", False),
        ("voortgang", "voortgangetje", False),
        ("voortgang*", "voortgangetje", True),
    ],
)
def test_a_rule_holds(rule, said, expected):
    assert holds(rule, said.split()) is expected


def test_the_words_that_a_rule_is_about():
    assert used("wie|iemand zien", "kan iemand dit nu zien".split()) == {1, 4}


def test_an_answer_takes_few_statements(light):
    client = Client(light, "sender-1", START)
    client.go(until="goal")
    said = []
    engine = light.store.engine
    event.listen(engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    client.say("een baan met mensen")
    assert 0 < len(said) <= MOST, said
