"""Two thousand turns of people without a plan: never an error, never an empty reply, never a dead end.

A dead end is a reply that leaves somebody without a next step: no quick reply, no question back, no word on what can be typed,
and no answer with its source either.
"""

from __future__ import annotations

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import List, Tuple

import pytest

from tests.e2e.aimless import Aimless
from tests.e2e.talk import Conversation
from tests.product import Product

USUAL, WHOLE = 8, 40  # conversations
LENGTH = 50  # turns
AT_ONCE = 8
NEXT_STEP = re.compile(
    r"\?|\*\*\w[^*]*\*\*|\b(typ|stel|vraag|zeg|kies|vragen|vertel|probeer|noem|bel|kijk)\b|_Bron: |^Dat staat in |^Omdat het zo in de dossiers staat",
    re.IGNORECASE,
)


def test_people_without_a_plan_never_get_stuck(product: Product, pytestconfig: pytest.Config) -> None:
    count = WHOLE if pytestconfig.getoption("whole") else USUAL
    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(lambda number: wander(product, number), range(count)))
    kinds = sum((kinds for kinds, _ in results), Counter())
    print(f"\n{sum(kinds.values())} turns in {count} conversations: {dict(kinds)}")
    assert [problem for _, problems in results for problem in problems] == []
    assert sum(kinds.values()) == count * LENGTH and min(kinds.values()) > count


def wander(product: Product, number: int) -> Tuple[Counter, List[str]]:
    """One conversation: how often what was done, and each problem with the turn that it came at."""
    person, talk, kinds, problems = Aimless(number), Conversation(product), Counter(), []
    for turn in range(LENGTH):
        kind, message = person.next(talk.buttons())
        kinds[kind] += 1
        try:
            text = talk.says(message)
            assert talk.buttons() or NEXT_STEP.search(text), f"a dead end: {text!r}"
        except (AssertionError, OSError) as problem:
            problems.append(f"conversation {number}, turn {turn}, {kind} {message!r:.200}: {problem}")
    return kinds, problems
